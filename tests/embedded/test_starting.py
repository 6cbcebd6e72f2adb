"""A server starts in any folder, keeps its place and its data, and starts again."""

import os
import shutil
import signal
import socket
import stat
import time
from pathlib import Path

import psycopg
import pytest

from concord.embedded import EmbeddedPostgresError, Server, start, status, stop
from tests.embedded.support import QUICK, ask, await_that, launch, outcome, tell

_LONGEST_SOCKET_PATH = 107


def _listeners(port: int) -> set[str]:
    """Return the addresses (hexadecimal) on which somebody listens at this port."""
    rows = [
        line.split()
        for table in ("/proc/net/tcp", "/proc/net/tcp6")
        for line in Path(table).read_text().splitlines()[1:]
    ]
    ends = [row[1].split(":") for row in rows if row[3] == "0A"]
    return {address for address, at in ends if int(at, 16) == port}


class TestANewServer:
    """What a first start gives."""

    def test_keeps_checksums_and_needs_no_locale_of_the_system(
        self, postgres: Server
    ) -> None:
        assert ask(postgres, "SHOW data_checksums") == "on"
        assert ask(postgres, "SHOW server_encoding") == "UTF8"
        locale = "SELECT concat(datlocprovider, datlocale) FROM pg_database"
        assert ask(postgres, locale) == "bC.UTF-8"

    def test_listens_on_the_loopback_address_only(self, postgres: Server) -> None:
        assert _listeners(postgres.port) == {"0100007F"}

    def test_writes_durably_unless_told_otherwise(self, new_dir: Path) -> None:
        durable = start(new_dir)
        assert ask(durable, "SHOW fsync") == "on"
        assert ask(durable, "SHOW max_connections") == "100"
        assert ask(durable, "SHOW shared_buffers") == "128MB"
        stop(new_dir)

        listen = {"listen_addresses": "0.0.0.0"}  # noqa: S104 -- must be ignored
        quick = start(new_dir, settings={**QUICK, **listen})

        assert ask(quick, "SHOW fsync") == "off"
        assert _listeners(quick.port) == {"0100007F"}

    def test_lies_in_a_deep_folder_with_odd_characters(self, tmp_path: Path) -> None:
        deep = tmp_path / 'it\'s "$HOME" `x` é' / ("deep" * 30) / ("deeper" * 20)
        assert len(os.fsencode(deep)) > 2 * _LONGEST_SOCKET_PATH

        server = start(deep, settings=QUICK)
        try:
            assert ask(server, "SHOW data_directory") == str(deep / "cluster")
            assert len(server.host) < _LONGEST_SOCKET_PATH - len("/.s.PGSQL.65535")
        finally:
            stop(deep)

    def test_says_in_the_error_what_the_server_complained_of(
        self, new_dir: Path
    ) -> None:
        with pytest.raises(EmbeddedPostgresError, match="a_lot") as caught:
            start(new_dir, settings={"shared_buffers": "a_lot"})

        assert "\n" not in str(caught.value)

    def test_changes_no_rights_outside_of_its_folder(self, tmp_path: Path) -> None:
        parents = [tmp_path, tmp_path / "shared", tmp_path / "shared" / "team"]
        parents[-1].mkdir(parents=True)
        for parent, mode in zip(parents, (0o750, 0o775, 0o711), strict=True):
            parent.chmod(mode)
        ancestors = [*parents[-1].parents, parents[-1]]
        before = [path.stat().st_mode for path in ancestors]

        data_dir = parents[-1] / "data"
        start(data_dir, settings=QUICK)
        stop(data_dir)

        assert [path.stat().st_mode for path in ancestors] == before
        assert stat.S_IMODE(data_dir.stat().st_mode) == 0o700


class TestASecondStart:
    """What stays from start to start."""

    def test_of_a_running_server_returns_it(self, data_dir: Path) -> None:
        first = start(data_dir, settings=QUICK)

        assert start(data_dir) == first
        assert status(data_dir) == first

    def test_is_quick_and_keeps_port_password_and_data(self, data_dir: Path) -> None:
        first = start(data_dir, settings=QUICK)
        tell(first, "CREATE TABLE kept AS SELECT 'a promise' AS word")
        stop(data_dir)

        began = time.monotonic()
        second = start(data_dir, settings=QUICK)
        took = time.monotonic() - began

        assert ask(second, "SELECT word FROM kept") == "a promise"
        assert second.url("x") == first.url("x")
        assert second.pid != first.pid
        assert took < 1

    def test_takes_another_port_if_somebody_has_ours(self, data_dir: Path) -> None:
        first = start(data_dir, settings=QUICK)
        stop(data_dir)

        with socket.create_server(("127.0.0.1", first.port)):
            second = start(data_dir, settings=QUICK)

        assert second.port != first.port
        assert ask(second, "SELECT 1") == "1"

    def test_stands_beside_the_server_of_a_copied_folder(
        self, data_dir: Path, tmp_path: Path
    ) -> None:
        start(data_dir, settings=QUICK)
        stop(data_dir)
        copy = tmp_path / "copy"
        shutil.copytree(data_dir, copy)

        one, other = start(data_dir, settings=QUICK), start(copy, settings=QUICK)
        try:
            tell(other, "CREATE TABLE only_here ()")

            assert ask(one, "SELECT to_regclass('only_here')") == "None"
            assert one.port != other.port
            assert one.host != other.host
        finally:
            stop(copy)

    def test_follows_a_first_one_that_was_killed_half_way(self, new_dir: Path) -> None:
        killed = launch("begin()", new_dir)
        await_that((new_dir / "cluster.unfinished" / "PG_VERSION").exists)
        os.killpg(killed.pid, signal.SIGKILL)
        outcome(killed)
        assert not (new_dir / "cluster").exists()

        assert ask(start(new_dir, settings=QUICK), "SELECT 1") == "1"


class TestTheSocketFolder:
    """A short private folder that may vanish and that nobody can plant."""

    def test_is_private_and_takes_connections(self, postgres: Server) -> None:
        assert stat.S_IMODE(Path(postgres.host).stat().st_mode) == 0o700
        with psycopg.connect(
            host=postgres.host,
            port=postgres.port,
            user=postgres.superuser,
            password=postgres.password,
            dbname="postgres",
        ) as connection:
            assert connection.info.host == postgres.host

    def test_may_be_deleted_while_the_server_runs(self, data_dir: Path) -> None:
        server = start(data_dir, settings=QUICK)
        shutil.rmtree(server.host)

        assert start(data_dir) == server
        assert ask(server, "SELECT 1") == "1"
        stop(data_dir)
        again = start(data_dir, settings=QUICK)
        assert Path(again.host, f".s.PGSQL.{again.port}").is_socket()

    def test_goes_when_the_server_stops(self, data_dir: Path) -> None:
        server = start(data_dir, settings=QUICK)

        stop(data_dir)

        assert not Path(server.host).exists()

    def test_is_another_one_if_somebody_opened_ours_to_all(
        self, data_dir: Path
    ) -> None:
        planted = Path(start(data_dir, settings=QUICK).host)
        stop(data_dir)
        planted.mkdir()
        planted.chmod(0o777)
        try:
            server = start(data_dir, settings=QUICK)

            assert server.host != str(planted)
            assert stat.S_IMODE(Path(server.host).stat().st_mode) == 0o700
            assert stat.S_IMODE(planted.stat().st_mode) == 0o777
        finally:
            planted.rmdir()
