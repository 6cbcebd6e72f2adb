"""`concord restore`: a backup into an empty database, less what was erased since."""

import asyncio
import json
from pathlib import Path

import asyncpg

from concord import embedded
from concord.addresses import DATABASE, Addresses, addresses_in
from concord.errors import CannotGoOn
from concord.keeping.backing_up import DESTROYED, KEYS, LOG, MANIFEST, digest
from concord.keeping.tools import run
from concord.place import SERVICE, Place
from dispute_core.log import Secrets, roles
from dispute_core.log.destroyed_keys import DestroyedKeys
from dispute_core.log.erasing import destroy_again
from dispute_core.log.verify import Report, verify

SAY_WHO = (
    "Put on record for each partnership who decided on it: concord record-restore."
)
_TABLES = """
SELECT count(*) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace
WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p')
"""


def restore_folder(place: Place, backup: Path, keys: Path) -> list[str]:
    """Restore into a data folder in which no database is; its secrets are there."""
    if not place.secrets_file.exists():
        message = (
            f"Put the secrets into {place.secrets_file} first; they are in no backup "
            "of the database."
        )
        raise CannotGoOn(message)
    place.prepare()
    with place.claimed(SERVICE, wait_seconds=1):
        server = embedded.start(place.postgres)
        try:
            if server.has_database(DATABASE):
                raise CannotGoOn("There is a database in this data folder already.")
            passwords = place.passwords(roles.ROLES)
            asyncio.run(roles.provision(server.url("postgres"), passwords))
            server.create_database(DATABASE)
            return restore(addresses_in(place, server), backup, keys)
        finally:
            embedded.stop(place.postgres)


def restore(addresses: Addresses, backup: Path, keys: Path) -> list[str]:
    """Restore into the empty database of the addresses, destroy again, and verify."""
    _expect_whole(backup, keys)
    ledger = _ledger(addresses, keys)
    owner = addresses.of("owner")
    asyncio.run(_expect_empty(owner))
    run("pg_restore", owner, "--no-owner", "--exit-on-error", str(backup / LOG))
    run(
        "pg_restore",
        owner,
        "--data-only",
        "--enable-row-security",
        "--exit-on-error",
        "--single-transaction",
        str(keys / KEYS),
    )
    return _finished(addresses, ledger)


def destroy_listed(addresses: Addresses) -> list[str]:
    """In a database that other tools restored, destroy what is on the list."""
    file = addresses.destroyed_keys()
    if not file.is_file():
        raise CannotGoOn(f"{file} is not there, so nothing could be destroyed.")
    ledger = DestroyedKeys(file)
    return _finished(addresses, ledger)


def _expect_whole(backup: Path, keys: Path) -> None:
    for file in (backup / LOG, backup / MANIFEST, keys / KEYS):
        if not file.is_file():
            raise CannotGoOn(f"{file} is not there.")
    manifest = json.loads((backup / MANIFEST).read_text("utf-8"))
    if digest(backup / LOG) != manifest["sha256"]:
        raise CannotGoOn(f"{backup / LOG} is not as it was when it was made.")


def _ledger(addresses: Addresses, keys: Path) -> DestroyedKeys:
    """The installation's own list, with what the one beside the keys says more."""
    beside = keys / DESTROYED
    if not beside.is_file():
        message = (
            f"{beside} is not there. Without the list of destroyed keys a backup may "
            "bring back what was erased."
        )
        raise CannotGoOn(message)
    ledger = DestroyedKeys(addresses.destroyed_keys())
    for key in sorted(DestroyedKeys(beside).read() - ledger.read()):
        ledger.add(key)
    return ledger


def _finished(addresses: Addresses, ledger: DestroyedKeys) -> list[str]:
    secrets = Secrets.from_file(addresses.secrets())
    lost = asyncio.run(_destroyed_again(addresses.of("eraser"), ledger))
    report = asyncio.run(verify(addresses.of("reader"), secrets))
    return _told(report, lost, len(ledger.read()))


async def _expect_empty(url: str) -> None:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        if await connection.fetchval(_TABLES):
            raise CannotGoOn("The database is not empty; nothing was restored.")
    finally:
        await connection.close(timeout=5)


async def _destroyed_again(url: str, ledger: DestroyedKeys) -> int:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        return await destroy_again(connection, ledger)
    finally:
        await connection.close(timeout=5)


def _told(report: Report, lost: int, destroyed: int) -> list[str]:
    restored = (
        f"There are {report.events} events in {report.streams} streams. The list has "
        f"{destroyed} destroyed keys; the words of {report.narratives_erased} events "
        "are erased."
    )
    lines = [restored, *map(str, report.damage[:20])]
    if lost:
        lines.append(
            f"The words of {lost} streams have no key: the keys are older than the "
            "log. Nothing else is wrong with them."
        )
    if not report.sound:
        raise CannotGoOn(" ".join([*lines, "The log is not as it was recorded."]))
    return [*lines, SAY_WHO, "Every event is as it was recorded, and none is missing."]
