"""Correcting: saying what an earlier event should have said."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from dispute_core.domain.acts.given import Given, expect_party, expect_past
from dispute_core.domain.acts.moments import SAID_AT_RAISING
from dispute_core.domain.acts.setting_anew import set_by_people, without_number
from dispute_core.domain.acts.timing import (
    AGREED_DATES,
    breach_first,
    start,
    superseded,
)
from dispute_core.domain.anchors import BEFORE_RAISING, begin
from dispute_core.domain.beside.side_outcomes import BY_REFERENCE, REFERENCE_ONLY
from dispute_core.domain.deadlines import Deadline, DeadlineSet, Settled, SettledAnew
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events.correctable import CORRECTABLE
from dispute_core.domain.errors import (
    Invalid,
    NotCorrectable,
    OutOfOrder,
    UnknownCategory,
)

OCCURRED = {"raised_at", "held_at", "escalated_at"}
"""Corrected instants from which deadlines run, and which open new generations."""


@dataclass(frozen=True, kw_only=True)
class CorrectionWanted:
    """The earlier event, the field, and what it should have said."""

    topic: str
    version: int
    field: str
    value: str
    reason: str


def correct(dispute: Dispute, wanted: CorrectionWanted, given: Given) -> None:
    """Say what an earlier event should have said; the event itself stays."""
    expect_party(given.by)
    version = wanted.version
    kind = CORRECTABLE.get(wanted.topic, {}).get(wanted.field)
    if kind is None:
        raise NotCorrectable(_possible(wanted.topic), pointer="/field")
    _expect_no_detail(dispute, wanted)
    instant = _instant(wanted.value, given.now) if kind == "instant" else None
    if kind == "code" and not given.policy.knows_category(wanted.value):
        raise UnknownCategory("The policy has no such category.", pointer="/value")
    if instant is not None and wanted.field in OCCURRED:
        _expect_order(dispute, version, instant)
    ran = _ran_from(dispute, version, wanted.field) if instant else []
    again = {
        one.id: _again(dispute, one, wanted.field, instant, given)
        for one in ran
        if instant
    }
    moved = [deadline for deadline in ran if deadline.open]
    ended = tuple(superseded(deadline) for deadline in moved)

    breach_first(dispute, ended, given)
    dispute.trigger_event(
        Dispute.Corrected,
        timestamp=given.now,
        by=given.by,
        event_version=version,
        field=wanted.field,
        instant=instant,
        code=wanted.value if kind == "code" else None,
        text=wanted.value if kind == "text" else None,
        reason=wanted.reason,
        deadlines_ended=ended,
        deadlines_started=tuple(again[deadline.id] for deadline in moved),
        deadlines_settled=tuple(
            _settled_anew(one, one.settled, again[one.id]) for one in ran if one.settled
        ),
    )


def _expect_no_detail(dispute: Dispute, wanted: CorrectionWanted) -> None:
    """What is kept by reference only gets no text by a correction either."""
    outcomes = (
        one.kind in BY_REFERENCE
        for one in dispute.beside.side_outcomes
        if one.originator_version == wanted.version
    )
    duties = (
        duty.due.asks == "reference_only"
        for duty in dispute.duties
        for done in duty.fulfilments
        if done.version == wanted.version
    )
    by_reference = {"text": outcomes, "note": duties}.get(wanted.field, ())
    if any(by_reference):
        raise NotCorrectable(REFERENCE_ONLY, pointer="/field")


def _possible(topic: str) -> str:
    """What of an event can be corrected, told to who asked for something else."""
    if topic not in CORRECTABLE:
        return "No field of that event can be corrected."
    fields = ", ".join(CORRECTABLE[topic])
    return f"This field of that event cannot be corrected. These can be: {fields}."


def _instant(value: str, now: datetime) -> datetime:
    try:
        instant = datetime.fromisoformat(value)
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        message = "Give the corrected time as an instant with its offset (RFC 3339)."
        raise Invalid(message, pointer="/value")
    expect_past(instant, now, "/value")
    return instant


def _expect_order(dispute: Dispute, version: int, instant: datetime) -> None:
    """Refuse a time that would put a step before the one that it followed."""
    message = "With this time the steps of the dispute would be out of their order."
    if version > 1 and instant < dispute.raised_at:
        raise OutOfOrder(message, pointer="/value")
    if version == 1 and any(instant > done_at for done_at in _steps_done(dispute)):
        raise OutOfOrder(message, pointer="/value")
    for earlier, later in pairwise(dispute.stages):
        before = later.version == version and instant < earlier.started_at
        after = earlier.version == version and instant > later.started_at
        if before or after:
            raise OutOfOrder(message, pointer="/value")


def _steps_done(dispute: Dispute) -> Iterator[datetime]:
    """When what was done about the dispute was done, as last corrected."""
    for discussion in dispute.discussions:
        version = discussion.originator_version
        corrected = dispute.corrected(version, "held_at")
        yield (corrected and corrected.instant) or discussion.timestamp
    for response in dispute.responses:
        yield response.timestamp
    if dispute.resolution is not None:
        yield dispute.resolution.resolved_at
    if dispute.withdrawal is not None:
        yield dispute.withdrawal.timestamp


def _ran_from(dispute: Dispute, version: int, field: str) -> list[Deadline]:
    """The newest deadline of each duty that ran from the instant that was wrong.

    One that waited for it, because nobody had said it, gets its date by this.
    """
    newest = {
        deadline.set.duty: deadline
        for deadline in dispute.deadlines
        if not deadline.set.duty.startswith(AGREED_DATES)
    }
    return [one for one in newest.values() if _feeds(field, version, one)]


def _feeds(field: str, version: int, deadline: Deadline) -> bool:
    """Whether a field of an event says when something was from which a limit runs."""
    begun = deadline.set.start
    if begun is None:
        return field in OCCURRED and deadline.origin == version
    if begun.taken in BEFORE_RAISING or begun.unknown or field in SAID_AT_RAISING:
        anchor = SAID_AT_RAISING.get(field)
        return anchor in {moment.anchor for moment in begun.moments}
    return field in OCCURRED and deadline.origin == version and not begun.waits_for


def _again(
    dispute: Dispute, deadline: Deadline, field: str, at: datetime, given: Given
) -> DeadlineSet:
    stage, limit = given.policy.limits_by_duty()[deadline.set.duty]
    begun = deadline.set.start
    wrong = SAID_AT_RAISING.get(field) or (begun.taken if begun else None)
    known = {m.anchor: m.at for m in begun.moments if m.at} if begun else {}
    return start(
        dispute,
        stage,
        limit,
        given.calendar,
        at=at,
        begun=begin(limit, {**known, wrong: at}) if wrong else None,
        human=set_by_people(deadline),
        extended=without_number(deadline, limit),
    )


def _settled_anew(
    deadline: Deadline, settled: Settled, again: DeadlineSet
) -> SettledAnew:
    """A generation that nobody owes: what settled the one before settles it too."""
    return SettledAnew(
        replaces=deadline.set.generation,
        set=again,
        version=settled.version,
        occurred_at=settled.occurred_at,
    )
