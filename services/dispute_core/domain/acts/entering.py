"""What a policy asks before a dispute is raised: where it belongs, what comes first."""

from collections.abc import Sequence

from dispute_core.domain.acting import acting
from dispute_core.domain.acts.given import Given, entered
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import Invalid
from dispute_core.domain.policy import (
    LaterStart,
    Policy,
    Precondition,
    Question,
    Stage,
)
from dispute_core.domain.refusals.entries import (
    BelongsElsewhere,
    OneWayOnly,
    PreconditionOpen,
    UnknownQuestion,
)
from dispute_core.domain.values import FirstDone, Screened, StageEntered
from dispute_core.domain.vocabulary import Side

NOT_HERE = (
    "An allegation against a person is never written into a dispute, because the other "
    "agency would read it. Nothing was recorded. Report it now by {belongs_to}. What "
    "else is disputed may be raised without it. "
)

REMEMBERED = 1024
"""Of how many combinations of agencies a policy knows who acts at its stages."""


def screen(answers: Sequence[Screened], policy: Policy, *, at_risk: bool) -> None:
    """Refuse what the document sends elsewhere; danger never waits for that.

    An allegation alone is refused in danger too, so that it is not written down here.
    """
    codes = [answer.question for answer in answers]
    for number, answer in enumerate(answers):
        pointer = f"/screening/{number}/question"
        question = policy.question(answer.question)
        if question is None:
            message = "The policy asks no such question; getPolicy lists those it asks."
            raise UnknownQuestion(message, pointer=pointer)
        if answer.question in codes[:number]:
            raise Invalid("Answer each question once.", pointer=pointer)
        if answer.applies:
            _send_elsewhere(question, policy, number, at_risk=at_risk)


def _send_elsewhere(
    question: Question, policy: Policy, number: int, *, at_risk: bool
) -> None:
    pointer = f"/screening/{number}/applies"
    if question.kind == "allegation":
        message = NOT_HERE.format(belongs_to=question.belongs_to) + policy.emergency
        raise BelongsElsewhere(message, question, pointer=pointer)
    if question.effect == "routes_out" and not at_risk:
        message = (
            f"By {question.clause}, such a matter belongs to {question.belongs_to}. "
            f"Nothing was recorded. {policy.emergency}"
        )
        raise BelongsElsewhere(message, question, pointer=pointer)


def expect_first_done(
    said: Sequence[FirstDone],
    policy: Policy,
    *,
    stage: str,
    at_risk: bool,
    field: str = "/preconditions",
) -> None:
    """Hold what comes first to evidence, or to a reason why it was not done.

    Only a "must" is asked for, and never while somebody is in danger.
    """
    known = {one.code: one for one in before(policy, stage)}
    codes = [one.condition for one in said]
    for number, one in enumerate(said):
        pointer = f"{field}/{number}"
        if one.condition not in known:
            message = "The policy has no such condition for this step."
            raise UnknownQuestion(message, pointer=f"{pointer}/condition")
        if one.condition in codes[:number]:
            message = "Answer each condition once."
            raise Invalid(message, pointer=f"{pointer}/condition")
        _expect_grounds(one, pointer)
    for condition in known.values():
        if condition.force == "must" and condition.code not in codes and not at_risk:
            message = (
                f"By {condition.clause}, this comes first: {condition.text}. "
                "Say how it was done, or why it was not."
            )
            raise PreconditionOpen(message, pointer=field)


def _expect_grounds(said: FirstDone, pointer: str) -> None:
    if said.met and not said.evidence:
        message = "Say how it was met, or where that is on record."
        raise PreconditionOpen(message, pointer=f"{pointer}/evidence")
    if not said.met and not said.reason:
        message = "Say why it was not met."
        raise PreconditionOpen(message, pointer=f"{pointer}/reason")


def entered_for(
    given: Given, stage: Stage, raising: str, responding: Sequence[str]
) -> StageEntered:
    """A stage as an event records it, with who acts there for each agency.

    The same agencies meet at it again and again, so it is worked out once for as long
    as policy and directory are the same.
    """
    known = given.policy.entered_before
    asked = (id(stage), id(given.directory), raising, *responding)
    if (before := known.get(asked)) is not None:
        same: StageEntered = before[0]
        return same
    agencies: dict[Side, Sequence[str]] = {
        "raising": (raising,),
        "responding": responding,
    }
    who = acting(stage, given.policy, agencies, given.directory)
    found = entered(given.policy, stage, who)
    if len(known) >= REMEMBERED:
        known.clear()
    known[asked] = (found, stage, given.directory)  # kept, so that an id stays theirs
    return found


def entered_now(dispute: Dispute, given: Given, stage: Stage) -> StageEntered:
    """A stage that a dispute enters later, with the agencies that take part by then."""
    responding = [party.agency for party in dispute.responding]
    return entered_for(given, stage, dispute.raised_by.agency, responding)


def before(policy: Policy, stage: str) -> list[Precondition]:
    """What the document wants done before a raising that starts at this stage."""
    return [one for one in policy.preconditions if one.stage in (None, stage)]


def expect_may_challenge(
    policy: Policy,
    raising: str,
    responding: Sequence[str],
    directory: Partnership | None,
) -> None:
    """Refuse a challenge against the one way in which the document lets it go."""
    rule = policy.one_way
    if rule is None or directory is None:
        return
    kinds = {agency.code: agency.kind for agency in directory.agencies.values()}
    goes_on = f"{rule.text} ({rule.clause}). {policy.emergency}"
    if kinds.get(raising) not in rule.by:
        raise OneWayOnly(f"By this document {goes_on}", pointer="/raised_by/agency")
    for number, agency in enumerate(responding):
        if rule.of and kinds.get(agency) not in rule.of:
            pointer = f"/responding/{number}/agency"
            raise OneWayOnly(f"By this document {goes_on}", pointer=pointer)


def not_covered(policy: Policy) -> str:
    """Where a disagreement within one agency belongs, if the document says so."""
    message = "This document covers differences between agencies only. "
    for question in policy.asks:
        if question.kind == "single_agency":
            return f"{message}Use {question.belongs_to} ({question.clause})."
    return message + "Use your own agency's procedure for one inside it."


def expect_priority(policy: Policy, priority: str | None) -> None:
    """Refuse a case without one of the document's priorities, where it has any."""
    known = [tier.code for tier in policy.priorities]
    if priority in known or (priority is None and not known):
        return
    if not known:
        raise Invalid("This document has no priorities.", pointer="/priority")
    message = f"Choose a priority of this document: {', '.join(known)}."
    raise Invalid(message, pointer="/priority")


def expect_reason_kept(leave: LaterStart, reason: str | None) -> None:
    """Hold a later start to its reason where the document has that kept."""
    if leave.reason_needed and not (reason or "").strip():
        asks = f", and whom you asked: {leave.consult}" if leave.consult else ""
        message = (
            f"The document wants the reason kept for a later start{asks} "
            f"({leave.clause}). Give it here."
        )
        raise Invalid(message, pointer="/start_stage/reason")
