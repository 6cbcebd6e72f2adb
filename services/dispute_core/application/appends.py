"""The append of what an act has just triggered, with the guards of its deadlines."""

from collections.abc import Sequence
from datetime import datetime

from dispute_core.application.ports import Append, Author, IdempotencyKey, SamePerson
from dispute_core.domain.deadlines import breach_key
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import DeadlineBreached, DeadlinePassed, Event
from dispute_core.domain.events import DomainFact


def appending(
    dispute: Dispute,
    *,
    now: datetime,
    author: Author,
    key: IdempotencyKey | None = None,
    correlation: str | None = None,
    same_person: SamePerson | None = None,
) -> Append:
    """The append of what an act has just triggered, with the guards of section 6."""
    events = [event for event in dispute.collect_events() if isinstance(event, Event)]
    breaches = [e for e in events if isinstance(e, DeadlineBreached | DeadlinePassed)]
    return Append(
        stream_id=dispute.id,
        expected_version=dispute.version - len(events),
        partnership=dispute.raised.partnership,
        events=events,
        author=author,
        after=dispute,
        idempotency=key,
        dedupe=[
            breach_key(dispute.id, e.duty, e.generation, "breach") for e in breaches
        ],
        not_before=max((e.due_at for e in breaches), default=None),
        not_after=_in_time(dispute, events, now),
        correlation=correlation,
        same_person=same_person,
    )


def of_one(
    event: DomainFact,
    partnership: str,
    author: Author,
    *,
    key: IdempotencyKey | None,
    correlation: str | None,
) -> Append:
    """The append of one event to the end of its stream, as it was read."""
    return Append(
        stream_id=event.originator_id,
        expected_version=event.originator_version - 1,
        partnership=partnership,
        events=[event],
        author=author,
        idempotency=key,
        correlation=correlation,
    )


def _in_time(
    dispute: Dispute, events: Sequence[Event], now: datetime
) -> datetime | None:
    """Before which instant this must be recorded, not to have been late after all."""
    due = [
        dispute.deadline(end.duty, end.generation).set.due_at
        for event in events
        for end in event.deadlines_ended
    ]
    return min((at for at in due if at is not None and at > now), default=None)
