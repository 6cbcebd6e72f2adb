"""The time limit for answers: it cuts what is late, and nothing else."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from types import SimpleNamespace
from typing import Any
from uuid import uuid4

import httpx
import pytest
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from dispute_api.context import CONTEXT
from dispute_api.layers.patience import Patience

SECONDS = 0.2
LONGER = 2 * SECONDS
KEY = {"Idempotency-Key": "a-key"}

Handler = Callable[[Request], Awaitable[Response]]


def answering(handler: Handler) -> ASGIApp:
    """An application that has one answer, as the edge would call it."""
    context = SimpleNamespace(base_url="http://concord.test")

    async def inner(scope: Scope, receive: Receive, send: Send) -> None:
        response = await handler(Request(scope, receive))
        await response(scope, receive, send)

    patient = Patience(inner, seconds=SECONDS, body_seconds=4 * SECONDS)

    async def outer(scope: Scope, receive: Receive, send: Send) -> None:
        known = {**scope, CONTEXT: context, "concord.request_id": uuid4()}
        await patient(known, receive, send)

    return outer


async def ask(handler: Handler, method: str, **parts: Any) -> httpx.Response:
    transport = httpx.ASGITransport(answering(handler))
    async with httpx.AsyncClient(transport=transport, base_url="http://it") as http:
        return await http.request(method, "/", **parts)


async def late(request: Request) -> Response:
    await request.body()
    await asyncio.sleep(60)
    return Response()


async def punctual(request: Request) -> Response:
    return Response(await request.body())


class Listening(Response):
    """As a stream begins: what it hears first is that the request is whole."""

    async def __call__(self, _: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        while (await receive()).get("more_body"):
            pass
        await asyncio.sleep(LONGER)
        await send({"type": "http.response.body", "body": b"-"})


class TestPatience:
    async def test_tells_a_reader_to_come_again(self) -> None:
        answer = await ask(late, "GET")

        assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert answer.json()["code"] == "unavailable"
        assert answer.headers["retry-after"] == "1"

    async def test_tells_a_sender_to_repeat_what_may_be_recorded_yet(self) -> None:
        answer = await ask(late, "POST", headers=KEY, content=b"{}")

        assert answer.status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert answer.json()["code"] == "outcome-unknown"
        assert answer.headers["retry-after"] == "1"

    async def test_says_of_a_question_in_a_body_only_that_it_was_not_answered(
        self,
    ) -> None:
        answer = await ask(late, "POST", content=b"{}")

        assert answer.json()["code"] == "unavailable"

    async def test_waits_for_a_body_that_comes_slowly(self) -> None:
        async def dripping() -> AsyncIterator[bytes]:
            for _ in range(4):
                await asyncio.sleep(LONGER / 3)
                yield b"-"

        answer = await ask(punctual, "POST", headers=KEY, content=dripping())

        assert answer.text == "----"

    async def test_tells_a_sender_whose_body_never_comes_whole(self) -> None:
        async def endless() -> AsyncIterator[bytes]:
            while True:
                await asyncio.sleep(SECONDS / 4)
                yield b"-"

        answer = await ask(punctual, "POST", headers=KEY, content=endless())

        assert answer.status_code == httpx.codes.REQUEST_TIMEOUT
        assert answer.json()["code"] == "body-too-slow"
        assert answer.headers["connection"] == "close"

    async def test_does_not_cut_an_answer_that_has_begun(self) -> None:
        async def slowly() -> AsyncIterator[bytes]:
            for _ in range(4):
                await asyncio.sleep(LONGER / 3)
                yield b"-"

        async def streaming(_: Request) -> Response:
            return StreamingResponse(slowly())

        assert (await ask(streaming, "GET")).text == "----"

    async def test_does_not_cut_one_that_listens_for_who_leaves(self) -> None:
        async def listening(_: Request) -> Response:
            return Listening()

        assert (await ask(listening, "GET")).text == "-"

    async def test_leaves_a_time_limit_of_the_application_its_own(self) -> None:
        async def failing(_: Request) -> Response:
            raise TimeoutError

        with pytest.raises(TimeoutError):
            await ask(failing, "GET")
