"""The worker keeps the facts that statistics count."""

from tests.support.waiting import until_true
from tests.support.world import WORCESTERSHIRE
from tests.worker.place import Place
from tests.worker.processes import Workers

_COUNTED = """
SELECT count(*) FROM dispute_facts AS f JOIN streams AS s ON s.stream_id = f.dispute_id
WHERE f.version = s.version AND f.facts::text LIKE '%"missed"%'
"""


class TestCounting:
    async def test_goes_up_to_the_breach_that_the_worker_itself_reports(
        self, place: Place, workers: Workers
    ) -> None:
        await place.overdue(3, policy=WORCESTERSHIRE)

        workers.start()

        async def counted() -> bool:
            return bool(await place.eyes.fetchval(_COUNTED) == 3)

        await until_true(counted)
