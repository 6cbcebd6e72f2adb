"""The append-only log: the only truth, and everything that guards it."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

from dispute_core.log.access_log import AccessLog
from dispute_core.log.codec import Codec
from dispute_core.log.keyring import KeyRing, Secrets
from dispute_core.log.postgres import PostgresLog
from dispute_core.log.projection import Projection
from dispute_core.log.reader import GapFound, Reader
from dispute_core.log.writer import Writer

__all__ = [
    "AccessLog",
    "Codec",
    "GapFound",
    "KeyRing",
    "PostgresLog",
    "Projection",
    "Reader",
    "Secrets",
    "Writer",
    "open_access_log",
    "open_log",
]


@asynccontextmanager
async def open_log(
    *,
    writer_url: str,
    reader_url: str,
    secrets: Secrets,
    codec: Codec,
    projections: Sequence[Projection] = (),
) -> AsyncIterator[PostgresLog]:
    """Open the log for a process; works also while the database is down."""
    log = PostgresLog(
        Writer(writer_url, codec=codec, secrets=secrets, projections=projections),
        Reader(reader_url, codec=codec, secrets=secrets),
    )
    await log.start()
    try:
        yield log
    finally:
        await log.close()


@asynccontextmanager
async def open_access_log(url: str, secrets: Secrets) -> AsyncIterator[AccessLog]:
    """Open the record of accesses; it connects when something is read."""
    log = AccessLog(url, secrets)
    try:
        yield log
    finally:
        await log.close()
