"""Answers 503 rather than late: a client that waits in vain is worse off than one told.

Neither is a client waited for that sends its body drop by drop.

Each step towards an answer has a limit of its own, but a database that is silent can
use up several of them one after the other.
"""

import asyncio

from starlette.requests import HTTPConnection
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dispute_api.answering.answers import problem_answer
from dispute_api.refusals.problems import BODY_TOO_SLOW, Problem
from dispute_api.refusals.refused import problem_of
from dispute_core.domain.errors import OutcomeUnknown, Unavailable

ANSWER_SECONDS = 7.0
"""From the last byte of the request; longer than a batch waits for the append lock.

Giving up on a connection can take three seconds more; in ten the client has an answer.
"""

BODY_SECONDS = 15.0
"""For a whole body: a megabyte at the speed of the slowest of lines."""

SLOW = "Send a request as a whole, and again with the same Idempotency-Key."


class Patience:
    """ASGI middleware that gives up on an answer; never on what is being recorded."""

    def __init__(
        self,
        app: ASGIApp,
        *,
        seconds: float = ANSWER_SECONDS,
        body_seconds: float = BODY_SECONDS,
    ) -> None:
        self._app = app
        self._seconds = seconds
        self._body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        whole = scope["method"] == "GET"
        limit = _Limit(self._seconds if whole else self._body_seconds, self._seconds)

        async def received() -> Message:
            nonlocal whole
            message = await receive()
            # Who has begun to answer listens on, for a client that leaves.
            if not limit.lifted and _ends_request(message):
                whole = True
                limit.put_off()
            return message

        async def answers(message: Message) -> None:
            limit.lift()  # from here on it is the client that is awaited
            await send(message)

        try:
            async with limit.end:
                await self._app(scope, received, answers)
        except TimeoutError:
            if not limit.end.expired():
                raise
            await _given_up(HTTPConnection(scope), whole)(scope, receive, send)
        finally:
            limit.stop()


class _Limit:
    """The end of a wait, which may be put off: one timer looks whether it has been.

    A timer for each of the limits of a request would cost every command.
    """

    def __init__(self, seconds: float, longer: float) -> None:
        """Ends in so many seconds, or in so many more from when it is put off."""
        self._loop = asyncio.get_running_loop()
        self.end = asyncio.timeout(None)
        self.lifted = False
        self._longer = longer
        self._until = self._loop.time() + seconds
        self._timer = self._loop.call_later(min(seconds, longer), self._look)

    def put_off(self) -> None:
        self._until = self._loop.time() + self._longer

    def lift(self) -> None:
        """Wait for as long as it takes."""
        if self.lifted:
            return
        self.lifted = True
        self.stop()
        if self.end.when() is not None and not self.end.expired():
            self.end.reschedule(None)

    def stop(self) -> None:
        self._timer.cancel()

    def _look(self) -> None:
        """Whether it is over; it can be put off to no instant before the next look."""
        now = self._loop.time()
        if now >= self._until:
            self.end.reschedule(now)
        else:
            next_look = min(self._until, now + self._longer)
            self._timer = self._loop.call_at(next_look, self._look)


def _ends_request(message: Message) -> bool:
    return message["type"] == "http.request" and not message.get("more_body")


def _given_up(request: HTTPConnection, whole: bool) -> Response:
    problem = problem_of(_late(request)) if whole else _slow()
    return problem_answer(problem, request)


def _slow() -> Problem:
    """What is said of a body that did not come; nobody waits for the rest of it."""
    return Problem(kind=BODY_TOO_SLOW, detail=SLOW, headers={"Connection": "close"})


def _late(request: HTTPConnection) -> Unavailable:
    """What is said of a command that may be recorded yet, and of everything else."""
    if "idempotency-key" in request.headers:
        return OutcomeUnknown()
    return Unavailable("The records cannot be read just now.")
