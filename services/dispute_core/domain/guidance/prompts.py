"""What the document asks people to do or think of just now, each with its clause."""

from collections.abc import Iterable, Iterator

from dispute_core.domain.acts.escalating import open_moves
from dispute_core.domain.acts.preparing import notice_given_at
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.guidance.prompt import Prompt
from dispute_core.domain.guidance.prompts_around import around
from dispute_core.domain.policy import Body, Closing, Move, Policy, Stage
from dispute_core.domain.policy.moves import PARTIES
from dispute_core.domain.saying import capital, listed
from dispute_core.domain.vocabulary import PromptKind, RecordKind, Trigger

SAID_TRIGGERS: dict[Trigger, str] = {
    "not_agreed": "there was no agreement",
    "time_passed": "the time has passed",
    "no_response": "there was no response",
    "unsatisfactory_response": "the response may not satisfy",
    "policy_issue": "an issue of policy may have shown itself",
    "immediate_risk": "somebody is at immediate risk",
}

SAID_POWERS = {
    "informed": "is informed",
    "supports": "supports",
    "mediates": "mediates",
    "recommends": "recommends and does not decide",
    "decides": "decides",
}

_KINDS: dict[str, PromptKind] = {
    "automatic": "by_itself",
    "required": "required",
    "considered": "considered",
}
URGENT = frozenset({*_KINDS.values(), "left_to_people", "ending"})


def prompts(dispute: Dispute, policy: Policy) -> list[Prompt]:
    """Everything that stands to be done or thought of where the dispute is now."""
    stage = policy.stage(dispute.stage.id)
    moves = open_moves(dispute, stage)
    found = [*_of_moves(dispute, policy, moves)]
    if not dispute.settled:
        found += [*_before_moves(dispute, policy, moves), *_of_ending(stage)]
        found += _beside(dispute, policy)
        found += around(dispute, policy.stage_noun)
    return found


def urgent(asked: Iterable[Prompt]) -> list[str]:
    """What of it the next step itself speaks of: the moves, and how it ends."""
    return [prompt.text for prompt in asked if prompt.kind in URGENT]


def met(dispute: Dispute) -> set[Trigger]:
    """The triggers that show at the present stage, as far as the record tells."""
    since, here = dispute.stages[-1].version, dispute.stage.id
    found: set[Trigger] = set()
    talks = [
        talk
        for talk in dispute.discussions
        if talk.originator_version > since and talk.stage == here
    ]
    if talks and talks[-1].outcome in ("not_agreed", "partly_agreed"):
        found.add("not_agreed")
    if talks and talks[-1].outcome == "no_response":
        found.add("no_response")
    if any(response.originator_version > since for response in dispute.responses):
        found.add("unsatisfactory_response")
    if any(
        deadline.set.stage == here
        and deadline.status in ("late", "indication", "breached")
        for deadline in dispute.open_deadlines()
    ):
        found.add("time_passed")
    if dispute.immediate_risk.present:
        found.add("immediate_risk")
    if dispute.settled:
        found.add("policy_issue")
    return found


def movers(move: Move) -> str:
    """Who makes a move, in the document's words where it has any."""
    if move.who:
        return move.who
    if move.open_to == PARTIES:
        return "any party"
    sides = {"raising": "the raising side", "responding": "the responding side"}
    return listed([sides.get(side, "the board") for side in sorted(move.open_to)])


def where_to(move: Move, policy: Policy) -> str:
    """The stage to which a move leads, and by which of several ways."""
    label = f'"{policy.stage(move.to_stage).label}"'
    return f"{label} by way of {move.path_text}" if move.path_text else label


def _of_moves(dispute: Dispute, policy: Policy, moves: list[Move]) -> Iterator[Prompt]:
    shown = met(dispute)
    for move in moves:
        why = [SAID_TRIGGERS[one] for one in sorted(move.triggers & shown)]
        text = _said_move(move, policy, why)
        if text is None:
            continue
        late = move.made == "automatic" and why
        yield Prompt(
            kind="left_to_people" if late else _KINDS[move.made],
            text=f"{text} ({move.clause}).",
            clause=move.clause,
            to_stage=move.to_stage,
        )


