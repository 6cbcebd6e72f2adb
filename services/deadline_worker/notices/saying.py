"""What the events of a dispute call for: notices to be told, others to be dropped."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from typing import NamedTuple

from deadline_worker.notices.rules import Rules
from dispute_core.application.importing import IMPORTER
from dispute_core.application.ports import UnreadEvent
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Event
from dispute_core.domain.notices.calling import notices_of
from dispute_core.domain.notices.notice import Notice
from dispute_core.domain.working_time import Calendar
from dispute_core.readmodel.notices import Called, Ended

_KNOWN_SECONDS = 1.0
_KNOWN_AT_MOST = 1000


@dataclass
class Said:
    """What some events of one dispute call for, whole or not at all."""

    called: list[Called] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)


class _Days(NamedTuple):
    """What decides the days on which people are reminded."""

    calendar: Calendar | None
    remind_before: int | None


_NO_DAYS = _Days(None, None)


@dataclass(frozen=True, kw_only=True)
class Saying:
    """Asks the fixed rules, with the days and the wishes of the dispute's board."""

    rules: Rules
    monotonic: Callable[[], float] = time.monotonic
    _known: dict[tuple[object, ...], tuple[float, _Days]] = field(default_factory=dict)

    async def add(
        self, said: Said, event: Event, dispute: Dispute, unread: UnreadEvent
    ) -> None:
        """Add what one event says, of the dispute as it left it."""
        days = _NO_DAYS
        if event.deadlines_started:  # nothing else is told by days that are counted
            days = await self._days(dispute)
        at = unread.recorded_at
        said.called += [
            Called(
                notice=notice,
                partnership=unread.partnership,
                reference=dispute.raised.reference,
                at=at,
            )
            for notice in notices_of(event, dispute, *days)
            if unread.client != IMPORTER or _is_to_come(notice, at)
        ]
        said.ended += [
            Ended(dispute_id=dispute.id, about=about, at=at) for about in _ended(event)
        ]

    async def _days(self, dispute: Dispute) -> _Days:
        """Looked up once for many disputes that go by the same, of one board."""
        raised = dispute.raised
        policy = (raised.policy, raised.priority, dispute.category)
        like = (raised.partnership, dispute.calendar, *policy)
        read_at, days = self._known.get(like, (0.0, _NO_DAYS))
        if self.monotonic() - read_at > _KNOWN_SECONDS:
            calendar = await self.rules.calendar(dispute)
            remind_before = await self.rules.remind_before(raised.partnership)
            days = _Days(calendar, remind_before)
            if len(self._known) >= _KNOWN_AT_MOST:
                self._known.clear()
            self._known[like] = (self.monotonic(), days)
        return days


def _is_to_come(notice: Notice, at: datetime) -> bool:
    """Nobody is told what an old log says has happened; what falls due, they are."""
    due_at = notice.asked.due_at
    return due_at is not None and due_at > at


def _ended(event: Event) -> Iterator[str]:
    for deadline in event.deadlines_ended:
        yield f"{deadline.duty}:{deadline.generation}"
    for duty in event.duties_ended:
        yield duty.id
