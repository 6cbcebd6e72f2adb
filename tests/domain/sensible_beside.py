"""What a sensible person would say beside the talking, wherever a dispute stands."""

from dispute_core.domain.acts.side_outcomes import sees_to
from dispute_core.domain.beside.safeguards import unanswered
from dispute_core.domain.beside.side_outcomes import is_done
from tests.domain.place import Place
from tests.support.beside import (
    answers_safeguard,
    completes_side_outcome,
    names_facilitator,
    records_side_outcome,
)
from tests.support.builders import Step


def calls_answered(place: Place) -> Step:
    """The first that the other side called for, if it has called for one."""
    asked = [one for one in unanswered(place.dispute) if one.by.side != place.side]
    version = asked[0].originator_version if asked else 1
    return answers_safeguard(place.who, f"{place.dispute.id}.{version}")


def facilitator(place: Place) -> Step:
    return names_facilitator(place.who, role="Facilitator")


def side_outcome(place: Place) -> Step:
    return records_side_outcome(place.who, "training", text="A day on thresholds.")


def side_outcome_done(place: Place) -> Step:
    """One that its own agency still has to see to."""
    own = [
        one
        for one in place.dispute.beside.side_outcomes
        if sees_to(one, place.who, (place.side,)) and not is_done(place.dispute, one)
    ]
    version = own[0].originator_version if own else 1
    return completes_side_outcome(place.who, f"{place.dispute.id}.{version}")
