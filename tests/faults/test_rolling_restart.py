"""A new release goes in while everybody works on: nobody notices but by a 503."""

import os
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.campaign import campaign
from tests.faults.clients import PATIENCE
from tests.faults.rolling import Rolling, rolling
from tests.faults.standing import Prepared

BETWEEN = 40

only_long = pytest.mark.skipif(
    os.environ.get("CONCORD_CAMPAIGN") != "long", reason="starts a dozen processes"
)


@pytest.fixture
async def service(made_ready: Prepared, tmp_path: Path) -> AsyncIterator[Rolling]:
    async with rolling(made_ready, "rolling", tmp_path) as found:
        yield found


@only_long
class TestARollingRestartUnderLoad:
    async def test_fails_no_request_and_loses_and_doubles_nothing(
        self, service: Rolling
    ) -> None:
        async with campaign(service) as running:
            for one in (*service.replicas, *service.watchers):
                await running.progress(BETWEEN)
                assert await service.roll(one) == 0
            await running.progress(BETWEEN)
            await running.finish()

            assert await running.broken() == []
            assert await service.logbook.judged() > 0
            assert running.shared.severed == 0
            assert running.shared.slowest < PATIENCE
