"""What would follow from raising a dispute, before anybody raises one."""

from dataclasses import dataclass, field
from datetime import date, datetime

from dispute_core.application.naming import expect_known
from dispute_core.application.policies.supposing import Supposed, suppose
from dispute_core.domain.acting import acting
from dispute_core.domain.acts.entering import (
    before,
    expect_may_challenge,
    expect_priority,
    screen,
)
from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.moments import NOTHING_SAID, Moments
from dispute_core.domain.acts.raising import RiskSet
from dispute_core.domain.acts.starting import LaterStartAsked, start_stage
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.errors import SubjectNotCovered
from dispute_core.domain.policy import Policy, Precondition, Stage
from dispute_core.domain.saying import said_day
from dispute_core.domain.values import Acting, By, Screened
from dispute_core.domain.vocabulary import Nation, Side, SubjectKind
from dispute_core.domain.working_time import Calendar, local_date

NATIONS: dict[str, str] = {
    "ENG": "England",
    "WLS": "Wales",
    "SCT": "Scotland",
    "NIR": "Northern Ireland",
}


@dataclass(frozen=True, kw_only=True)
class PreviewAsked:
    """The circumstances to suppose; unlike a real `raised_at`, this may come yet."""

    raised_at: datetime
    subject_kind: SubjectKind | None = None
    immediate_risk: bool = False
    start: LaterStartAsked | None = None
    risk_set: RiskSet | None = None
    screening: tuple[Screened, ...] = ()
    raising: str | None = None
    responding: tuple[str, ...] = ()
    """The agencies that would take part, to see who would act for them."""
    nation: Nation | None = None
    priority: str | None = None
    category: str = "other"
    before: Moments = field(default_factory=lambda: NOTHING_SAID)
    """What lies before the raising, where it is known when that was."""


@dataclass(frozen=True, kw_only=True)
class Preview:
    """The dispute that would begin, and what else to know."""

    policy: Policy
    stage: Stage
    screening: tuple[Screened, ...]
    preconditions: tuple[Precondition, ...]
    acting: tuple[Acting, ...]
    supposed: Supposed
    notes: tuple[str, ...]


def preview(
    policy: Policy,
    asked: PreviewAsked,
    calendar: Calendar,
    directory: Partnership | None = None,
) -> Preview:
    """What raising would start; refuses what raising would refuse."""
    kind = asked.subject_kind
    if kind is not None and kind not in policy.subject_kinds:
        message = "This document does not cover this kind of person. "
        raise SubjectNotCovered(message + policy.emergency, pointer="/subject_kind")
    expect_priority(policy, asked.priority)
    policy = policy.for_case(asked.priority, asked.category)
    stage = start_stage(asked.start, policy, at_risk=asked.immediate_risk)
    screen(asked.screening, policy, at_risk=asked.immediate_risk)
    _expect_agencies(policy, asked, directory)
    given = Given(
        by=By(agency=policy.publisher, side="raising"),
        at=asked.raised_at,
        now=asked.raised_at,
        policy=policy,
        calendar=calendar,
    )
    return Preview(
        policy=policy,
        stage=stage,
        screening=asked.screening,
        preconditions=tuple(before(policy, stage.id)),
        acting=_acting(policy, stage, asked, directory),
        supposed=suppose(
            stage,
            given,
            raising=asked.raising,
            responding=asked.responding,
            at_risk=asked.immediate_risk,
            risk_set=asked.risk_set,
            before=asked.before,
        ),
        notes=tuple(_notes(policy, stage, asked)),
    )


def _expect_agencies(
    policy: Policy, asked: PreviewAsked, directory: Partnership | None
) -> None:
    if directory is None:
        return
    responding = enumerate(asked.responding)
    others = ((agency, f"/responding_agencies/{n}") for n, agency in responding)
    expect_known(((asked.raising, "/raising_agency"), *others), directory)
    if asked.raising is not None:
        expect_may_challenge(policy, asked.raising, asked.responding, directory)


def _acting(
    policy: Policy, stage: Stage, asked: PreviewAsked, directory: Partnership | None
) -> tuple[Acting, ...]:
    raising = (asked.raising,) if asked.raising else ()
    agencies: dict[Side, tuple[str, ...]] = {
        "raising": raising,
        "responding": asked.responding,
    }
    return acting(stage, policy, agencies, directory)


def _notes(policy: Policy, stage: Stage, asked: PreviewAsked) -> list[str]:
    notes = []
    if asked.immediate_risk:
        notes.append(policy.emergency)
        if policy.later_start is not None and asked.start is None:
            notes.append(
                "On immediate risk the document lets a dispute start at a later stage: "
                f"{policy.later_start.text} ({policy.later_start.clause})."
            )
    if policy.is_last(stage.id):
        notes.append("This is the last stage: the document gives no further step.")
    else:
        notes.append(
            "Each later stage starts its own limits when the dispute reaches it."
        )
    if asked.nation is not None and asked.nation != policy.nation:
        notes.append(
            f"Counted with the bank holidays of {NATIONS[asked.nation]}; a dispute "
            f"under this policy counts with those of {NATIONS[policy.nation]}."
        )
    return [*notes, *_notes_on_dates(policy, local_date(asked.raised_at))]


def _notes_on_dates(policy: Policy, on: date) -> list[str]:
    """What to know of a document that has run out, or whose review is overdue."""
    notes = []
    if policy.in_force_to is not None and policy.in_force_to < on:
        notes.append(f"The document was in force until {said_day(policy.in_force_to)}.")
    if policy.review_on is not None and policy.review_on < on:
        notes.append(
            f"The document was to be reviewed by {said_day(policy.review_on)}; ask the "
            "board whether there is a newer one."
        )
    return notes
