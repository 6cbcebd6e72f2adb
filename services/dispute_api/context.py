"""What one running API holds, made at start-up and handed to every request."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import cast
from uuid import UUID

from starlette.requests import HTTPConnection

from dispute_api.answering.feed_shelf import FeedShelf
from dispute_api.metrics import Metrics
from dispute_api.rates.rates import Rates
from dispute_api.readiness import Readiness
from dispute_api.streams.hub import Streams
from dispute_api.tokens.verifier import Verifier
from dispute_core.bootstrap import Services
from dispute_core.resolving import Names


@dataclass(frozen=True, kw_only=True)
class Context:
    """The inside of Concord, and what HTTP adds to it."""

    services: Services
    verifier: Verifier
    rates: Rates
    metrics: Metrics
    base_url: str
    contract: bytes
    readiness: Readiness
    streams: Streams
    feeds: FeedShelf = field(default_factory=FeedShelf)
    names: Names = field(default_factory=Names)
    subscribing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Let run what works beside the requests."""
        async with self.verifier.opened(), self.streams.opened(), self.rates.opened():
            yield


CONTEXT = "concord.context"
"""Where a request has it."""


def context_of(request: HTTPConnection) -> Context:
    return cast("Context", request.scope[CONTEXT])


def request_id(request: HTTPConnection) -> UUID:
    """The number under which a request is logged, and which its answer carries."""
    return cast("UUID", request.scope["concord.request_id"])
