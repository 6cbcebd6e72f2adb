"""What an operator or auditor asks of a log: is it whole, and what is in it?"""

import asyncio
from collections.abc import Iterator

import asyncpg

from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.opening import reading
from dispute_core.bootstrap import make_codec
from dispute_core.domain.policy import Policy
from dispute_core.log import Secrets
from dispute_core.log.statements import APPEND_LOCK
from dispute_core.log.verify import Report
from dispute_core.log.verify import verify as walk
from dispute_core.readmodel.rebuild import AlreadyRebuilding
from dispute_core.readmodel.rebuild import rebuild as build_again

_SHOWN = 20


def verify(addresses: Addresses) -> Iterator[str]:
    """Check the whole log; ends with `CannotGoOn` if it is damaged."""
    file = addresses.secrets_file
    secrets = Secrets.from_file(file) if file else None
    report = asyncio.run(walk(addresses.of("reader"), secrets))
    yield _counted(report)
    yield from map(str, report.damage[:_SHOWN])
    more = len(report.damage) - _SHOWN
    if more > 0:
        yield f"... and {more} more places."
    if not report.sound:
        raise CannotGoOn("The log is not as it was recorded.")
    yield "Every event is as it was recorded, and none is missing."


def rebuild(addresses: Addresses) -> Iterator[str]:
    """Build the summaries again from the events."""
    decode = make_codec().decode
    try:
        report = asyncio.run(
            build_again(addresses.of("owner"), decode, append_lock=APPEND_LOCK)
        )
    except AlreadyRebuilding as error:
        raise CannotGoOn("Another process is rebuilding already.") from error
    except asyncpg.LockNotAvailableError as error:
        message = "The log was too busy to swap the tables; nothing changed. Try again."
        raise CannotGoOn(message) from error
    yield (
        f"Built {report.disputes} summaries again from {report.events} events, "
        f"{report.events_per_second:.0f} events a second."
    )


def policies(addresses: Addresses) -> Iterator[str]:
    """The newest release of each policy."""
    for policy in asyncio.run(_released(addresses)):
        yield f"{policy.ref:24} {policy.title}"


async def _released(addresses: Addresses) -> list[Policy]:
    async with reading(addresses) as services:
        return list(await services.catalogue.policies())


def _counted(report: Report) -> str:
    erased = report.narratives_erased
    also = f" The narrative of {erased} was erased on purpose." if erased else ""
    return f"{report.events} events in {report.streams} streams.{also}"
