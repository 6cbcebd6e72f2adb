"""What may be done now, and what comes next, in words for the person who asks."""

from collections.abc import Sequence
from itertools import islice

from dispute_core.domain.acts.declaring import may_end
from dispute_core.domain.acts.escalating import open_moves
from dispute_core.domain.acts.holding import open_on_duties
from dispute_core.domain.acts.limits import takes_one
from dispute_core.domain.acts.meeting import may_call
from dispute_core.domain.acts.safeguards import open_on_safeguards
from dispute_core.domain.acts.side_outcomes import open_beside
from dispute_core.domain.acts.timing import outlasts_its_stage
from dispute_core.domain.beside.statements import open_on_statements
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.guidance.afterwards import (
    after_resolution,
    dated_step,
    still_owed,
    undated_step,
)
from dispute_core.domain.guidance.meeting_steps import (
    of_meetings,
    on_outcome,
    open_on_meetings,
)
from dispute_core.domain.guidance.prompt import Prompt
from dispute_core.domain.guidance.prompts import movers, prompts, urgent, where_to
from dispute_core.domain.guidance.prompts_around import around_the_talking
from dispute_core.domain.policy import Policy, Stage
from dispute_core.domain.vocabulary import Side

OPERATIONS = (
    "recordDiscussion",
    "recordResponse",
    "setLimit",
    "escalateDispute",
    "resolveDispute",
    "recordCheckBack",
    "withdrawDispute",
    "reopenDispute",
    "changeParties",
    "addRecord",
    "callMeeting",
    "conveneMeeting",
    "moveMeeting",
    "cancelMeeting",
    "recordMeeting",
    "acceptOutcome",
    "nameLeadAgency",
    "correctDispute",
    "fulfilDuty",
    "declineDuty",
    "waiveDuty",
    "delegateDuty",
    "answerStatement",
    "submitRecord",
    "answerSafeguard",
    "nameFacilitator",
    "recordSideOutcome",
    "completeSideOutcome",
)
"""The operations on a dispute, in the order of the contract."""

NEVER_WAITS = "Nothing here holds back anyone's duty to act for the person at risk."


def allowed(
    dispute: Dispute,
    policy: Policy,
    sides: tuple[Side, ...],
    agency: str | None = None,
    *,
    statutory: bool = False,
) -> list[str]:
    """The operations open to a caller on these sides, in the order of the contract.

    `agency` is the one that they act for; a duty is often owed by one of several. Some
    documents entitle only agencies that are `statutory` to a multi-agency meeting.
    """
    stage = policy.stage(dispute.stage.id)
    if "raising" in sides or "responding" in sides:
        names = {"changeParties", "addRecord", "submitRecord"}
        if agency in dispute.may_correct:
            names.add("correctDispute")
        names |= open_on_statements(dispute, sides)
        names |= open_on_safeguards(dispute, sides)
        if dispute.settled:
            names |= _open_once_settled(dispute, stage, sides)
        else:
            names |= _open_to_parties(dispute, policy, stage, sides)
            if may_call(policy.meeting_right, statutory=statutory):
                names.add("callMeeting")
    elif "board" in sides:
        names = {"addRecord", "submitRecord"} | _open_to_board(dispute, stage)
    else:
        names = set()
    names |= open_on_duties(dispute, sides, agency) | open_on_meetings(dispute, sides)
    if sides:
        names |= open_beside(dispute, stage, sides, agency)
    return [name for name in OPERATIONS if name in names]


def _open_to_parties(
    dispute: Dispute, policy: Policy, stage: Stage, sides: tuple[Side, ...]
) -> set[str]:
    names = {"recordDiscussion", "resolveDispute"}
    if "responding" in sides:
        names.add("recordResponse")
    if "raising" in sides:
        names.add("withdrawDispute")
    if open_moves(dispute, stage, *sides):
        names.add("escalateDispute")
    limits = policy.limits_by_duty()
    owed = [one for one in dispute.open_deadlines() if one.set.duty in limits]
    if any(takes_one(one, limits[one.set.duty][1]) for one in owed):
        names.add("setLimit")
    return names


def _open_once_settled(
    dispute: Dispute, stage: Stage, sides: tuple[Side, ...]
) -> set[str]:
    names = set()
    withdrawn = dispute.status == "withdrawn"
    if not withdrawn or "raising" in sides:
        names.add("reopenDispute")
    if open_moves(dispute, stage, *sides):
        names.add("escalateDispute")
    ending = dispute.resolution
    if not withdrawn and ending and ending.outcome != "ended_unresolved":
        names.add("recordCheckBack")
    return names


