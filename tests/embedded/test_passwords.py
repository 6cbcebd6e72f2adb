"""Nobody gets in without the password, by any door."""

import stat
from pathlib import Path

import psycopg
import pytest

from concord.embedded import Server


def _open(server: Server, host: str, password: str) -> None:
    psycopg.connect(
        host=host,
        port=server.port,
        user=server.superuser,
        password=password,
        dbname="postgres",
        passfile="/dev/null",  # so that the password is only the one given
    ).close()


class TestPasswords:
    """Passwords are asked for, are random, and are kept from other eyes."""

    @pytest.mark.parametrize("door", ["TCP", "socket"])
    def test_are_asked_for_at(self, postgres: Server, door: str) -> None:
        host = "127.0.0.1" if door == "TCP" else postgres.host
        with pytest.raises(psycopg.OperationalError, match="no password supplied"):
            _open(postgres, host, "")
        with pytest.raises(psycopg.OperationalError, match="authentication failed"):
            _open(postgres, host, "wrong")
        _open(postgres, host, postgres.password)

    def test_are_scram_in_every_line_of_the_rules(self, postgres: Server) -> None:
        rules = (postgres.data_dir / "cluster" / "pg_hba.conf").read_text()
        lines = [line.split() for line in rules.splitlines() if line.strip()]
        methods = {line[-1] for line in lines if not line[0].startswith("#")}

        assert methods == {"scram-sha-256"}

    def test_are_kept_in_a_file_for_the_owner_only(self, postgres: Server) -> None:
        file = postgres.data_dir / "password"

        assert file.read_text().strip() == postgres.password
        assert stat.S_IMODE(file.stat().st_mode) == 0o600
        assert len(postgres.password) >= 32

    def test_are_not_printed_with_the_server(self, postgres: Server) -> None:
        assert postgres.password not in repr(postgres)

    def test_are_in_no_command_line_and_no_log(self, postgres: Server) -> None:
        command = Path(f"/proc/{postgres.pid}/cmdline").read_text()
        log = (postgres.data_dir / "log").read_text()

        assert "ready to accept connections" in log
        assert postgres.password not in command + log


class TestTheLog:
    """The log of the server stays free of what people wrote."""

    def test_does_not_repeat_a_refused_row(self, postgres: Server) -> None:
        with psycopg.connect(postgres.url("postgres")) as connection:
            connection.execute("CREATE TEMP TABLE told (words text CHECK (false))")
            with pytest.raises(psycopg.errors.CheckViolation):
                connection.execute("INSERT INTO told VALUES ('a canary of a child')")
        log = (postgres.data_dir / "log").read_text()

        assert "violates check constraint" in log
        assert "canary" not in log
