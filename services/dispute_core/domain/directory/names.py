"""The words of a directory that outlive an erasure, sealed anew on another stream.

One key seals all that was ever said in a directory. So whoever erases the names of
those who left long ago says again what is kept, and then destroys that key.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar
from uuid import UUID

from eventsourcing.domain import AggregateEvent

from dispute_core.domain.directory.events import (
    DirectoryEvent,
    DirectoryPublished,
    HolderAppointed,
    HolderErased,
    NamesErased,
)
from dispute_core.domain.directory.offices import Holder
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.directory.retention import after, longest
from dispute_core.domain.vocabulary import Sealed
from dispute_core.domain.working_time import local_date

EventT = TypeVar("EventT", bound=DirectoryEvent)


@dataclass(frozen=True, kw_only=True)
class ReasonKept:
    """Why a version of the directory was said."""

    version: int
    text: Sealed[str | None]


class NamesKept(AggregateEvent):
    """What is kept of a directory's words, from before some of them were erased."""

    TOPIC: ClassVar[str] = "directory.names_kept"
    partnership: str
    holders: tuple[Holder, ...]
    reasons: tuple[ReasonKept, ...]


def names_due(partnership: Partnership, today: date) -> tuple[HolderErased, ...]:
    """Those whose names are known still, although the schedule's time for them is over.

    It counts from the last day in the office. Of whom no rule speaks, nobody is erased.
    """
    found = []
    for one in partnership.holders:
        if one.to_date is None or (one.name is None and one.mailbox is None):
            continue
        office = partnership.offices.get(one.office)
        rule = longest(
            partnership.retention, "holders", office.agency if office else None
        )
        due_on = after(one.to_date, rule.keep) if rule else None
        if rule is not None and due_on is not None and due_on <= today:
            found.append(
                HolderErased(
                    holder=one.id,
                    office=one.office,
                    to_date=one.to_date,
                    rule=rule.code,
                    keep=rule.keep,
                    due_on=due_on,
                )
            )
    return tuple(found)


def names_kept(
    stream: UUID,
    partnership: Partnership,
    changes: Iterable[DirectoryEvent],
    gone: Sequence[HolderErased],
    *,
    today: date,
    at: datetime,
) -> NamesKept:
    """All other names, and the reasons that are younger than the time for names."""
    erased = {one.holder for one in gone}
    rule = longest(partnership.retention, "holders")
    reasons = (
        ReasonKept(version=event.originator_version, text=event.reason)
        for event in changes
        if event.reason is not None
        and (rule is None or after(local_date(event.timestamp), rule.keep) > today)
    )
    said: Mapping[str, Any] = {
        "originator_id": stream,
        "originator_version": 1,
        "timestamp": at,
        "partnership": partnership.code,
        "holders": tuple(one for one in partnership.holders if one.id not in erased),
        "reasons": tuple(reasons),
    }
    return NamesKept(**said)


def said_again(
    events: Sequence[DirectoryEvent], erased: NamesErased, kept: NamesKept
) -> list[DirectoryEvent]:
    """The events with the words that are kept where the erasure has taken them."""
    known = {one.id: one for one in kept.holders}
    reasons = {one.version: one.text for one in kept.reasons}

    def named(holder: Holder) -> Holder:
        by = known.get(holder.id)
        return replace(
            holder, name=by.name if by else None, mailbox=by.mailbox if by else None
        )

    def again(event: DirectoryEvent) -> DirectoryEvent:
        if event.originator_version > erased.originator_version:
            return event
        reason = reasons.get(event.originator_version)
        if isinstance(event, HolderAppointed):
            return _with(event, reason=reason, holder=named(event.holder))
        if isinstance(event, DirectoryPublished):
            holders = tuple(named(one) for one in event.holders)
            return _with(event, reason=reason, holders=holders)
        return _with(event, reason=reason)

    return [again(event) for event in events]


def _with(event: EventT, **said: Any) -> EventT:
    return type(event)(**{**vars(event), **said})
