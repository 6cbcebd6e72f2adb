"""Answers what a route refuses, as a problem; innermost of the layers.

So a refusal takes the way of every answer: what it refuses is put on record, and it is
guarded, numbered and counted.
"""

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dispute_api.refusals.handlers import refusal
from dispute_api.refusals.problems import Rejected
from dispute_core.domain.errors import DisputeError


class Refusing:
    """ASGI middleware that knows every way to refuse; routes need no `try`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        begun = False

        async def answers(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive, answers)
        except (Rejected, DisputeError, HTTPException, RequestValidationError) as error:
            if begun:
                raise  # nothing can be said any more
            response = await refusal(Request(scope, receive), error)
            await response(scope, receive, send)
