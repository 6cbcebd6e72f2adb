"""What a worker tells those who watch the watcher."""

import asyncio
import socket

import httpx

from deadline_worker.samples import Samples
from dispute_core.bootstrap import CoreSettings, open_core
from dispute_core.log import Secrets, roles
from dispute_core.readmodel.open_deadlines import OpenDeadlines
from dispute_core.readmodel.projection import catch_up
from dispute_core.readmodel.standing import read_standing
from tests.support.waiting import until_true
from tests.support.world import WORCESTERSHIRE
from tests.worker.place import Place
from tests.worker.test_watching import working


class TestTheWorkersOwnPort:
    async def test_says_that_it_lives_and_what_it_has_done(self, place: Place) -> None:
        await place.overdue(2, policy=WORCESTERSHIRE)
        port = free_port()

        async with (
            working(place, worker_metrics_port=port),
            httpx.AsyncClient(
                base_url=f"http://127.0.0.1:{port}", trust_env=False
            ) as client,
        ):

            async def told() -> bool:
                try:
                    metrics = await client.get("/metrics")
                except httpx.TransportError:
                    return False
                return "concord_worker_breaches_total 2.0" in metrics.text

            await until_true(told)
            assert (await client.get("/livez")).text == "alive\n"
            assert (await client.get("/")).status_code == httpx.codes.NOT_FOUND
            assert (await client.post("/livez")).status_code == httpx.codes.NOT_FOUND

    async def test_outlives_what_is_no_request(self, place: Place) -> None:
        port = free_port()
        async with working(place, worker_metrics_port=port):
            await until_true(lambda: answers(port, b"\x00\xff no request\r\n\r\n"))

            assert await answers(port, b"GET /livez HTTP/1.1\r\n\r\n")


class TestASample:
    async def test_says_how_long_the_oldest_deadline_has_been_passed(
        self, place: Place
    ) -> None:
        await place.overdue(1, policy=WORCESTERSHIRE)
        async with open_core(core_settings(place)) as services:
            pool, log = services.asking.pool, services.log
            await catch_up(pool, log, OpenDeadlines())
            samples = Samples(services=services)
            await samples.once()
            shown = {it.name: it.samples for it in samples.collect()}

            assert shown["concord_oldest_overdue_seconds"][0].value > 3600
            [lag] = shown["concord_reader_lag_events"]
            assert (lag.labels, lag.value) == ({"reader": "open_deadlines"}, 0)

            practised = await read_standing(services.asking, ["worcestershire"])
            assert practised.deadlines_open == practised.deadlines_overdue == 0

            services.asking.close()
            await samples.once()
            assert list(samples.collect()) == []  # rather than an old one


def core_settings(place: Place) -> CoreSettings:
    url = place.database.url(roles.WORKER)
    secrets = Secrets.from_file(place.secrets_file)
    return CoreSettings(writer_url=url, reader_url=url, secrets=secrets)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port: int = taken.getsockname()[1]
        return port


async def answers(port: int, request: bytes) -> bool:
    try:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
    except OSError:
        return False
    writer.write(request)
    answer = await reader.read()
    writer.close()
    return answer.startswith(b"HTTP/1.1 ")
