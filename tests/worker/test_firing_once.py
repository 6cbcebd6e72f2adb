"""Real workers on real backlogs: each breach exactly once, whatever happens to them."""

import json
import signal
from functools import partial

from tests.support.waiting import until_true
from tests.support.world import WORCESTERSHIRE
from tests.worker.place import Place
from tests.worker.processes import Workers

BACKLOG = 1000
"""Disputes with one passed deadline each."""


class TestTwoWorkers:
    async def test_share_a_backlog_and_breach_each_deadline_once(
        self, place: Place, workers: Workers
    ) -> None:
        await place.overdue(BACKLOG, policy=WORCESTERSHIRE)

        processes = [workers.start(), workers.start()]
        await finished(place)

        assert await each_deadline_once(place) == BACKLOG
        assert [workers.stop(process) for process in processes] == [0, 0]
        assert await each_deadline_once(place) == BACKLOG


class TestAKilledWorker:
    async def test_leaves_nothing_double_and_nothing_out(
        self, place: Place, workers: Workers
    ) -> None:
        await place.overdue(BACKLOG, policy=WORCESTERSHIRE)

        seen = 0
        for _ in range(2):
            victim = workers.start()
            await until_true(partial(_more_than, place, seen))
            victim.kill()
            victim.wait()
            seen = await place.breaches()

        assert seen > 0
        workers.start()
        await finished(place)
        assert await each_deadline_once(place) == BACKLOG


class TestAStoppedWorker:
    async def test_hides_no_deadline_from_another(
        self, place: Place, workers: Workers
    ) -> None:
        await place.overdue(BACKLOG, policy=WORCESTERSHIRE)
        stopped = workers.start()
        await until_true(partial(_more_than, place, 0))
        stopped.send_signal(signal.SIGSTOP)

        workers.start()
        await finished(place)

        assert await each_deadline_once(place) == BACKLOG
        stopped.send_signal(signal.SIGCONT)
        assert workers.stop(stopped) == 0
        assert await each_deadline_once(place) == BACKLOG


class TestAWorkerThatIsAskedToStop:
    async def test_finishes_its_batch_and_says_how_far_it_watched(
        self, place: Place, workers: Workers
    ) -> None:
        await place.overdue(BACKLOG, policy=WORCESTERSHIRE)
        process = workers.start()
        await until_true(partial(_more_than, place, 0))

        code = workers.stop(process)

        assert code == 0
        row = await place.eyes.fetchrow("SELECT * FROM worker_heartbeats")
        assert row is not None
        assert row["held"] is False
        assert '"The worker has stopped."' in "".join(workers.lines())


class TestALostConnection:
    async def test_is_made_again(self, place: Place, workers: Workers) -> None:
        await place.overdue(1, policy=WORCESTERSHIRE)
        process = workers.start()
        await finished(place)

        await place.eyes.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = 'concord_worker'"
        )
        await place.overdue(1, policy=WORCESTERSHIRE)
        await until_true(partial(_more_than, place, 1))

        assert await each_deadline_once(place) == 2
        assert workers.stop(process) == 0


async def finished(place: Place) -> None:
    """Wait until no open deadline is left, and the table knows the whole log."""

    async def condition() -> bool:
        left = await place.eyes.fetchval("SELECT count(*) FROM open_deadlines")
        return left == 0 and await place.breaches() > 0 and await place.caught_up()

    await until_true(condition, seconds=40)


async def each_deadline_once(place: Place) -> int:
    """How many breaches there are, none of them of the same deadline as another."""
    rows = await place.events("dispute.deadline_breached")
    said = [(row["stream_id"], json.loads(row["facts"])) for row in rows]
    keys = {(dispute, facts["duty"], facts["generation"]) for dispute, facts in said}
    assert len(keys) == len(rows)
    return len(rows)


async def _more_than(place: Place, number: int) -> bool:
    return await place.breaches() > number
