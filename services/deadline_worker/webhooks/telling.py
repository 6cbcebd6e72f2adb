"""Tells people on the dispute when their system has heard of nothing for days."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from deadline_worker.failures import is_passing
from deadline_worker.notices.rules import Rules
from dispute_core.application.webhooks.telling import Unreached, tell_on_dispute
from dispute_core.log import PostgresLog
from dispute_core.readmodel.webhooks.queue import Queue, Untold

_AT_ONCE = 20

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Telling:
    """Messages go on being tried, slowly; from here on a person knows as well."""

    queue: Queue
    log: PostgresLog
    rules: Rules
    now: Callable[[], datetime]
    told: int = 0
    failed: int = 0

    async def __call__(self) -> None:
        """Tell of some; the others have their turn with the next step."""
        for one in await self.queue.untold(self.now(), _AT_ONCE):
            try:
                await self._tell(one)
            except Exception as error:
                if is_passing(error):
                    raise
                self.failed += 1
                logger.critical(
                    "Nobody can be told that a system hears nothing of a dispute.",
                    dispute_id=str(one.dispute_id),
                    kind=type(error).__name__,
                )
            await self.queue.told(one.id, self.now())

    async def _tell(self, one: Untold) -> None:
        unreached = Unreached(
            id=one.id,
            webhook_id=one.webhook_id,
            dispute_id=one.dispute_id,
            agency=one.agency,
            because="refused" if one.status == "gone" else "given_up",
        )
        partnership = await self.rules.partnership(one.partnership)
        await tell_on_dispute(unreached, partnership, self.log, at=self.now())
        self.told += 1
