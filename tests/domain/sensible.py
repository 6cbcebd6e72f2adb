"""What a sensible person would say, for each operation, wherever a dispute stands."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random
from typing import get_args

from dispute_core.application import handlers
from dispute_core.application.meetings import call_meeting
from dispute_core.domain.acts.declaring import Ending, having
from dispute_core.domain.acts.entering import before
from dispute_core.domain.acts.escalating import Escalation, open_moves
from dispute_core.domain.completeness import missing_of
from dispute_core.domain.due_dates import count
from dispute_core.domain.values import Acceptance, FirstDone, Person
from dispute_core.domain.vocabulary import (
    CheckBackKind,
    DiscussionOutcome,
    LimitKind,
    MeetingCall,
    Method,
    RecordKind,
    Side,
)
from dispute_core.domain.working_time import calendar_for
from tests.domain import sensible_beside as beside
from tests.domain.place import Place
from tests.domain.sensible_duties import ON_DUTIES
from tests.domain.sensible_meetings import ABOUT_MEETINGS
from tests.support.builders import Raising, Step, a_dispute
from tests.support.made_world import partnership_of, policy_called
from tests.support.papers import answers_statement, submits_record
from tests.support.records import adds_record
from tests.support.steps import (
    changes_parties,
    checks_back,
    corrects,
    discusses,
    reopens,
    responds,
    sets_limit,
    withdraws,
)

HOUR = timedelta(hours=1)


def raises(name: str, chance: Random, now: datetime) -> Raising:
    """A dispute that the policy lets begin, entered at once or a little later."""
    policy, board = policy_called(name), partnership_of(name)
    kinds = {agency.code: agency.kind for agency in board.agencies.values()}
    rule = policy.one_way
    may = [code for code, kind in kinds.items() if rule is None or kind in rule.by]
    by = chance.choice(may)
    others = [
        code
        for code, kind in kinds.items()
        if code != by and (rule is None or not rule.of or kind in rule.of)
    ]
    usual = a_dispute(
        policy.ref,
        partnership=board.code,
        by=by,
        responding=chance.sample(others, k=chance.randint(1, min(2, len(others)))),
        at=now - chance.choice([0, 0, 1, 30]) * HOUR,
        category=chance.choice(policy.categories).code,
        person=chance.choice(sorted(policy.subject_kinds)),
    )
    tiers = [tier.code for tier in policy.priorities]
    first = policy.first_stage().id
    new = replace(
        usual.new,
        priority=chance.choice(tiers) if tiers else None,
        preconditions=tuple(
            FirstDone(condition=one.code, met=True, evidence="On our file.")
            for one in before(policy, first)
        ),
        concern_identified_at=chance.choice([None, now - 40 * HOUR]),
    )
    return replace(usual, new=new)


def _discusses(place: Place) -> Step:
    outcome = place.chance.choice(get_args(DiscussionOutcome))
    method = place.chance.choice(get_args(Method))
    return discusses(place.who, outcome, method=method)


def _responds(place: Place) -> Step:
    return responds(place.who)


def _sets_limit(place: Place) -> Step:
    """A limit of a kind that the document knows, within what it lets the sides do."""
    known = place.policy.limits_by_duty()
    takes = [
        (deadline, known[deadline.set.duty][1])
        for deadline in place.dispute.open_deadlines()
        if deadline.set.duty in known and known[deadline.set.duty][1].accepts
    ]
    # What still waits for its start has no date that could be extended.
    takes.sort(key=lambda one: bool(one[0].set.waits_for))
    if not takes:
        duty = next(iter(known), "stage-1.discuss")
        return sets_limit(place.who, duty, place.now + HOUR)
    deadline, limit = takes[0]
    kind: LimitKind = min(limit.accepts)
    due_at = place.now + place.chance.choice([5, 50]) * HOUR
    begun = deadline.set.start
    if limit.extends_to and begun and begun.at:
        calendar = calendar_for(place.policy.nation, {}, place.policy.working_days)
        due_at = min(due_at, count(limit.extends_to, begun.at, calendar).due_at)
    offers = place.dispute.limits.values()
    for offer in offers:  # whoever is asked again takes what is on offer
        stands = not offer.binding and offer.due_at > place.now
        if stands and offer.duty == deadline.set.duty:
            return sets_limit(place.who, offer.duty, offer.due_at, kind=offer.kind)
    return sets_limit(place.who, deadline.set.duty, due_at, kind=kind)


def _escalates(place: Place) -> Step:
    moves = open_moves(place.dispute, place.stage, place.side)
    move = place.chance.choice(moves) if moves else None
    wanted = Escalation(
        trigger=place.chance.choice(sorted(move.triggers)) if move else "not_agreed",
        to_stage=move.to_stage if move else None,
        path=move.path if move else None,
        reason="We could not agree.",
        consulted=(Person(role="Duty lead", name="D. Lead"),),
        not_done_because="There was no time for it.",
    )
    return Step(
        who=place.who,
        run=lambda target, core: handlers.escalate_dispute(target, wanted, core),
    )


def _resolves(place: Place) -> Step:
    """The end that this side may declare here, with everybody's yes."""
    stage, side = place.stage, place.side
    roles = stage.closing.roles if stage.closing else ()
    accepted = [Acceptance(agency=agency, role="Lead") for agency in place.parties]
    accepted += [Acceptance(agency=place.parties[0], role=role) for role in roles]
    outcome = "agreed"
    if side in stage.decided_by:
        outcome = "decided"
    elif side == "board" and stage.ends_unresolved:
        outcome = "ended_unresolved"
    elif side == "board" and having(stage, "recommends", side):
        outcome = "recommended"
    ending = Ending(
        outcome=outcome,  # type: ignore[arg-type]
        summary="This is how it ends.",
        accepted_by=tuple(accepted),
        chaired_because="The two sides could not name a chair.",
    )
    return Step(
        who=place.who,
        run=lambda target, core: handlers.resolve_dispute(target, ending, core),
    )


