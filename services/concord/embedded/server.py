"""A running cluster as its users see it: how to reach it and what it holds."""

import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from concord.embedded import binaries
from concord.embedded.errors import EmbeddedPostgresError

ADDRESS = "127.0.0.1"
SUPERUSER = "concord_owner"
_TIME_LIMIT_SECONDS = 120
_HAS_DATABASE = "SELECT count(*) FROM pg_database WHERE datname = :'name'"


@dataclass(frozen=True)
class Server:
    """A running embedded PostgreSQL, and the keys to it."""

    data_dir: Path
    host: str
    port: int
    superuser: str
    password: str = field(repr=False)
    pid: int

    def url(
        self, database: str, user: str | None = None, password: str | None = None
    ) -> str:
        """Write the address of a database; without a user it is the superuser's."""
        if user is None:
            user, password = self.superuser, password or self.password
        secret = f":{quote(password, safe='')}" if password else ""
        place = f"{ADDRESS}:{self.port}/{quote(database, safe='')}"
        return f"postgresql://{quote(user, safe='')}{secret}@{place}"

    def create_database(self, name: str, template: str | None = None) -> None:
        """Create a database, empty or as a copy of one that nobody is using."""
        copied = () if template is None else (f"--template={template}",)
        self._run("createdb", "--maintenance-db=postgres", *copied, "--", name)

    def drop_database(self, name: str) -> None:
        """Drop a database with all connections to it; a missing one is no error."""
        options = ("--maintenance-db=postgres", "--if-exists", "--force")
        self._run("dropdb", *options, "--", name)

    def has_database(self, name: str) -> bool:
        options = ("--no-psqlrc", "--tuples-only", "--no-align", "--dbname=postgres")
        given = f"--set=name={name}"
        answer = self._run("psql", *options, given, standard_input=_HAS_DATABASE)
        return answer.strip() == "1"

    def _run(self, tool: str, *arguments: str, standard_input: str = "") -> str:
        where = (f"--host={ADDRESS}", f"--port={self.port}")
        who = (f"--username={self.superuser}", "--no-password")
        result = subprocess.run(  # noqa: S603 -- our own command, no shell
            [str(binaries.program(tool)), *where, *who, *arguments],
            env=binaries.environment(PGPASSWORD=self.password, PGCONNECT_TIMEOUT="10"),
            input=standard_input,
            capture_output=True,
            text=True,
            timeout=_TIME_LIMIT_SECONDS,
            check=False,
        )
        if result.returncode != 0:
            raise EmbeddedPostgresError(result.stderr.strip())
        return result.stdout
