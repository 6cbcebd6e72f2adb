"""Disputes with a schedule for keeping them, and their backup from before."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

from concord.addresses import Addresses
from concord.keeping.backing_up import back_up
from concord.keeping.restoring import restore
from dispute_core.bootstrap import CoreSettings, Services, open_core
from dispute_core.log import Secrets, roles
from tests.support.api import Api, Json, Speaker
from tests.support.databases import PASSWORDS, Database

SECRET = "The referral was closed with advice only."
DIRECTORY = "/v1/partnerships/worcestershire/directory"
RULE = """
  retention:
  - rule: closed
    keep: 6 years
    because: The board's records schedule.
"""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """Three disputes, a schedule, and a backup from before anything was erased."""

    addresses: Addresses
    due: Json
    held: Json
    still_open: Json
    backup: Path
    keys: Path


def addresses_of(
    database: Database, name: str, secrets: Path, apart: Path
) -> Addresses:
    server = database.server

    def url(role: str) -> str:
        return server.url(name, role, PASSWORDS[role])

    return Addresses(
        owner=server.url(name),
        writer=url(roles.WRITER),
        reader=url(roles.READER),
        eraser=url(roles.ERASER),
        secrets_file=secrets,
        destroyed_keys_file=apart / "destroyed-keys",
    )


async def has_a_schedule(api: Api, rules: str = RULE) -> None:
    """The board writes its schedule into its directory."""
    board = api.role("board")
    file = await board.get(f"{DIRECTORY}/file")
    shown = await board.get(DIRECTORY)
    answer = await board.post(
        f"{DIRECTORY}/publications",
        {"text": file.text.rstrip("\n") + rules, "reason": "Agreed in January."},
        version=shown.json()["version"],
    )
    assert answer.status_code == 201, answer.text


async def three_disputes(
    api: Api, school: Speaker, addresses: Addresses, folder: Path, keys: Path
) -> Kept:
    """One that is over, one that a court has kept, one that is open; all backed up."""
    await has_a_schedule(api)
    withdrawal = {"ground": "no_longer_held", "reason": SECRET}
    due, held, still_open = [await school.raises() for _ in range(3)]
    due = await school.does("withdrawals", due, withdrawal)
    held = await school.does("withdrawals", held, withdrawal)
    hold = {"ground": "court", "reason": "The court has asked for it."}
    held = await school.does("legal-holds", held, hold)
    await asyncio.to_thread(back_up, addresses, folder, keys)
    (backup,) = await asyncio.to_thread(lambda: list(folder.iterdir()))
    return Kept(
        addresses=addresses,
        due=due,
        held=held,
        still_open=still_open,
        backup=backup,
        keys=keys,
    )


@asynccontextmanager
async def restored_beside(
    database: Database, kept: Kept, secrets: Path
) -> AsyncIterator[tuple[Services, Database]]:
    """The backup in a database of its own, with the service's core on it."""
    server, name = database.server, f"{database.name}_restored"
    server.create_database(name)
    apart = kept.addresses.destroyed_keys().parent
    where = addresses_of(database, name, secrets, apart)
    lines = await asyncio.to_thread(restore, where, kept.backup, kept.keys)
    assert lines[-1] == "Every event is as it was recorded, and none is missing."
    settings = CoreSettings(
        writer_url=where.of("writer"),
        reader_url=where.of("reader"),
        secrets=Secrets.from_file(secrets),
    )
    async with open_core(settings) as services:
        yield services, Database(server, name)
    server.drop_database(name)
