"""The facts that statistics count: kept by the worker, and never old for a reader."""

import asyncio
import json
from collections.abc import Sequence
from typing import Any

import asyncpg

from dispute_core.application.ports import Append, Author
from dispute_core.bootstrap import Services
from dispute_core.domain.dispute import Dispute
from dispute_core.readmodel.dispute_facts import read_facts
from dispute_core.statistics.facts import DisputeFacts
from dispute_core.statistics.folding import facts_of
from tests.statistics.comparing import YEAR, as_plain, counted
from tests.statistics.made_years import year_of_disputes
from tests.statistics.plain_count import Entry, count
from tests.support.filling import filling_of
from tests.support.world import PARTNERSHIP, WORCESTERSHIRE

NUMBER = 2000
SOME = 500
"""More than the worker counts in one batch."""

HERE = PARTNERSHIP[WORCESTERSHIRE]
AUTHOR = Author(client="made-up", subject="somebody")
AT_ONCE = 100
THE_LOG = """
SELECT e.stream_id, e.topic, e.occurred_at, b.facts::text AS facts
FROM events AS e JOIN event_bodies AS b USING (position) ORDER BY e.position
"""


async def told_in(empty: Services, number: int) -> list[list[Any]]:
    """A year of disputes, in the log."""
    year = year_of_disputes(number)
    for start in range(0, number, AT_ONCE):
        some = year[start : start + AT_ONCE]
        await asyncio.gather(*(record(empty, one) for one in some))
    return year


async def record(services: Services, told: Sequence[Any]) -> None:
    await services.log.append(
        Append(
            stream_id=told[0].originator_id,
            expected_version=0,
            partnership=HERE,
            events=told,
            author=AUTHOR,
            after=folded(told),
        )
    )


def folded(told: Sequence[Any]) -> Dispute:
    dispute = None
    for event in told:
        dispute = event.mutate(dispute)
    assert isinstance(dispute, Dispute)
    return dispute


def expected(told: list[list[Any]]) -> list[DisputeFacts]:
    return in_order([facts_of(folded(one), one) for one in told])


def in_order(facts: Sequence[DisputeFacts]) -> list[DisputeFacts]:
    return sorted(facts, key=lambda one: one.id)


async def read(services: Services) -> list[DisputeFacts]:
    found = await read_facts(services.asking, services.codec.decode, HERE)
    return in_order(found)


async def count_some(services: Services, worker_pool: asyncpg.Pool) -> bool:
    return await filling_of(services, worker_pool)()


class TestTheFacts:
    async def test_are_those_of_the_log_however_far_the_worker_is(
        self, empty: Services, worker_pool: asyncpg.Pool
    ) -> None:
        told = await told_in(empty, SOME)
        uncounted = await read(empty)
        await count_some(empty, worker_pool)
        partly = await read(empty)
        while await count_some(empty, worker_pool):
            pass
        counted = await read(empty)

        assert uncounted == partly == counted == expected(told)
        kept = await worker_pool.fetchval("SELECT count(*) FROM dispute_facts")
        assert kept == SOME
        # What an earlier release has kept, in a form that says less, is not read.
        await worker_pool.execute("UPDATE dispute_facts SET form = 0, facts = '{}'")
        assert await read(empty) == counted

    async def test_come_to_what_a_plain_count_of_the_log_comes_to(
        self, empty: Services
    ) -> None:
        """A year of 2,000 disputes; nothing is shared but the rows of the log."""
        told = await told_in(empty, NUMBER)
        streams: dict[Any, list[Entry]] = {}
        for row in await empty.asking.ask(lambda it: it.fetch(THE_LOG)):
            entry = Entry(row["topic"], row["occurred_at"], json.loads(row["facts"]))
            streams.setdefault(row["stream_id"], []).append(entry)

        ours = counted(await read(empty), YEAR)

        plain = count(streams.values(), YEAR.first, YEAR.last)
        assert (len(streams), len(told)) == (NUMBER, NUMBER)
        assert as_plain(ours, plain) == plain
