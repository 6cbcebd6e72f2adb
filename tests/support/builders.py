"""Steps of a story: what people do, with everything that does not matter filled in."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias

from dispute_core.application.caller import Caller
from dispute_core.application.changing import Changed
from dispute_core.application.core import Core
from dispute_core.application.ports import IdempotencyKey
from dispute_core.application.raising import RaiseDispute, raise_new
from dispute_core.application.target import Signature, Target
from dispute_core.domain.acts.declaring import NewAction
from dispute_core.domain.acts.raising import NewDispute, RiskSet
from dispute_core.domain.acts.starting import LaterStartAsked
from dispute_core.domain.values import (
    Difference,
    ImmediateRisk,
    Party,
    Subject,
)
from dispute_core.domain.vocabulary import (
    Scope,
    Side,
    SubjectKind,
)
from tests.support.world import PARTNERSHIP, WORCESTERSHIRE

Run: TypeAlias = Callable[[Target, Core], Awaitable[Changed]]

DIFFERENCE = Difference(
    disputed="Social care closed the referral without an assessment.",
    effect_on_person="The child goes home each night to what was reported.",
    outcome_wanted="An assessment under section 17.",
    raiser_view="The threshold is met.",
    evidence="Three disclosures in two weeks.",
)


@dataclass(frozen=True, kw_only=True)
class Step:
    """Something that somebody does to a dispute; `at` is when it happened."""

    who: str
    run: Run
    at: datetime | None = None
    side: Side | None = None


@dataclass(frozen=True, kw_only=True)
class Raising:
    """The step with which a story begins."""

    who: str
    new: NewDispute
    policy: str | None
    at: datetime | None

    async def run(self, caller: Caller, key: IdempotencyKey, core: Core) -> Changed:
        command = RaiseDispute(
            caller=caller, key=key, new=self.new, policy=self.policy, raised_at=self.at
        )
        return await raise_new(command, core)


def a_dispute(
    policy: str = WORCESTERSHIRE,
    *,
    by: str = "school",
    entered_by: str | None = None,
    partnership: str | None = None,
    responding: Sequence[str] = ("social-care",),
    at: datetime | None = None,
    person: SubjectKind = "child",
    held_by: str | None = None,
    category: str = "other",
    category_text: str | None = "Whether to assess",
    scope: Scope | None = None,
    immediate_risk: bool = False,
    risk_set: datetime | None = None,
    start: LaterStartAsked | None = None,
    lead_agency: str | None = None,
    arose_at: datetime | None = None,
    policy_named: bool = True,
) -> Raising:
    """A school that disagrees with social care, unless the test says otherwise."""
    inside = set(responding) == {by}
    new = NewDispute(
        partnership=partnership or PARTNERSHIP[policy],
        prefix="ANY",
        subject=Subject(kind=person, reference="MIS-2041", held_by=held_by),
        raised_by=the_lead(by),
        responding=tuple(Party(agency=agency) for agency in responding),
        category=category,
        category_text=category_text,
        difference=DIFFERENCE,
        immediate_risk=ImmediateRisk(present=immediate_risk),
        scope=scope or ("single_agency" if inside else "inter_agency"),
        risk_set=RiskSet(due_at=risk_set, reason="Alone") if risk_set else None,
        start=start,
        lead_agency=lead_agency,
        arose_at=arose_at,
    )
    ref = policy if policy_named else None
    return Raising(who=entered_by or by, new=new, policy=ref, at=at)


def the_lead(agency: str) -> Party:
    """The person in an agency who raises the dispute."""
    return Party(
        agency=agency,
        role="Designated safeguarding lead",
        band="first_line_manager",
        name="R. Example",
    )


def an_action(owner: str = "social-care", due_on: date | None = None) -> NewAction:
    return NewAction(owner_agency=owner, due_on=due_on, what="See the child at school")


def signed(side: Side | None) -> Signature:
    """How a person signs: by name, and by side where the agency stands on both."""
    return Signature(name="A. Person", role="Manager", side=side)
