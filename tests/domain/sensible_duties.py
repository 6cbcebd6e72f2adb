"""Something sensible to say of what is owed, by whoever may say it."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from dispute_core.domain.duties import CHECK_BACKS, DutyState
from dispute_core.domain.values import Person
from tests.support.builders import Step
from tests.support.duties import declines, delegates, fulfils, waives
from tests.support.owing import HEARD

if TYPE_CHECKING:
    from tests.domain.place import Place

NONE_OF_THEM = "no-such-duty"


def _owed(place: "Place", fits: Callable[[DutyState], bool]) -> DutyState | None:
    """One of those that are owed by who acts, or were handed on to them."""
    found = [
        duty
        for duty in place.dispute.duties
        if duty.outstanding and _is_own(place, duty) and fits(duty)
    ]
    return place.chance.choice(found) if found else None


def _is_own(place: "Place", duty: DutyState) -> bool:
    due = duty.due
    if due.agency is None:
        both = due.holder == "both" and place.side != "board"
        return both or due.holder == place.side
    handed = [one.to.agency for one in duty.delegations]
    return place.side != "board" and place.who in (due.agency, *handed)


def _fulfils(place: "Place") -> Step:
    duty = _owed(place, lambda one: one.due.kind not in CHECK_BACKS)
    if duty is None:
        return fulfils(place.who, NONE_OF_THEM)
    raising = place.dispute.raised_by.agency
    answers: dict[str | None, dict[str, Any]] = {
        "acknowledgement": {"acknowledged_by": (HEARD,)},
        "answer": {"answer": "needed"},
        "reference_only": {"answer": "not_needed"},
        "custodian": {"held_by": raising},
        "recipients": {
            "circulated_to": tuple(Person(agency=one) for one in place.parties)
        },
    }
    return fulfils(place.who, duty.due.id, **answers.get(duty.due.asks, {}))


def _declines(place: "Place") -> Step:
    """What has a condition, or is less than a "must" and no check-back."""
    duty = _owed(
        place,
        lambda one: (
            one.due.only_if is not None
            or (one.due.force != "must" and one.due.kind not in CHECK_BACKS)
        ),
    )
    return declines(place.who, duty.due.id if duty else NONE_OF_THEM)


def _waives(place: "Place") -> Step:
    """A duty or, now and then, an agreed action, or what an agreement asks for."""
    board = place.side == "board"
    duties = [
        duty.due.id
        for duty in place.dispute.duties
        if duty.outstanding and (board or _is_own(place, duty))
    ]
    actions = [
        action.agreed.id
        for action in place.dispute.actions
        if action.outstanding
        and (place.side != "responding" or action.agreed.owner_agency == place.who)
    ]
    following = [
        one.set.duty
        for one in place.dispute.deadlines
        if one.follows_agreement and (board or one.set.holder in ("both", place.side))
    ]
    found = [*duties, *actions, *following]
    return waives(place.who, place.chance.choice(found) if found else NONE_OF_THEM)


def _delegates(place: "Place") -> Step:
    duty = _owed(place, lambda _: True)
    to = Person(role="Deputy", agency=place.chance.choice(place.parties))
    return delegates(place.who, duty.due.id if duty else NONE_OF_THEM, to)


ON_DUTIES: dict[str, Callable[["Place"], Step]] = {
    "fulfilDuty": _fulfils,
    "declineDuty": _declines,
    "waiveDuty": _waives,
    "delegateDuty": _delegates,
}
"""Each operation on a duty, and a sensible thing to say by it."""
