"""Creates the cluster's files and writes its settings."""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

from concord.embedded import binaries
from concord.embedded.account import Account
from concord.embedded.errors import EmbeddedPostgresError
from concord.embedded.folder import Folder
from concord.embedded.server import ADDRESS, SUPERUSER

_SETTINGS_FILE = "concord.conf"
_INITDB_SECONDS = 180
_INITDB_OPTIONS = (
    f"--username={SUPERUSER}",
    "--auth-local=scram-sha-256",
    "--auth-host=scram-sha-256",
    "--encoding=UTF8",
    # PostgreSQL's own locale: none has to be installed, and no upgrade of the
    # system can change the order of an index.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--data-checksums",
    "--no-instructions",
)
_DEFAULTS = {
    "fsync": "on",
    "max_connections": "100",
    "shared_buffers": "128MB",
    "password_encryption": "scram-sha-256",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # Statements and details repeat what callers sent, which may be about a child.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}


def initialise(folder: Folder, account: Account, settings: Mapping[str, str]) -> None:
    """Create the cluster unless there is one; a broken attempt leaves none."""
    if folder.cluster.exists():
        return
    if not folder.password_file.exists():
        folder.make_password()
    shutil.rmtree(folder.unfinished, ignore_errors=True)
    command: list[str | Path] = [
        binaries.program("initdb"),
        *_INITDB_OPTIONS,
        f"--pwfile={folder.password_file}",
        f"--pgdata={folder.unfinished}",
        *(["--no-sync"] if settings.get("fsync") == "off" else []),
    ]
    result = account.run(command, cwd=folder.root, timeout=_INITDB_SECONDS)
    if result.returncode != 0:
        message = (
            f"PostgreSQL could not create its files in {folder.root}"
            f" ({account.description}): {result.stderr.strip()}"
        )
        raise EmbeddedPostgresError(message)
    with (folder.unfinished / "postgresql.conf").open("a") as configuration:
        configuration.write(f"\ninclude = '{_SETTINGS_FILE}'\n")
        configuration.flush()
        os.fsync(configuration.fileno())
    # Only a finished cluster gets the name under which we look for it.
    folder.unfinished.rename(folder.cluster)
    _sync(folder.root)


def write_settings(
    folder: Folder, settings: Mapping[str, str], *, port: int, sockets: Path
) -> None:
    """Write the settings of the coming start, the place to listen always ours."""
    ours = {
        "listen_addresses": ADDRESS,
        "port": str(port),
        "unix_socket_directories": f'"{sockets}"',
        "unix_socket_permissions": "0700",
    }
    chosen = {**_DEFAULTS, **settings, **ours}
    lines = [f"{name} = {_quoted(value)}\n" for name, value in chosen.items()]
    folder.write_private(folder.cluster / _SETTINGS_FILE, "".join(lines))


def _quoted(value: str) -> str:
    return "'" + value.replace("\\", "\\\\").replace("'", "''") + "'"


def _sync(directory: Path) -> None:
    opened = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)
