"""Prepares a database that others run: its roles, and what the log begins with."""

import asyncio
from pathlib import Path

from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.opening import writing
from concord.preparing import published
from dispute_core.given_files import given
from dispute_core.log import Secrets, roles

SUPERUSER = "CONCORD_SUPERUSER_URL"
PASSWORDS = "CONCORD_PASSWORDS_DIR"


def new_secrets(file: Path) -> str:
    """Make new keys; never writes over keys that are there."""
    try:
        Secrets.generate(file)
    except FileExistsError:
        message = f"{file} is there already; nothing was written over it."
        raise CannotGoOn(message) from None
    return f"The keys are in {file}. Back it up apart from the database."


def provision() -> str:
    """Make the five roles, or give them the passwords and time limits of today."""
    url, folder = given(SUPERUSER), given(PASSWORDS)
    if not url or not folder:
        message = (
            f"Set {SUPERUSER} to the database as its superuser, and {PASSWORDS} to a "
            "folder with one password file for each role."
        )
        raise CannotGoOn(message)
    asyncio.run(roles.provision(url, _passwords(Path(folder))))
    return f"The roles {', '.join(roles.ROLES)} can log in."


def _passwords(folder: Path) -> dict[str, str]:
    found = {role: folder / role for role in roles.ROLES}
    missing = [role for role, file in found.items() if not file.is_file()]
    if missing:
        message = f"There is no password file for {', '.join(missing)}."
        raise CannotGoOn(message)
    return {role: file.read_text("utf-8").strip() for role, file in found.items()}


def publish(addresses: Addresses, directory: Path | None) -> str:
    """Release the policies and calendars that come with Concord, and a directory."""
    text = directory.read_text("utf-8") if directory else None
    asyncio.run(_publish(addresses, text))
    beside = " and the directory" if directory else ""
    return f"The log holds the policies, the calendars{beside}."


async def _publish(addresses: Addresses, directory: str | None) -> None:
    async with writing(addresses) as services:
        await published(services, directory)
