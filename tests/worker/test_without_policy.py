"""A worker that cannot find the policy of a dispute: a breach needs none."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial

import httpx

from dispute_core.domain.policy import Policy
from tests.support.waiting import until_true
from tests.support.world import WALES, policies
from tests.worker.place import Place
from tests.worker.processes import Workers
from tests.worker.test_metrics import free_port
from tests.worker.test_watching import breached, working

SOON = timedelta(seconds=2)
LEFT = "concord_worker_moves_left_to_people_total 1.0"


def moving_by_itself() -> Policy:
    """The Welsh protocol, if it said that disputes go on by themselves."""
    policy = policies()[WALES]
    first, *later = policy.stages
    moves = tuple(replace(move, made="automatic") for move in first.moves)
    return replace(policy, stages=(replace(first, moves=moves), *later))


class TestABreach:
    async def test_is_reported_though_nobody_knows_what_follows(
        self, place: Place, workers: Workers
    ) -> None:
        place.keeps_to_itself(moving_by_itself())
        dispute_id = await place.due(datetime.now(UTC) + SOON)

        workers.start()
        await until_true(partial(breached, place, 1))

        dispute = await place.dispute(dispute_id)
        assert dispute.stage.moves_by_itself
        assert [d.status for d in dispute.deadlines].count("breached") == 1
        assert await place.events("dispute.escalated") == []
        said = [line for line in workers.lines() if "left to people" in line]
        assert [str(dispute_id) in line for line in said] == [True]

    async def test_is_counted_apart_where_its_move_was_left_to_people(
        self, place: Place
    ) -> None:
        place.keeps_to_itself(moving_by_itself())
        await place.due(datetime.now(UTC) + SOON)
        port = free_port()

        async with (
            working(place, worker_metrics_port=port),
            httpx.AsyncClient(
                base_url=f"http://127.0.0.1:{port}", trust_env=False
            ) as client,
        ):
            await until_true(partial(breached, place, 1))
            metrics = (await client.get("/metrics")).text

        assert LEFT in metrics
        assert "concord_worker_failures_total 0.0" in metrics
