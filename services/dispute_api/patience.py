"""Answers 503 rather than late: a client that waits in vain is worse off than one told.

Each step towards an answer has a limit of its own, but a database that is silent can
use up several of them one after the other.
"""

import asyncio

from starlette.requests import HTTPConnection
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dispute_api.answers import problem_answer
from dispute_api.refused import problem_of
from dispute_core.domain.errors import OutcomeUnknown, Unavailable

ANSWER_SECONDS = 7.0
"""From the last byte of the request; longer than a batch waits for the append lock.

Giving up on a connection can take three seconds more; in ten the client has an answer.
"""


class Patience:
    """ASGI middleware that gives up on an answer; never on what is being recorded."""

    def __init__(self, app: ASGIApp, *, seconds: float = ANSWER_SECONDS) -> None:
        self._app = app
        self._seconds = seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        clock = asyncio.get_running_loop().time
        limit = asyncio.timeout(self._seconds if scope["method"] == "GET" else None)

        async def received() -> Message:
            message = await receive()
            if message["type"] == "http.request" and not message.get("more_body"):
                limit.reschedule(clock() + self._seconds)
            return message

        async def answers(message: Message) -> None:
            if limit.when() is not None:
                limit.reschedule(None)  # from here on it is the client that is awaited
            await send(message)

        try:
            async with limit:
                await self._app(scope, received, answers)
        except TimeoutError:
            if not limit.expired():
                raise
            request = HTTPConnection(scope)
            response = problem_answer(problem_of(_late(request)), request)
            await response(scope, receive, send)


def _late(request: HTTPConnection) -> Unavailable:
    """What is said of a command that may be recorded yet, and of everything else."""
    if "idempotency-key" in request.headers:
        return OutcomeUnknown()
    return Unavailable("The records cannot be read just now.")