def _checks_back(place: Place) -> Step:
    kind = place.chance.choice(get_args(CheckBackKind))
    return checks_back(place.who, kind)


def _withdraws(place: Place) -> Step:
    return withdraws(place.who)


def _reopens(place: Place) -> Step:
    return reopens(place.who)


def _changes_parties(place: Place) -> Step:
    side: Side = "raising" if place.side == "raising" else "responding"
    return changes_parties(place.who, "replace_contact", place.who, side=side)


def _adds_record(place: Place) -> Step:
    kind: RecordKind = place.chance.choice(
        ["note", "correspondence", "requested_safeguard"]
    )
    return adds_record(place.who, kind)


def _calls_meeting(place: Place) -> Step:
    own = place.board.agencies.get(place.who)
    kind: MeetingCall = "required" if own is None or own.statutory else "asked"
    return Step(
        who=place.who,
        run=lambda target, core: call_meeting(
            target, core, kind=kind, reason="To see it together."
        ),
    )


def _corrects(place: Place) -> Step:
    version, field = place.entered
    return corrects(place.who, version, field, "It was closed without a visit.")


def _answers(place: Place) -> Step:
    """To the newest statement of the other side."""
    said = place.dispute.responses if place.side == "raising" else ()
    version = said[-1].originator_version if said else 1
    field = "view" if said else "disputed"
    return answers_statement(place.who, version, field)


def _submits(place: Place) -> Step:
    """A printed pack, which may lack something if somebody says why."""
    lacking = missing_of(place.dispute)
    because = "The office asked for it at once." if lacking else None
    office = min(place.board.offices)
    return submits_record(place.who, "by_hand", office=office, because=because)


SENSIBLE: dict[str, Callable[[Place], Step]] = {
    "recordDiscussion": _discusses,
    "recordResponse": _responds,
    "setLimit": _sets_limit,
    "escalateDispute": _escalates,
    "resolveDispute": _resolves,
    "recordCheckBack": _checks_back,
    "withdrawDispute": _withdraws,
    "reopenDispute": _reopens,
    "changeParties": _changes_parties,
    "addRecord": _adds_record,
    "callMeeting": _calls_meeting,
    **ABOUT_MEETINGS,
    "correctDispute": _corrects,
    **ON_DUTIES,
    "answerStatement": _answers,
    "submitRecord": _submits,
    "answerSafeguard": beside.calls_answered,
    "nameFacilitator": beside.facilitator,
    "recordSideOutcome": beside.side_outcome,
    "completeSideOutcome": beside.side_outcome_done,
}
"""What is said, by the name of each operation."""
