"""A real worker that dies between sending and recording, and the one after it."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

import httpx
import pytest

from deadline_worker.settings import Settings
from tests.support.receiver import Receiver
from tests.support.waiting import until, until_true
from tests.webhooks.checking import verified
from tests.webhooks.desk import Subscriber
from tests.worker.processes import Workers

pytestmark = pytest.mark.asyncio(loop_scope="package")

PORT_LINE = "concord_worker_webhooks_"


@pytest.fixture
def workers(settings: Settings, tmp_path: Path) -> Iterator[Workers]:
    told = {
        "webhook_loopback": "true",
        "webhook_seconds": "10",
        "webhook_lease_seconds": "2",
        "worker_idle_seconds": "0.2",
    }
    workers = Workers(settings, tmp_path, told=told)
    yield workers
    workers.kill_all()


class TestAWorkerThatIsKilledBetweenSendingAndRecording:
    async def test_has_the_same_message_sent_again_by_another(
        self,
        workers: Workers,
        system: Receiver,
        school: Subscriber,
        unused_tcp_port: int,
    ) -> None:
        webhook = await school.subscribes(system.will("killed", "hangs"))
        await school.who.raises()
        victim = workers.start()
        await until(lambda: len(system.got("killed")) == 1)
        victim.kill()
        victim.wait()
        [before] = await school.deliveries(webhook)
        system.will("killed", "204")

        workers.told = {**workers.told, "worker_metrics_port": str(unused_tcp_port)}
        second = workers.start()
        await until_true(partial(_all_taken, school, webhook))

        first, again = system.got("killed")
        assert before["attempts"] == 0
        assert first["body"] == again["body"]
        assert first["headers"]["webhook-id"] == again["headers"]["webhook-id"]
        assert verified(first, webhook) == verified(again, webhook)
        async with httpx.AsyncClient() as http:
            page = await http.get(f"http://127.0.0.1:{unused_tcp_port}/metrics")
        assert f'{PORT_LINE}tries_total{{result="delivered"}} 1.0' in page.text
        assert f"{PORT_LINE}oldest_seconds" in page.text
        assert workers.stop(second) == 0
        assert not [line for line in workers.lines() if "by/killed" in line]


async def _all_taken(school: Subscriber, webhook: dict[str, str]) -> bool:
    found = await school.deliveries(webhook)
    return [one["status"] for one in found] == ["delivered"]
