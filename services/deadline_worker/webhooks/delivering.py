"""One try of one message: asks who may hear, then the name's addresses, then sends."""

import asyncio
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

from deadline_worker.http import Answer, Guarded, NoAnswer
from deadline_worker.notices.rules import Rules
from deadline_worker.webhooks.answers import Because, meaning, wait_asked
from deadline_worker.webhooks.disputes import Stood
from deadline_worker.webhooks.messages import message
from dispute_core.application.webhooks.seeing import may_hear
from dispute_core.domain.refusals.webhooks import BadUrl
from dispute_core.domain.webhooks.subscription import Webhook, webhook_of
from dispute_core.domain.webhooks.urls import endpoint
from dispute_core.log import PostgresLog
from dispute_core.readmodel.webhooks.queue import Due
from dispute_core.resolving import Names, UnknownName

_WITHOUT_ANSWER: Mapping[type[Exception], Because] = {
    TimeoutError: "timed_out",
    NoAnswer: "no_answer",
    UnknownName: "unknown_name",
    BadUrl: "address_refused",
}


class Outcome(NamedTuple):
    """How a try ended; `milliseconds` is None where nothing was to be sent."""

    because: Because | None
    milliseconds: int | None = None
    answered: int | None = None
    wait: timedelta | None = None


@dataclass(kw_only=True)
class Subscriptions:
    """Subscriptions with what is sealed in them, read anew when they have changed."""

    log: PostgresLog
    _known: dict[UUID, Webhook] = field(default_factory=dict)

    async def get(self, webhook_id: UUID, version: int) -> Webhook | None:
        """At least as new as this version."""
        known = self._known.get(webhook_id)
        if known is None or known.version < version:
            known = webhook_of(await self.log.events(webhook_id))
            if known is not None:
                self._known[webhook_id] = known
        return known


@dataclass(frozen=True, kw_only=True)
class Delivering:
    """Sends a message to whoever asked for it, if they may hear it still."""

    rules: Rules
    http: Guarded
    names: Names
    base_url: str
    now: Callable[[], datetime]
    seconds: float

    async def __call__(
        self, due: Due, webhook: Webhook, disputes: Mapping[UUID, Stood | None]
    ) -> Outcome:
        hindered = await self._hindrance(due, webhook, disputes)
        if hindered is not None or webhook.url is None:
            return Outcome(hindered or "ended")
        began = time.monotonic()
        try:
            async with asyncio.timeout(self.seconds):
                answer = await self._send(due, webhook, webhook.url)
        except (TimeoutError, NoAnswer, UnknownName, BadUrl) as error:
            return Outcome(_WITHOUT_ANSWER[type(error)], _since(began))
        return Outcome(
            meaning(answer.status),
            _since(began),
            answer.status,
            wait_asked(answer.retry_after, self.now()),
        )

    async def _hindrance(
        self, due: Due, webhook: Webhook, disputes: Mapping[UUID, Stood | None]
    ) -> Because | None:
        """Why nothing is to be sent at all."""
        if webhook.ended is not None or webhook.keys is None:
            return "ended"
        if due.dispute_id is None:
            return None
        stood = disputes[due.dispute_id]
        if stood is None:
            return "unreadable"
        return None if await self._may_hear(due, webhook, stood) else "not_seen"

    async def _may_hear(self, due: Due, webhook: Webhook, stood: Stood) -> bool:
        partnership = await self.rules.partnership(webhook.partnership)
        of = (stood.dispute, stood.said)
        return may_hear(webhook.agency, of, due.version, partnership, self.now())

    async def _send(self, due: Due, webhook: Webhook, url: str) -> Answer:
        """Addresses are looked up and checked for every try: names change."""
        to = endpoint(url, self.names.allowed)
        addresses = await self.names.addresses(to)
        partnership = await self.rules.partnership(webhook.partnership)
        training = partnership.training
        said = message(due, webhook, self.base_url, self.now(), training=training)
        at = addresses[due.attempts % len(addresses)]
        return await self.http.post(to, at, said.body, said.headers)


def _since(began: float) -> int:
    return round((time.monotonic() - began) * 1000)
