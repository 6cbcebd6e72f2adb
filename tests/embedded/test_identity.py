"""A server is known by more than its process id, and strangers come to no harm."""

import json
import os
import signal
import subprocess
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import psycopg
import pytest

from concord.embedded import Server, start, status, stop
from tests.embedded.support import (
    QUICK,
    ask,
    await_that,
    children_of,
    is_alive,
    launch,
    outcome,
    tell,
)


@pytest.fixture
def stranger() -> Iterator["subprocess.Popen[bytes]"]:
    with subprocess.Popen(["/bin/sleep", "60"]) as process:
        yield process
        process.kill()


def _kill_all_of(server: Server) -> None:
    processes = [*children_of(server.pid), server.pid]
    for pid in processes:
        with suppress(ProcessLookupError):  # a helper that had just done its work
            os.kill(pid, signal.SIGKILL)
    await_that(lambda: not any(is_alive(pid) for pid in processes))


def _put_in_pid_file(data_dir: Path, pid: int) -> None:
    file = data_dir / "cluster" / "postmaster.pid"
    _, *rest = file.read_text().splitlines()
    file.write_text("\n".join([str(pid), *rest]) + "\n")


class TestAfterSigkill:
    """A killed server is found dead, and its folder starts again with its data."""

    def test_of_all_its_processes_the_next_start_has_the_data(
        self, data_dir: Path
    ) -> None:
        server = start(data_dir)
        tell(server, "CREATE TABLE kept AS SELECT 'a promise' AS word")
        _kill_all_of(server)
        assert (data_dir / "cluster" / "postmaster.pid").exists()
        assert status(data_dir) is None

        again = start(data_dir)

        assert ask(again, "SELECT word FROM kept") == "a promise"
        assert again.port == server.port

    def test_of_the_parent_alone_a_hanging_child_is_cleared_away(
        self, data_dir: Path
    ) -> None:
        server = start(data_dir, settings=QUICK)
        with psycopg.connect(server.url("postgres")) as connection:
            child = connection.info.backend_pid
            os.kill(child, signal.SIGSTOP)
            os.kill(server.pid, signal.SIGKILL)
            await_that(lambda: not is_alive(server.pid))
            assert is_alive(child)

            again = start(data_dir, settings=QUICK)

            assert ask(again, "SELECT 1") == "1"
            assert not is_alive(child)

    def test_is_not_taken_for_life_while_nobody_collects_the_dead(
        self, data_dir: Path
    ) -> None:
        server = start(data_dir, settings=QUICK)
        _kill_all_of(server)
        with subprocess.Popen(["/bin/true"]) as dead:
            await_that(lambda: not is_alive(dead.pid))
            _put_in_pid_file(data_dir, dead.pid)
            assert Path(f"/proc/{dead.pid}").exists()

            assert status(data_dir) is None
            assert ask(start(data_dir, settings=QUICK), "SELECT 1") == "1"


class TestAReusedProcessId:
    """The id in the pid file may be somebody else's by now."""

    def test_of_a_stranger_is_neither_trusted_nor_signalled(
        self, data_dir: Path, stranger: "subprocess.Popen[bytes]"
    ) -> None:
        server = start(data_dir, settings=QUICK)
        _kill_all_of(server)
        _put_in_pid_file(data_dir, stranger.pid)

        assert status(data_dir) is None
        stop(data_dir)
        assert stranger.poll() is None
        again = start(data_dir, settings=QUICK)
        assert ask(again, "SELECT 1") == "1"
        assert stranger.poll() is None

    def test_of_another_folders_server_is_not_trusted(
        self, data_dir: Path, postgres: Server
    ) -> None:
        server = start(data_dir, settings=QUICK)
        _kill_all_of(server)
        _put_in_pid_file(data_dir, postgres.pid)

        assert status(data_dir) is None
        stop(data_dir, mode="immediate")
        assert ask(postgres, "SELECT 1") == "1"
        again = start(data_dir, settings=QUICK)
        assert again.pid != postgres.pid
        assert status(postgres.data_dir) == postgres

    def test_is_seen_by_the_time_at_which_the_process_began(
        self, data_dir: Path
    ) -> None:
        server = start(data_dir, settings=QUICK)
        notes = data_dir / "state.json"
        truth = notes.read_text()
        later = json.loads(truth)["started"] + 1
        notes.write_text(json.dumps({**json.loads(truth), "started": later}))
        assert status(data_dir) is None

        notes.write_text(truth)

        assert status(data_dir) == server

    def test_is_no_worry_when_the_notes_are_lost(self, data_dir: Path) -> None:
        server = start(data_dir, settings=QUICK)
        (data_dir / "state.json").write_text("{")

        assert start(data_dir) == server


class TestSeveralUsers:
    """One folder, one server, whoever starts it and however they leave."""

    def test_at_the_same_moment_get_one_server(self, new_dir: Path) -> None:
        users = [launch("print(begin().pid)", new_dir) for _ in range(3)]

        pids = {outcome(user) for user in users}

        found = status(new_dir)
        assert found is not None
        assert pids == {str(found.pid)}
        log = (new_dir / "log").read_text()
        assert log.count("LOG:  starting PostgreSQL") == 1

    def test_leave_it_running_after_their_ctrl_c(self, data_dir: Path) -> None:
        user = launch("begin(); import time; time.sleep(60)", data_dir)
        await_that(lambda: status(data_dir) is not None)
        server = start(data_dir)

        os.killpg(user.pid, signal.SIGINT)
        outcome(user)

        assert user.returncode != 0
        assert os.getsid(server.pid) not in {user.pid, os.getsid(0)}
        assert ask(server, "SELECT 1") == "1"


class TestStopping:
    """Stopping ends the server, and asks for nothing that is not there."""

    @pytest.mark.parametrize("mode", ["fast", "immediate"])
    def test_ends_the_process_even_with_open_connections(
        self, data_dir: Path, mode: str
    ) -> None:
        server = start(data_dir, settings=QUICK)
        with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
            connection.execute("SELECT 1")

            stop(data_dir, mode=mode)

        assert not is_alive(server.pid)
        assert status(data_dir) is None
        stop(data_dir, mode=mode)

    def test_reaches_a_server_that_was_suspended(self, data_dir: Path) -> None:
        server = start(data_dir, settings=QUICK)
        os.kill(server.pid, signal.SIGSTOP)

        stop(data_dir)

        assert not is_alive(server.pid)

    def test_of_nothing_leaves_nothing(self, new_dir: Path) -> None:
        stop(new_dir)

        assert status(new_dir) is None
        assert not new_dir.exists()

    def test_knows_two_modes_only(self, data_dir: Path) -> None:
        with pytest.raises(ValueError, match="smart"):
            stop(data_dir, mode="smart")
