"""Whose word ends a dispute at a stage, and whose only proposes an end."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from dispute_core.domain.acts.given import Given
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import Invalid, NotYoursToDeclare
from dispute_core.domain.policy import Body, Closing, Stage
from dispute_core.domain.saying import listed
from dispute_core.domain.values import Acceptance
from dispute_core.domain.vocabulary import Power, ResolutionOutcome, Side, WaitingOn

CHAIRED = ("chair", "panel", "panel_casting")
"""The rules by which the deciding body's own word is needed."""


@dataclass(frozen=True, kw_only=True)
class NewAction:
    """Something agreed; the dispute gives it its name."""

    owner_agency: str
    due_on: date | None = None
    what: str | None = None
    owner: str | None = None


@dataclass(frozen=True, kw_only=True)
class Ending:
    """How it ends, what was agreed to be done, and who accepts."""

    outcome: ResolutionOutcome
    summary: str | None = None
    actions: tuple[NewAction, ...] = ()
    accepted_by: tuple[Acceptance, ...] = ()
    review_on: date | None = None
    chaired_because: str | None = None


def waits_for(
    dispute: Dispute, ending: Ending, stage: Stage, given: Given
) -> WaitingOn | None:
    """For whom a mere proposal waits; None where the declaration ends the dispute.

    Refuses what is not the caller's to declare.
    """
    side = given.by.side
    if ending.outcome == "ended_unresolved":
        _expect_unresolved(stage, side)
        return None
    if ending.outcome == "recommended":
        _expect_power(stage, side, "recommends")
        return "both"
    if ending.outcome == "decided":
        _expect_decides(stage)
    closing = stage.closing
    rule = closing.rule if closing else None
    if side in stage.decided_by and (ending.outcome == "decided" or rule in CHAIRED):
        _expect_chair(stage, side, ending)
    elif side == "board" and rule != "named_roles":
        message = "At this stage the board helps the parties; they end the dispute."
        raise NotYoursToDeclare(message, pointer="/outcome")
    if closing is None or closing.rule == "raiser_satisfied":
        waiting = _for_raiser(dispute, ending, stage, given)
    else:
        waiting = _by_rule(dispute, ending, stage, closing, given)
    return waiting or _for_answers(dispute, ending, closing)


def may_end(stage: Stage, side: Side | None) -> bool:
    """Whether a side has anything to declare at a stage: an end, or its proposal."""
    if side in ("raising", "responding"):
        return True
    named = stage.closing is not None and stage.closing.rule == "named_roles"
    return (
        side in stage.decided_by
        or named
        or (side == "board" and stage.ends_unresolved)
        or bool(having(stage, "recommends", side))
    )


def having(stage: Stage, power: Power, side: Side | None = None) -> list[Body]:
    """The bodies of a stage that have a power, on one side or on any."""
    return [
        body
        for body in stage.bodies
        if power in body.powers and side in (None, body.side)
    ]


def _expect_unresolved(stage: Stage, side: Side | None) -> None:
    if side != "board" or not stage.ends_unresolved:
        message = (
            "Only the board may end a dispute unresolved, and only at a last stage "
            "from which the document shows no other way out."
        )
        raise NotYoursToDeclare(message, pointer="/outcome")


def _expect_decides(stage: Stage) -> None:
    if stage.decided_by:
        return
    message = "The document gives nobody the power to decide at this stage."
    recommending = having(stage, "recommends")
    if recommending:
        body = recommending[0]
        message += f" It may recommend only: {body.text} ({body.clause})."
    raise NotYoursToDeclare(message, pointer="/outcome")


def _expect_power(stage: Stage, side: Side | None, power: Power) -> None:
    if not having(stage, power, side):
        message = "At this stage the document gives you no power to recommend."
        raise NotYoursToDeclare(message, pointer="/outcome")


def _expect_chair(stage: Stage, side: Side | None, ending: Ending) -> None:
    """Hold a body that chairs only on a condition to saying that it is met."""
    for body in having(stage, "decides", side):
        if body.chairs_only_if and not (ending.chaired_because or "").strip():
            message = (
                f"This body takes the chair only if {body.chairs_only_if} "
                f"({body.clause}). Say in chaired_because how that is so."
            )
            raise Invalid(message, pointer="/chaired_because")


def _for_raiser(
    dispute: Dispute, ending: Ending, stage: Stage, given: Given
) -> WaitingOn | None:
    side, lead = given.by.side, dispute.lead_agency
    if side in ("raising", "board"):
        return None
    decides = ending.outcome == "decided" and side in stage.decided_by
    return None if decides and lead in (None, given.by.agency) else "raising"


def _by_rule(
    dispute: Dispute, ending: Ending, stage: Stage, closing: Closing, given: Given
) -> WaitingOn | None:
    side = given.by.side
    if closing.rule == "named_roles":
        _expect_roles(closing, ending.accepted_by)
        return None
    decides = side in stage.decided_by
    if closing.rule in CHAIRED:
        if not decides:
            return "board" if "board" in stage.decided_by else "both"
        if closing.rule != "chair":
            _expect_votes(closing, ending.accepted_by)
        return None
    if decides and ending.outcome == "decided":
        return None
    standing = dispute.resolution
    agreed = (
        standing is not None
        and standing.proposal
        and standing.outcome == ending.outcome
        and standing.declared_by.side not in (side, "board")
    )
    if agreed:
        return None
    return "responding" if side == "raising" else "raising"


def _expect_roles(closing: Closing, accepted_by: Sequence[Acceptance]) -> None:
    said = {(one.role or "").casefold() for one in accepted_by if one.accepts}
    missing = [role for role in closing.roles if role.casefold() not in said]
    if missing:
        message = (
            f"This ends only once each of these has accepted ({closing.clause}): "
            f"{listed(missing)}. Name each in accepted_by, with that role."
        )
        raise NotYoursToDeclare(message, pointer="/accepted_by")


def _expect_votes(closing: Closing, accepted_by: Sequence[Acceptance]) -> None:
    """Count the panel's voices; where they are equal, the chair's may decide."""
    for_it = sum(one.accepts for one in accepted_by)
    against = len(accepted_by) - for_it
    casting = closing.rule == "panel_casting" and for_it == against > 0
    if for_it > against or casting:
        return
    message = (
        f"The panel ends the dispute by more voices for than against "
        f"({closing.clause}). Give each member's voice in accepted_by."
    )
    raise NotYoursToDeclare(message, pointer="/accepted_by")


def _for_answers(
    dispute: Dispute, ending: Ending, closing: Closing | None
) -> WaitingOn | None:
    """Hold an end to every party's answer; one that does not bind waits for a yes."""
    if closing is None:
        return None
    parties = {dispute.raised_by.agency, *(one.agency for one in dispute.responding)}
    answers = {one.agency: one.accepts for one in ending.accepted_by}
    if closing.each_party_answers and not parties <= answers.keys():
        message = (
            f"The document has each party say whether it accepts ({closing.clause}). "
            "Give every agency's answer in accepted_by."
        )
        raise Invalid(message, pointer="/accepted_by")
    if closing.binding is False and not all(map(answers.get, parties)):
        return "both"
    return None
