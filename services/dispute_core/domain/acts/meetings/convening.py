"""Convening a meeting, setting another date for it, and calling it off."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from dispute_core.domain.acts.declaring import having
from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_open,
    expect_past,
)
from dispute_core.domain.acts.meetings.chairing import expect_chair
from dispute_core.domain.acts.meetings.place import expect_standing, parties
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import Invalid, OutOfOrder
from dispute_core.domain.meetings import Chair, ToConsider, Venue
from dispute_core.domain.policy import Stage
from dispute_core.domain.refusals.entries import RightNotGiven
from dispute_core.domain.refusals.meetings import MeetingWithoutQuorum
from dispute_core.domain.saying import listed
from dispute_core.domain.values import Person
from dispute_core.domain.vocabulary import MeetingGround, MeetingMode, Power, Side

POWERS: dict[MeetingMode, tuple[Power, str]] = {
    "mediation": ("mediates", "mediate"),
    "arbitration": ("decides", "arbitrate"),
}
"""The power without which nobody convenes a meeting of that mode (001-8)."""


@dataclass(frozen=True, kw_only=True)
class Convening:
    """When and where people are to meet, under whom, with whom, and on what."""

    starts_at: datetime
    venue: Venue
    chair: Chair
    invitees: tuple[Person, ...]
    mode: MeetingMode = "resolution_meeting"
    ground: MeetingGround | None = None
    also_consider: tuple[str, ...] = ()


def convene(dispute: Dispute, wanted: Convening, given: Given) -> None:
    """Convene a meeting; no deadline starts or stops by it."""
    expect_open(dispute)
    expect_past(given.at, given.now, "/convened_at")
    expect_after(given.at, dispute.raised_at, "/convened_at")
    _expect_ahead(wanted.starts_at, given)
    stage = given.policy.stage(dispute.stage_at(given.at).entered.id)
    clause = _expect_power(stage, wanted, given.by.side)
    chair = expect_chair(dispute, stage, wanted.chair, given)
    _expect_quorum(dispute, wanted.invitees)

    dispute.trigger_event(
        Dispute.MeetingConvened,
        timestamp=given.at,
        by=given.by,
        meeting=f"meeting-{1 + len(dispute.convened)}",
        stage=stage.id,
        mode=wanted.mode,
        ground=wanted.ground,
        clause=clause,
        starts_at=wanted.starts_at,
        venue=wanted.venue,
        chair=chair,
        invitees=wanted.invitees,
        to_consider=_to_consider(stage, wanted.also_consider),
    )


def move(
    dispute: Dispute,
    meeting: str,
    given: Given,
    *,
    starts_at: datetime,
    venue: Venue | None,
    reason: str | None,
) -> None:
    """Set another date for a meeting, or another place; the first stays on record."""
    expect_open(dispute)
    expect_standing(dispute, meeting, given, "/moved_at")
    _expect_ahead(starts_at, given)

    dispute.trigger_event(
        Dispute.MeetingMoved,
        timestamp=given.at,
        by=given.by,
        meeting=meeting,
        starts_at=starts_at,
        venue=venue,
        reason=reason,
    )


def cancel(dispute: Dispute, meeting: str, reason: str, given: Given) -> None:
    """Call a meeting off; one that an agency required is then demanded again."""
    expect_standing(dispute, meeting, given, "/cancelled_at")

    dispute.trigger_event(
        Dispute.MeetingCancelled,
        timestamp=given.at,
        by=given.by,
        meeting=meeting,
        reason=reason,
    )


def _expect_ahead(starts_at: datetime, given: Given) -> None:
    if starts_at < given.at:
        message = (
            "The meeting would begin before it was convened. Record one that was held "
            "already as a discussion."
        )
        raise OutOfOrder(message, pointer="/starts_at")


def _expect_power(stage: Stage, wanted: Convening, side: Side | None) -> str | None:
    """The clause on which the meeting rests, once its mode is known to be given."""
    if wanted.mode == "resolution_meeting":
        if wanted.ground is not None:
            message = "A ground is given for mediation and for arbitration only."
            raise Invalid(message, pointer="/ground")
        return stage.meeting.clause if stage.meeting else None
    power, verb = POWERS[wanted.mode]
    bodies = having(stage, power, "board")
    if not bodies:
        message = f"At this stage the document gives nobody the power to {verb}."
        raise RightNotGiven(message, pointer="/mode")
    if side != "board":
        body = bodies[0]
        message = f"By {body.clause}, it is for others to {verb}: {body.text}."
        raise RightNotGiven(message, pointer="/mode")
    if wanted.ground is None:
        message = f"Say on which ground they are to {verb}: protracted or intractable."
        raise Invalid(message, pointer="/ground")
    return bodies[0].clause


def _expect_quorum(dispute: Dispute, invitees: Sequence[Person]) -> None:
    """A meeting that leaves out a party cannot settle what it disagrees about."""
    invited = {one.agency for one in invitees}
    missing = [agency for agency in parties(dispute) if agency not in invited]
    if missing:
        message = (
            f"Every agency of the dispute is to be invited; missing: {listed(missing)}."
        )
        raise MeetingWithoutQuorum(message, pointer="/invitees")


def _to_consider(stage: Stage, added: Sequence[str]) -> tuple[ToConsider, ...]:
    """What the document has the meeting consider, and what its convener adds."""
    rules = stage.meeting.must_consider if stage.meeting else ()
    return (
        *(ToConsider(id=one.id, words=one.text, clause=one.clause) for one in rules),
        *(
            ToConsider(id=f"added-{number}", added=text)
            for number, text in enumerate(added, start=1)
        ),
    )
