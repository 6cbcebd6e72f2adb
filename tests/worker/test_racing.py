"""A resolution that crosses its due instant while workers sweep for it."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

from dispute_core.domain.errors import StaleVersion
from tests.support.steps import resolves
from tests.worker.place import Place
from tests.worker.processes import Workers

RUNNERS = 24
SPREAD = timedelta(milliseconds=4)
LEAD = timedelta(seconds=5)


class TestResolvingAtTheDueInstant:
    async def test_is_in_time_exactly_if_recorded_before_it(
        self, place: Place, workers: Workers
    ) -> None:
        workers.start()
        workers.start()
        due_at = datetime.now(UTC) + LEAD
        ids = await asyncio.gather(*(place.due(due_at) for _ in range(RUNNERS)))
        starts = [due_at + SPREAD * (n - RUNNERS // 2) for n in range(RUNNERS)]

        await asyncio.gather(
            *(resolve_at(place, *race) for race in zip(ids, starts, strict=True))
        )

        for dispute_id in ids:
            await expect_the_rule(place, dispute_id, due_at)


async def resolve_at(place: Place, dispute_id: UUID, at: datetime) -> None:
    """Resolve at an instant; read again and repeat as long as a worker was quicker."""
    dispute = await place.dispute(dispute_id)
    await asyncio.sleep((at - datetime.now(UTC)).total_seconds())
    async with asyncio.timeout(20):
        while True:
            try:
                await place.act(resolves("school"), dispute)
            except StaleVersion:
                dispute = await place.dispute(dispute_id)
            else:
                return


async def expect_the_rule(place: Place, dispute_id: UUID, due_at: datetime) -> None:
    """What counts is when it was recorded, never which of the two came first."""
    loaded = await place.core.log.load(dispute_id)
    breaches = [e for e in loaded.events if e.topic == "dispute.deadline_breached"]
    (resolved,) = (e for e in loaded.events if e.topic == "dispute.resolved")
    if resolved.recorded_at < due_at:
        assert breaches == []
    else:
        (breach,) = breaches
        assert breach.version < resolved.version
        assert breach.recorded_at >= due_at
        assert breach.facts["cause"] in {"normal", "found_at_resolve"}
