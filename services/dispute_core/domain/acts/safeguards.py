"""Answering a call for a safeguard (003-6)."""

from datetime import date

from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_party,
    expect_past,
)
from dispute_core.domain.beside.safeguards import SafeguardReply, safeguards, unanswered
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import RecordAdded, SafeguardAnswered
from dispute_core.domain.errors import Invalid, NotYourSide
from dispute_core.domain.refusals.around import SafeguardNotFound
from dispute_core.domain.vocabulary import Side


def answer_safeguard(
    dispute: Dispute,
    given: Given,
    *,
    version: int | None,
    answer: SafeguardReply,
    takes_place_on: date | None,
    reason: str | None,
) -> None:
    """Say what becomes of a safeguard; a later answer stands beside the earlier ones.

    `version` is that of the record that called for it, None where there is none.
    """
    asked = _expect_called_for(dispute, version)
    expect_party(given.by)
    if given.by.side == asked.by.side:
        message = "The side that called for a safeguard does not answer it itself."
        raise NotYourSide(message, pointer="/by/side")
    expect_past(given.at, given.now, "/answered_at")
    expect_after(given.at, asked.timestamp, "/answered_at")
    if answer != "given" and reason is None:
        message = "Say why it is refused, or given only in part."
        raise Invalid(message, pointer="/reason")
    if answer == "refused" and takes_place_on is not None:
        message = "What is refused takes place on no day."
        raise Invalid(message, pointer="/takes_place_on")

    dispute.trigger_event(
        SafeguardAnswered,
        timestamp=given.at,
        by=given.by,
        event_version=asked.originator_version,
        answer=answer,
        takes_place_on=takes_place_on,
        reason=reason,
    )


def open_on_safeguards(dispute: Dispute, sides: tuple[Side, ...]) -> set[str]:
    """Whether these sides have a safeguard to answer: one that the other called for."""
    for_them = (
        side != asked.by.side
        for asked in unanswered(dispute)
        for side in sides
        if side in ("raising", "responding")
    )
    return {"answerSafeguard"} if any(for_them) else set()


def _expect_called_for(dispute: Dispute, version: int | None) -> RecordAdded:
    for asked in safeguards(dispute):
        if asked.originator_version == version:
            return asked
    raise SafeguardNotFound
