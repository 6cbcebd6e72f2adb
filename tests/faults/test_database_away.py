"""The database is down, stopped or silent: 503 in good time, and nothing is lost."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import Any

import httpx
import pytest

from concord.embedded import stop
from tests.faults import crash
from tests.faults.clients import PATIENCE
from tests.faults.standing import Standing
from tests.journeys.cast import raising
from tests.support.http import PROBLEM, Json

DISPUTES = "/v1/disputes"


@dataclass(kw_only=True)
class Desk:
    """Somebody at a school who works on, and looks at the clock."""

    http: httpx.AsyncClient
    token: str

    async def asks(self, method: str, path: str, **parts: Any) -> httpx.Response:
        headers = {
            "Authorization": f"Bearer {self.token}",
            **parts.pop("headers", {}),
        }
        begun = monotonic()
        answer = await self.http.request(method, path, headers=headers, **parts)
        assert monotonic() - begun < PATIENCE, f"{method} {path} took too long"
        return answer

    async def raises(self, key: str, **more: Any) -> httpx.Response:
        headers = {"Idempotency-Key": key}
        body = raising("wales-region", **more)
        return await self.asks("POST", DISPUTES, json=body, headers=headers)

    async def adds(self, dispute: Json, key: str) -> httpx.Response:
        headers = {"Idempotency-Key": key, "If-Match": f'"{dispute["version"]}"'}
        path = f"{DISPUTES}/{dispute['id']}/records"
        body = {"kind": "note", "text": "The mother rang."}
        return await self.asks("POST", path, json=body, headers=headers)

    async def finds_it_away(self, dispute: Json | None = None) -> None:
        """Every address that needs the database says so, and when to come again."""
        paths = ["/readyz", DISPUTES, "/v1/events", "/v1/breaches"]
        asking = [self.asks("GET", path) for path in paths]
        asking.append(self.raises("raised-meanwhile"))
        if dispute is not None:
            path = f"{DISPUTES}/{dispute['id']}"
            asking += [self.asks("GET", path), self.asks("GET", f"{path}/events")]
            asking.append(self.adds(dispute, "added-meanwhile"))
        for answer in await asyncio.gather(*asking):
            expect_unavailable(answer)
        assert (await self.asks("GET", "/livez")).status_code == httpx.codes.OK


def expect_unavailable(answer: httpx.Response) -> None:
    place = f"{answer.request.method} {answer.request.url.path}"
    assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE, place
    assert answer.headers["content-type"] == PROBLEM, place
    assert int(answer.headers["retry-after"]) > 0, place


@pytest.fixture
async def desk(service: Standing) -> AsyncIterator[Desk]:
    async with httpx.AsyncClient(
        base_url=service.url, trust_env=False, timeout=3 * PATIENCE
    ) as http:
        yield Desk(http=http, token=service.token("wales-region", "school"))


async def works_again(service: Standing, desk: Desk) -> None:
    """What was refused is done when it is repeated, and everything is there once."""
    await service.ready()
    repeated = await desk.raises("raised-meanwhile")
    assert repeated.status_code == httpx.codes.CREATED, repeated.text
    again = await desk.raises("raised-meanwhile")
    assert again.content == repeated.content


async def raised_once(service: Standing) -> int:
    """How many disputes there are; each was raised under a key of its own."""
    written = await service.logbook.written()
    return sum(event.topic == "dispute.raised" for event in written)


def soon(seconds: float) -> Json:
    due_at = datetime.now(UTC) + timedelta(seconds=seconds)
    return {"due_at": due_at.isoformat(), "reason": "He is alone at home."}


class TestADatabaseThatIsDownAtTheStart:
    async def test_keeps_nobody_from_starting_and_is_waited_for(
        self, service: Standing, desk: Desk
    ) -> None:
        await crash.kill(service.server)
        api, worker = service.start_api(), service.start_worker()
        await desk.finds_it_away()

        await crash.restart(service.server)

        await works_again(service, desk)
        raised_at = datetime.now(UTC) - timedelta(days=40)
        await desk.raises("overdue", raised_at=raised_at.isoformat())
        await service.logbook.judged(missed=2)
        assert await raised_once(service) == 2
        assert service.alive
        assert (service.apis, service.workers) == ([api], [worker])


class TestADatabaseThatStopsInTheMiddle:
    async def test_is_waited_for_and_has_lost_nothing(
        self, service: Standing, desk: Desk
    ) -> None:
        service.start_api()
        service.start_worker()
        first = await desk.raises("first")
        await desk.raises("due-meanwhile", risk_set_limit=soon(1.5))
        await asyncio.to_thread(stop, service.server.data_dir)
        await desk.finds_it_away(first.json())

        await crash.restart(service.server)

        await works_again(service, desk)
        assert (await desk.raises("first")).content == first.content
        added = await desk.adds(first.json(), "added-meanwhile")
        assert added.status_code == httpx.codes.CREATED
        assert added.json()["version"] == 2
        await service.logbook.judged(missed=1)
        assert await raised_once(service) == 3
        assert service.alive


class TestADatabaseThatDoesNotAnswer:
    async def test_keeps_no_request_waiting_for_longer_than_ten_seconds(
        self, service: Standing, desk: Desk
    ) -> None:
        service.start_api()
        service.start_worker()
        first = await desk.raises("first")
        async with service.frozen():
            asking = asyncio.create_task(desk.finds_it_away(first.json()))
            await asyncio.sleep(1)  # now no connection is left that was made before
            await desk.finds_it_away(first.json())
            await asking

        await works_again(service, desk)
        added = await desk.adds(first.json(), "added-meanwhile")
        assert added.status_code == httpx.codes.CREATED
        assert added.json()["version"] == 2
        assert await raised_once(service) == 2
        assert service.alive
