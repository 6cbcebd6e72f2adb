"""Recording what a dispute led to beside its own end, and that it has been done."""

from collections.abc import Sequence
from datetime import date

from dispute_core.domain.acts.given import Given, expect_after, expect_past
from dispute_core.domain.beside.facilitation import supporters
from dispute_core.domain.beside.side_outcomes import (
    BY_REFERENCE,
    REFERENCE_ONLY,
    NewSideOutcome,
    is_done,
)
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import (
    SideOutcomeCompleted,
    SideOutcomeRecorded,
)
from dispute_core.domain.errors import InTheFuture, Invalid, NotYourAgency, OutOfOrder
from dispute_core.domain.policy import Stage
from dispute_core.domain.refusals.around import SideOutcomeDone, SideOutcomeNotFound
from dispute_core.domain.vocabulary import Side, Visibility
from dispute_core.domain.working_time import local_date


def record_side_outcome(dispute: Dispute, new: NewSideOutcome, given: Given) -> None:
    """Put a side outcome on record, at any status; it holds no dispute open."""
    expect_past(given.at, given.now, "/at")
    expect_after(given.at, dispute.raised_at, "/at")
    _expect_said(new)
    agency = _expect_agency(new, given)
    _expect_day(new.done_on, given)

    dispute.trigger_event(
        SideOutcomeRecorded,
        timestamp=given.at,
        by=given.by,
        stage=dispute.stage_at(given.at).entered.id,
        kind=new.kind,
        agency=agency,
        route=new.route,
        themes=new.themes,
        referenced=new.reference is not None,
        done_on=new.done_on,
        visible_to=_seen_by(new),
        text=new.text,
        reference=new.reference,
        review=new.review,
    )


def complete_side_outcome(
    dispute: Dispute,
    version: int | None,
    given: Given,
    *,
    done_on: date | None,
    reference: str | None,
    note: str | None,
) -> None:
    """Record that a side outcome has been done; the agency that sees to it says so."""
    expect_past(given.at, given.now, "/at")
    outcome = _expect_recorded(dispute, version)
    _expect_own(outcome, given)
    if is_done(dispute, outcome):
        raise SideOutcomeDone("The side outcome has been done. Add a record for more.")
    if outcome.kind in BY_REFERENCE and note is not None:
        raise Invalid(REFERENCE_ONLY, pointer="/note")
    _expect_day(done_on, given)
    day = done_on or local_date(given.at)
    if day < local_date(outcome.timestamp):
        message = "It would have been done before it was put on record."
        raise OutOfOrder(message, pointer="/done_on")

    dispute.trigger_event(
        SideOutcomeCompleted,
        timestamp=given.at,
        by=given.by,
        event_version=outcome.originator_version,
        done_on=day,
        reference=reference,
        note=note,
    )


def open_beside(
    dispute: Dispute, stage: Stage, sides: Sequence[Side], agency: str | None
) -> set[str]:
    """What a party or the board may record of helpers and side outcomes."""
    names = {"recordSideOutcome"}
    if not dispute.settled and supporters(stage):
        names.add("nameFacilitator")
    for one in dispute.beside.side_outcomes:
        if sees_to(one, agency, sides) and not is_done(dispute, one):
            names.add("completeSideOutcome")
    return names


def sees_to(
    outcome: SideOutcomeRecorded, agency: str | None, sides: Sequence[Side]
) -> bool:
    """Whether it is the agency's to say that a side outcome has been done."""
    if "board" in sides:
        return outcome.by.side == "board"
    return agency in (outcome.agency, outcome.by.agency)


def _expect_said(new: NewSideOutcome) -> None:
    """What each kind must say, and what it must not."""
    if new.kind in BY_REFERENCE:
        for field in ("text", "review"):
            if getattr(new, field) is not None:
                raise Invalid(REFERENCE_ONLY, pointer=f"/{field}")
        return
    if new.text is None and new.reference is None:
        message = "Say in text what it is, or give the reference under which it lies."
        raise Invalid(message, pointer="/text")
    if (new.route is None) == (new.kind == "referral_elsewhere"):
        message = "A referral elsewhere, and nothing else, says by which route."
        raise Invalid(message, pointer="/route")
    if new.review is not None and new.kind not in (
        "learning_item",
        "case_review_referral",
    ):
        message = "Learning comes from a case review; name none for another kind."
        raise Invalid(message, pointer="/review")


def _expect_agency(new: NewSideOutcome, given: Given) -> str:
    """Who sees to it; a review of its own management an agency starts itself."""
    own = given.by.agency
    agency = new.agency or own
    if new.kind == "internal_management_review" and agency != own:
        message = "An agency starts an internal management review of its own (004-17)."
        raise NotYourAgency(message, pointer="/agency")
    kept = _seen_by(new) == "own_agency"
    if kept and agency != own:
        message = "An agency keeps for itself only what is its own to see to."
        raise NotYourAgency(message, pointer="/agency")
    return agency


def _seen_by(new: NewSideOutcome) -> Visibility:
    return new.visible_to or ("own_agency" if new.kind in BY_REFERENCE else "parties")


def _expect_day(done_on: date | None, given: Given) -> None:
    if done_on is not None and done_on > local_date(given.now):
        message = "This day lies in the future. Leave it out while it is open."
        raise InTheFuture(message, pointer="/done_on")


def _expect_own(outcome: SideOutcomeRecorded, given: Given) -> None:
    sides = (given.by.side,) if given.by.side else ()
    if sees_to(outcome, given.by.agency, sides):
        return
    if outcome.visible_to == "own_agency":
        raise SideOutcomeNotFound
    message = "The agency that sees to it says that it was done, or who recorded it."
    raise NotYourAgency(message)


def _expect_recorded(dispute: Dispute, version: int | None) -> SideOutcomeRecorded:
    for one in dispute.beside.side_outcomes:
        if one.originator_version == version:
            return one
    raise SideOutcomeNotFound
