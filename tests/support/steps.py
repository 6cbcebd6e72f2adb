"""What people do to a dispute, one verb each, as steps of a story."""

from collections.abc import Sequence
from datetime import datetime

from dispute_core.application import handlers
from dispute_core.domain.acts.checking_back import Checked
from dispute_core.domain.acts.declaring import Ending, NewAction
from dispute_core.domain.acts.escalating import Escalation
from dispute_core.domain.acts.limits import LimitWanted
from dispute_core.domain.acts.talking import Discussion
from dispute_core.domain.events import event_name
from dispute_core.domain.values import (
    Acceptance,
    ImmediateRisk,
    Party,
    Person,
)
from dispute_core.domain.vocabulary import (
    CheckBackKind,
    CheckBackResult,
    DiscussionOutcome,
    LimitKind,
    Method,
    PartyChange,
    ReopeningGround,
    ResolutionOutcome,
    Side,
    Trigger,
    WithdrawalGround,
)
from tests.support.builders import Step


def discusses(
    who: str,
    outcome: DiscussionOutcome = "not_agreed",
    *,
    at: datetime | None = None,
    method: Method = "phone",
    participants: Sequence[Person] = (),
) -> Step:
    held = Discussion(
        method=method,
        outcome=outcome,
        participants=tuple(participants),
        summary="We went through the referral together.",
        information_reviewed=("The referral of 2 March",),
        advice_from=("Designated safeguarding lead",),
    )
    return Step(
        who=who,
        at=at,
        run=lambda target, core: handlers.record_discussion(target, held, core),
    )


def responds(who: str, *, at: datetime | None = None, side: Side | None = None) -> Step:
    return Step(
        who=who,
        at=at,
        side=side,
        run=lambda target, core: handlers.record_response(
            target, core, view="The threshold is not met.", evidence=None, proposal=None
        ),
    )


def sets_limit(
    who: str,
    duty: str,
    due_at: datetime,
    *,
    kind: LimitKind = "agreed",
    accepted_by: Sequence[Acceptance] = (),
    side: Side | None = None,
) -> Step:
    wanted = LimitWanted(
        kind=kind,
        duty=duty,
        due_at=due_at,
        reason="We need the time",
        accepted_by=tuple(accepted_by),
    )
    return Step(
        who=who,
        side=side,
        run=lambda target, core: handlers.set_limit(target, wanted, core),
    )


def escalates(
    who: str,
    trigger: Trigger = "not_agreed",
    *,
    to: str | None = None,
    at: datetime | None = None,
    risk_set: datetime | None = None,
    immediate_risk: bool | None = None,
) -> Step:
    wanted = Escalation(
        trigger=trigger,
        to_stage=to,
        reason="We could not agree.",
        risk_set=risk_set,
        risk_reason="He is at home alone" if risk_set else None,
        immediate_risk=None
        if immediate_risk is None
        else ImmediateRisk(present=immediate_risk),
    )
    return Step(
        who=who,
        at=at,
        run=lambda target, core: handlers.escalate_dispute(target, wanted, core),
    )


def resolves(
    who: str,
    outcome: ResolutionOutcome = "agreed",
    *,
    at: datetime | None = None,
    actions: Sequence[NewAction] = (),
    accepted_by: Sequence[Acceptance] = (),
    summary: str = "Social care will assess.",
) -> Step:
    ending = Ending(
        outcome=outcome,
        summary=summary,
        actions=tuple(actions),
        accepted_by=tuple(accepted_by),
    )
    return Step(
        who=who,
        at=at,
        run=lambda target, core: handlers.resolve_dispute(target, ending, core),
    )


def checks_back(
    who: str,
    kind: CheckBackKind = "completion",
    result: CheckBackResult = "confirmed",
    *,
    action_id: str | None = None,
    evidence: str | None = None,
    note: str | None = "Asked",
    at: datetime | None = None,
    side: Side | None = None,
) -> Step:
    checked = Checked(
        kind=kind, result=result, action_id=action_id, evidence=evidence, note=note
    )
    return Step(
        who=who,
        at=at,
        side=side,
        run=lambda target, core: handlers.record_check_back(target, checked, core),
    )


def withdraws(
    who: str,
    ground: WithdrawalGround = "no_longer_held",
    *,
    at: datetime | None = None,
    side: Side | None = None,
) -> Step:
    return Step(
        who=who,
        at=at,
        side=side,
        run=lambda target, core: handlers.withdraw_dispute(
            target, core, ground=ground, reason="We were told more."
        ),
    )


def reopens(
    who: str,
    ground: ReopeningGround = "disagreement_returned",
    *,
    stage: str | None = None,
    at: datetime | None = None,
) -> Step:
    return Step(
        who=who,
        at=at,
        run=lambda target, core: handlers.reopen_dispute(
            target, core, ground=ground, stage=stage, reason="It is back."
        ),
    )


def changes_parties(
    who: str,
    kind: PartyChange,
    agency: str,
    *,
    side: Side = "responding",
    name: str | None = None,
    at: datetime | None = None,
) -> Step:
    party = Party(agency=agency, role="Team manager", name=name)
    return Step(
        who=who,
        at=at,
        run=lambda target, core: handlers.change_parties(
            target,
            core,
            kind=kind,
            side=side,
            party=party,
            ground="newly_involved",
            reason=None,
        ),
    )


def corrects(who: str, version: int, field: str, value: str) -> Step:
    return Step(
        who=who,
        run=lambda target, core: handlers.correct_dispute(
            target,
            core,
            event_id=event_name(target.dispute_id, version),
            field=field,
            value=value,
            reason="It was typed wrongly.",
        ),
    )
