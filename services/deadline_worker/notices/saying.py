"""What the events of a dispute call for: notices to be told, others to be dropped."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from deadline_worker.notices.rules import Rules
from dispute_core.application.ports import UnreadEvent
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Event
from dispute_core.domain.notices.calling import notices_of
from dispute_core.readmodel.notices import Called, Ended


@dataclass
class Said:
    """What some events of one dispute call for, whole or not at all."""

    called: list[Called] = field(default_factory=list)
    ended: list[Ended] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class Saying:
    """Asks the fixed rules, with the days and the wishes of the dispute's board."""

    rules: Rules

    async def add(
        self, said: Said, event: Event, dispute: Dispute, unread: UnreadEvent
    ) -> None:
        """Add what one event says, of the dispute as it left it."""
        calendar, remind_before = None, None
        if event.deadlines_started:  # nothing else is told by days that are counted
            calendar = await self.rules.calendar(dispute)
            remind_before = await self.rules.remind_before(unread.partnership)
        at = unread.recorded_at
        said.called += [
            Called(
                notice=notice,
                partnership=unread.partnership,
                reference=dispute.raised.reference,
                at=at,
            )
            for notice in notices_of(event, dispute, calendar, remind_before)
        ]
        said.ended += [
            Ended(dispute_id=dispute.id, about=about, at=at) for about in _ended(event)
        ]


def _ended(event: Event) -> Iterator[str]:
    for deadline in event.deadlines_ended:
        yield f"{deadline.duty}:{deadline.generation}"
    for duty in event.duties_ended:
        yield duty.id
