"""Puts down what came of tries, and how their endpoint stands from then on."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import structlog

from deadline_worker.notices.patience import Tries
from deadline_worker.webhooks.answers import OF_THE_ENDPOINT
from deadline_worker.webhooks.delivering import Outcome
from dispute_core.application.webhooks.telling import end_as_gone
from dispute_core.domain.webhooks.subscription import Webhook
from dispute_core.log import PostgresLog
from dispute_core.readmodel.webhooks.queue import Due, Queue, Settled

Tried = Sequence[tuple[Due, Outcome]]

_NEVER = frozenset({"ended", "not_seen"})

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Results:
    """What was taken, what failed, and when it is tried again."""

    queue: Queue
    log: PostgresLog
    tries: Tries
    counts: Counter[str] = field(default_factory=Counter)
    """How many tries ended in which way."""

    async def note(self, webhook: Webhook, tried: Tried, now: datetime) -> bool:
        """Put some tries to one endpoint on record; whether it takes more."""
        for _, outcome in tried:
            self.counts[outcome.because or "delivered"] += 1
        gone = any(outcome.because == "gone" for _, outcome in tried)
        if gone:
            await end_as_gone(webhook, self.log, at=now)
            logger.error("An endpoint is gone.", webhook_id=str(webhook.id))
        settled = [self._settled(due, outcome, now) for due, outcome in tried]
        await self.queue.settle(settled, now)
        return await self._endpoint(webhook.id, tried, now) and not gone

    async def _endpoint(self, webhook_id: UUID, tried: Tried, now: datetime) -> bool:
        """One success says more than any failure beside it: it takes messages."""
        failures = max((due.failures for due, _ in tried), default=0)
        sent = [outcome for _, outcome in tried if outcome.milliseconds is not None]
        bad = [one for one in sent if one.because in OF_THE_ENDPOINT]
        if bad and len(bad) == len(sent):
            again_at = self._again(bad[-1], failures + 1, now)
            await self.queue.fails(webhook_id, now, again_at)
            if failures == 0:
                kind = bad[-1].because
                logger.warning(
                    "An endpoint takes no messages; trying again.",
                    webhook_id=str(webhook_id),
                    because=kind,
                )
            return False
        if failures and len(bad) < len(sent):
            await self.queue.answers(webhook_id, now, sorted(OF_THE_ENDPOINT))
            logger.info("An endpoint is back.", webhook_id=str(webhook_id))
        return True

    def _settled(self, due: Due, outcome: Outcome, now: datetime) -> Settled:
        because = outcome.because
        status, next_at = "waiting", None
        if because is None:
            status = "delivered"
        elif because in _NEVER or due.dispute_id is None:
            status = "dropped"  # a test is tried once: whoever asked for it looks on
        else:
            next_at = self._again(outcome, due.attempts + 1, now)
        return Settled(
            due=due,
            status=status,
            at=now,
            milliseconds=outcome.milliseconds,
            answered=outcome.answered,
            because=because,
            next_at=next_at,
        )

    def _again(self, outcome: Outcome, attempts: int, now: datetime) -> datetime:
        """Not before it asked for; with jitter, so that not all come back at once."""
        usual = self.tries.again_at(now, attempts)
        if outcome.wait is None:
            return usual
        return max(now + outcome.wait * self.tries.spread(1.0, 1.1), now)
