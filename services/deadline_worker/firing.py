"""Fires what is due: loads many disputes at once, lets each decide, appends together.

The writer puts all appends that wait into one transaction; so several loads and many
appends are under way at the same time, the oldest first.
"""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

import structlog

from deadline_worker.failures import is_passing
from deadline_worker.loading import Load, load_each
from dispute_core.application.breaches import MovesOn, append_breaches
from dispute_core.application.ports import Log
from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.vocabulary import BreachCause

_CHUNK = 64
_AT_ONCE = 4
"""Chunks under way: one loads while another waits for its commit."""

_LATER_SECONDS = 60.0
"""How long a dispute is left alone that could not be loaded or changed."""

logger = structlog.get_logger(__name__)


@dataclass(kw_only=True)
class Firing:
    """Reports breaches of many disputes, so that one bad record stops no other."""

    load: Load
    log: Log
    moves_on: MovesOn
    stop: asyncio.Event
    failed: int = 0
    fired: int = 0
    left_to_people: int = 0
    _left_alone: dict[UUID, float] = field(default_factory=dict)

    async def fire(self, due: Mapping[UUID, BreachCause], now: datetime) -> int:
        """Report the breaches of these disputes, in this order; how many there were."""
        waiting = iter(self._chunks(due))
        counts = [0] * _AT_ONCE

        async def work(place: int) -> None:
            for chunk in waiting:
                if self.stop.is_set():
                    return
                counts[place] += await self._fire_chunk(chunk, due, now)

        async with asyncio.TaskGroup() as group:
            for place in range(_AT_ONCE):
                group.create_task(work(place))
        self.fired += sum(counts)
        return sum(counts)

    def _chunks(self, due: Mapping[UUID, BreachCause]) -> list[list[UUID]]:
        clock = asyncio.get_running_loop().time()
        self._left_alone = {
            dispute: until
            for dispute, until in self._left_alone.items()
            if until > clock
        }
        ids = [dispute for dispute in due if dispute not in self._left_alone]
        return [ids[start : start + _CHUNK] for start in range(0, len(ids), _CHUNK)]

    async def _fire_chunk(
        self, ids: Sequence[UUID], due: Mapping[UUID, BreachCause], now: datetime
    ) -> int:
        loaded, failures = await load_each(ids, self.load)
        for dispute_id, error in failures.items():
            self._leave_alone(dispute_id, error)
        results = await asyncio.gather(
            *(
                append_breaches(
                    dispute,
                    self.log,
                    now=now,
                    cause=due[dispute_id],
                    moves_on=self._move_on,
                )
                for dispute_id, dispute in loaded.items()
            ),
            return_exceptions=True,
        )
        count = 0
        for dispute_id, result in zip(loaded, results, strict=True):
            if isinstance(result, int):
                count += result
            else:
                self._leave_alone(dispute_id, result)
        return count

    async def _move_on(
        self, dispute: Dispute, passed: Sequence[Deadline], now: datetime
    ) -> None:
        """Make the move, or leave it to people: a breach waits for no policy."""
        try:
            await self.moves_on(dispute, passed, now)
        except Exception as error:
            if is_passing(error):
                raise
            self.left_to_people += not dispute.raised.training
            logger.exception(
                "A move that follows by itself could not be made; left to people.",
                dispute_id=str(dispute.id),
                kind=type(error).__name__,
            )

    def _leave_alone(self, dispute_id: UUID, error: BaseException) -> None:
        """Try this dispute again later; trouble of the whole database goes up."""
        if is_passing(error) or not isinstance(error, Exception):
            raise error
        clock = asyncio.get_running_loop().time()
        self._left_alone[dispute_id] = clock + _LATER_SECONDS
        self.failed += 1
        logger.error(
            "The deadlines of a dispute could not be reported; trying again later.",
            dispute_id=str(dispute_id),
            kind=type(error).__name__,
        )
