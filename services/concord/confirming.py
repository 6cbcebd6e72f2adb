"""Confirms the hash that a printed document carries against the log."""

import asyncio
import hmac
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from concord.addresses import Addresses
from concord.errors import CannotGoOn

_HASH = "SELECT hash FROM events WHERE stream_id = $1 AND version = $2"


@dataclass(frozen=True, kw_only=True)
class Printed:
    """What the foot of a document says: which version, and its hash."""

    dispute: UUID
    version: int
    hash: str


def printed(dispute: str, version: int | None, said: str | None) -> Printed:
    """What somebody read off a document; raises `CannotGoOn` if a part is missing."""
    try:
        dispute_id = UUID(dispute)
    except ValueError as error:
        raise CannotGoOn("That is not the id of a dispute.") from error
    if version is None or not said:
        message = "Give --dispute, --version and --hash together, as the document does."
        raise CannotGoOn(message)
    return Printed(dispute=dispute_id, version=version, hash=said.strip().lower())


def confirm(addresses: Addresses, wanted: Printed) -> str:
    """One sentence; raises `CannotGoOn` where the log says otherwise."""
    held = asyncio.run(_held(addresses.of("reader"), wanted))
    if held is None:
        raise CannotGoOn("The log has no such version of that dispute.")
    if not hmac.compare_digest(held.hex(), wanted.hash):
        message = (
            "The hash is not that of the log: the document does not say what the log "
            "holds, or was read off wrongly."
        )
        raise CannotGoOn(message)
    return f"The hash is that of version {wanted.version} of the dispute in this log."


async def _held(url: str, wanted: Printed) -> bytes | None:
    connection = await asyncpg.connect(url)
    try:
        held: bytes | None = await connection.fetchval(
            _HASH, wanted.dispute, wanted.version
        )
    finally:
        await connection.close()
    return held
