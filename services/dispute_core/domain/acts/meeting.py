"""Requiring a multi-agency meeting, or asking for one."""

from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_open,
    expect_party,
    expect_past,
)
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.policy import MeetingRight
from dispute_core.domain.refusals.entries import RightNotGiven
from dispute_core.domain.vocabulary import MeetingCall


def call_meeting(
    dispute: Dispute, given: Given, *, kind: MeetingCall, reason: str | None
) -> None:
    """Put on record that an agency requires a meeting, or asks for one."""
    expect_party(given.by)
    expect_open(dispute)
    right = _expect_right(given, kind)
    expect_past(given.at, given.now, "/called_at")
    expect_after(given.at, dispute.raised_at, "/called_at")

    dispute.trigger_event(
        Dispute.MeetingCalled,
        timestamp=given.at,
        by=given.by,
        kind=kind,
        stage=dispute.stage.id,
        clause=right.clause,
        reason=reason,
    )


def may_call(right: MeetingRight | None, *, statutory: bool) -> bool:
    """Whether an agency may require a multi-agency meeting, or at least ask for one."""
    if right is None:
        return False
    return statutory or right.others_may_ask or not right.statutory_only


def _expect_right(given: Given, kind: MeetingCall) -> MeetingRight:
    right = given.policy.meeting_right
    if right is None:
        message = "This document gives no agency a right to a multi-agency meeting."
        raise RightNotGiven(message)
    if kind == "required" and right.statutory_only and not _is_statutory(given):
        other = " You may ask for one." if right.others_may_ask else ""
        message = (
            f"By {right.clause}, only a statutory agency may require a multi-agency "
            f"meeting.{other}"
        )
        raise RightNotGiven(message, pointer="/kind")
    if kind == "asked" and not right.others_may_ask:
        message = "The document knows a meeting that is required, and none asked for."
        raise RightNotGiven(message, pointer="/kind")
    return right


def _is_statutory(given: Given) -> bool:
    agencies = given.directory.agencies if given.directory else {}
    own = agencies.get(given.by.agency)
    return own is not None and own.statutory
