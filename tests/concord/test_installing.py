"""A database that somebody else runs, made ready with addresses given as files."""

import os
import subprocess
from pathlib import Path

import asyncpg
import pytest

from concord.embedded import Server
from dispute_core.log import Secrets, roles
from tests.support.databases import PASSWORDS
from tests.support.forked import finished

ROOT = Path(__file__).parents[2]


def concord(settings: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as in a container: everything it is told stands in files."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env = {
        **kept,
        "PYTHONPATH": str(ROOT / "services"),
        "CONCORD_SETTINGS_DIR": str(settings),
    }
    return finished("concord", *arguments, env=env)


@pytest.fixture
def settings(tmp_path: Path, postgres: Server) -> Path:
    """A folder of settings for a new database, and one of passwords."""
    passwords = tmp_path / "passwords"
    passwords.mkdir()
    for role, password in PASSWORDS.items():
        (passwords / role).write_text(f"{password}\n")
    keys = tmp_path / "secrets.json"
    Secrets.generate(keys)
    database = f"elsewhere_{tmp_path.name.replace('-', '_')[-20:]}"
    postgres.create_database(database)
    folder = tmp_path / "settings"
    folder.mkdir()
    said = {
        "superuser_url": postgres.url(database),
        "owner_url": postgres.url(database),
        "passwords_dir": str(passwords),
        "secrets_file": str(keys),
        **{
            f"{name}_url": postgres.url(database, role, PASSWORDS[role])
            for name, role in (("writer", roles.WRITER), ("reader", roles.READER))
        },
    }
    for name, value in said.items():
        (folder / f"concord_{name}").write_text(f"{value}\n")
    return folder


class TestInstalling:
    async def test_makes_roles_tables_and_what_the_log_begins_with(
        self, settings: Path
    ) -> None:
        for command in ("provision", "migrate", "publish", "publish"):
            done = concord(settings, command)
            assert done.returncode == 0, done.stderr

        reader = (settings / "concord_reader_url").read_text().strip()
        connection = await asyncpg.connect(reader)
        released = await connection.fetchval(
            "SELECT count(*) FROM events WHERE topic = 'policy.released'"
        )
        await connection.close()
        assert released == 5

    def test_makes_new_keys_and_never_over_old_ones(self, tmp_path: Path) -> None:
        file = tmp_path / "keys.json"

        first, second = (concord(tmp_path, "new-secrets", str(file)) for _ in range(2))

        assert first.returncode == 0
        assert second.returncode != 0
        assert "there already" in second.stderr
        assert Secrets.from_file(file)

    def test_says_what_it_needs(self, tmp_path: Path) -> None:
        for command, variable in (
            ("provision", "CONCORD_SUPERUSER_URL"),
            ("publish", "concord up"),
        ):
            done = concord(tmp_path, command)
            assert done.returncode != 0
            assert variable in done.stderr
            assert "Traceback" not in done.stderr