def _said_move(move: Move, policy: Policy, why: list[str]) -> str | None:
    """A move in words; None where nothing shows that asks for it."""
    place, reason = where_to(move, policy), " and ".join(why)
    if move.made == "automatic" and not why:
        return (
            f"Once the time has passed, the dispute goes to {place} by itself; the "
            "service records that"
        )
    if not why or move.made == "allowed":
        return None
    if move.made == "automatic":
        return (
            f"By the document the dispute goes to {place} by itself. The service did "
            "not make this move, and leaves it to people"
        )
    who = capital(movers(move))
    if move.made == "required":
        return f"{who} must now take it to {place}, because {reason}"
    return f"{who} should consider taking it to {place}, because {reason}"


def _before_moves(
    dispute: Dispute, policy: Policy, moves: list[Move]
) -> Iterator[Prompt]:
    for move in moves:
        place = where_to(move, policy)
        if move.notice is not None:
            ahead = (
                f", {move.notice.before.printed} before" if move.notice.before else ""
            )
            yield Prompt(
                kind="notice",
                text=f"Before the move to {place}{ahead}: {move.notice.text}.",
                clause=move.notice.clause,
                to_stage=move.to_stage,
                about=move.to_stage,
                done=notice_given_at(dispute, move) is not None,
            )
        if move.consult:
            yield Prompt(
                kind="consult",
                text=f"Before the move to {place}, consult {move.consult}.",
                clause=move.clause,
                to_stage=move.to_stage,
            )
        if move.ground:
            yield Prompt(
                kind="ground",
                text=f"The move to {place} is for this ground: {move.ground}.",
                clause=move.clause,
                to_stage=move.to_stage,
            )


def _of_ending(stage: Stage) -> Iterator[Prompt]:
    if stage.closing is not None:
        closing = stage.closing
        yield Prompt(
            kind="ending",
            text=f"{_said_closing(closing, stage)} ({closing.clause}).",
            clause=closing.clause,
        )
    for body in stage.bodies:
        yield Prompt(kind="body", text=f"{_said_body(body)}.", clause=body.clause)


def _said_closing(closing: Closing, stage: Stage) -> str:
    body = stage.decider or "the deciding body"
    roles = listed([*closing.roles]) if closing.roles else "the named roles"
    whose = {
        "raiser_satisfied": "the raising side is satisfied",
        "both_sides": "both sides declare the same end",
        "named_roles": f"each of these has accepted: {roles}",
        "chair": f"{body} says so",
        "panel": f"most voices of {body} are for it",
        "panel_casting": (
            f"most voices of {body} are for it, the chair deciding where they are equal"
        ),
    }
    said = f"The dispute ends here when {whose[closing.rule]}"
    if closing.each_party_answers:
        said += "; each party says whether it accepts"
    if closing.binding is not None:
        said += "; it binds" if closing.binding else "; it binds only who accepts it"
    return said


def _said_body(body: Body) -> str:
    powers = listed([SAID_POWERS[power] for power in sorted(body.powers)])
    only = f"; it takes the chair only if {body.chairs_only_if}"
    return f"{capital(body.text)} {powers}{only if body.chairs_only_if else ''}"


def _beside(dispute: Dispute, policy: Policy) -> Iterator[Prompt]:
    for route in policy.outside_routes:
        yield Prompt(
            kind="outside_route",
            text=f"At any time, and without stopping any clock: {route.text}.",
            clause=route.clause,
            about=route.id,
            done=_on_record(dispute, "outside_route", route.id),
        )
    for step in policy.prevention:
        yield Prompt(
            kind="prevention",
            text=f"What may spare a dispute: {step.text}.",
            clause=step.clause,
            about=step.id,
            done=_on_record(dispute, "prevention", step.id),
        )


def _on_record(dispute: Dispute, kind: RecordKind, about: str) -> bool:
    return any(
        (record.kind, record.about, record.visible_to) == (kind, about, "parties")
        for record in dispute.records
    )