def _open_to_board(dispute: Dispute, stage: Stage) -> set[str]:
    names = {"escalateDispute"} if open_moves(dispute, stage, "board") else set()
    if dispute.settled:
        return names
    names.add("recordDiscussion")
    if may_end(stage, "board"):
        names.add("resolveDispute")
    return names


def next_step(
    dispute: Dispute, policy: Policy, asked: Sequence[Prompt] | None = None
) -> str:
    """A few sentences: who does what next, by when, and why that date.

    `asked` are the prompts, for who has them at hand.
    """
    if dispute.status == "withdrawn":
        return f"The raising side has withdrawn the dispute. {NEVER_WAITS}"
    if dispute.ended_unresolved:
        sentences = [*on_outcome(dispute), *islice(still_owed(dispute), 1)]
        owed = "".join(f"{one} " for one in sentences)
        return (
            "The board has ended the dispute unresolved; the document gives no further "
            f"step. {owed}{NEVER_WAITS}"
        )
    if dispute.status == "closed":
        return "What was agreed has been checked back on, and the dispute is closed."
    if dispute.status == "resolved":
        return " ".join([*on_outcome(dispute), after_resolution(dispute)])
    said = _while_open(dispute, policy, asked)
    return f"{said} {NEVER_WAITS}"


def _while_open(
    dispute: Dispute, policy: Policy, asked: Sequence[Prompt] | None
) -> str:
    stage = policy.stage(dispute.stage.id)
    if dispute.resolution is not None and dispute.resolution.proposal:
        return _proposed(dispute, stage)
    found = [*of_meetings(dispute), _owed(dispute, policy), _onward(stage, policy)]
    asked = prompts(dispute, policy) if asked is None else asked
    found += [*urgent(asked), *around_the_talking(dispute, asked)]
    return " ".join(found)


def _proposed(dispute: Dispute, stage: Stage) -> str:
    """Whose word a proposal waits for; it stops nothing."""
    meanwhile = "or goes on; every deadline runs on meanwhile."
    match dispute.waiting_on:
        case "responding":
            return (
                "The raising side has declared an end. The responding side confirms it "
                f"by resolving the dispute in the same way, {meanwhile}"
            )
        case "board":
            return (
                f"The parties propose a resolution. It is for {stage.decider} to "
                f"resolve the dispute, {meanwhile}"
            )
        case "both":
            return (
                "A resolution is recommended, and binds nobody yet. Each side takes it "
                f"up by resolving the dispute, {meanwhile}"
            )
        case _:
            return (
                "The responding side proposes a resolution. The raising side confirms "
                f"it by resolving the dispute, {meanwhile}"
            )


def _onward(stage: Stage, policy: Policy) -> str:
    """Where the document leads from here, or that it leads no further."""
    onward = [move for move in stage.moves if not move.skips]
    if not onward:
        exit_ = "by a resolution"
        if stage.ends_unresolved:
            exit_ += ", or by the board ending it unresolved"
        return (
            f"The document gives no further step after this {policy.stage_noun}, so "
            f"the dispute ends {exit_}."
        )
    ways: dict[str, list[str]] = {}
    for move in onward:
        place = where_to(move, policy)
        place += " again" if move.to_stage == stage.id else ""
        ways.setdefault(movers(move), []).append(place)
    said_ways = [
        f"{who} may take it to {' or '.join(dict.fromkeys(places))}"
        for who, places in ways.items()
    ]
    return f"If that does not settle the disagreement, {'; '.join(said_ways)}."


def _owed(dispute: Dispute, policy: Policy) -> str:
    """The duty that is due first; without a date, the document's own urgency."""
    here = [
        deadline
        for deadline in dispute.open_deadlines()
        if deadline.set.stage == dispute.stage.id or outlasts_its_stage(deadline)
    ]
    dated = {d.set.due_at: d for d in reversed(here) if d.set.due_at is not None}
    if dated:
        return dated_step(dated[min(dated)])
    if here:
        return undated_step(here[0])
    label = dispute.stage.label
    noun = policy.stage_noun
    return f'The dispute is at "{label}". The duties of this {noun} have been met.'
