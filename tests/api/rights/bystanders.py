"""Whoever may ask: around a dispute, at home, elsewhere, and those who watch."""

from dispute_core.application.authorization.relations import Relation
from tests.api.rights.prepared import (
    DAY,
    ENDED,
    NIGHT,
    SENT_TO,
    THERE,
    TO_COME,
    Actor,
    People,
)

OFFICE = "board-manager"


def around(people: People) -> tuple[Actor, ...]:
    opened: tuple[Relation, ...] = ("emergency", "emergency_office")
    return (
        Actor(name="school", stands=("raising",), speaker=people.agency("school")),
        Actor(
            name="social care",
            stands=("responding",),
            speaker=people.agency("social-care"),
        ),
        Actor(name="health", stands=("joined",), speaker=people.agency("health")),
        Actor(name="police", stands=("removed",), speaker=people.agency("police")),
        Actor(
            name="probation", stands=("stranger",), speaker=people.agency("probation")
        ),
        Actor(
            name="probation on day duty",
            stands=("stranger", "emergency_office"),
            speaker=people.agency("probation", office=DAY),
        ),
        Actor(
            name="probation on night duty",
            stands=("stranger", *opened),
            speaker=people.agency("probation", office=NIGHT),
        ),
        Actor(name="board", stands=("board_untold",), speaker=people.board()),
        Actor(
            name="board that got the Record",
            stands=("board_untold", "board_sent"),
            speaker=people.board(SENT_TO),
        ),
        Actor(
            name="board on day duty",
            stands=("board_untold", "emergency_office"),
            speaker=people.board(DAY),
        ),
        Actor(
            name="board on night duty",
            stands=("board_untold", *opened),
            speaker=people.board(NIGHT),
        ),
        *auditors(people, "school"),
        *elsewhere(people),
        *lapsed(people),
        *officials(people),
    )


def auditors(people: People, party: str) -> tuple[Actor, ...]:
    return (
        Actor(name="auditor", stands=("auditor",), speaker=people.auditor()),
        Actor(
            name=f"auditor of {party}",
            stands=("auditor_of_it",),
            speaker=people.auditor(party),
        ),
        Actor(
            name="auditor of housing",
            stands=("auditor_of_other",),
            speaker=people.auditor("housing"),
        ),
    )


def elsewhere(people: People) -> tuple[Actor, ...]:
    others = {
        "agency elsewhere": people.agency("school", THERE),
        "board elsewhere": people.board(where=THERE),
        "auditor elsewhere": people.auditor(where=THERE),
        "auditor of an agency elsewhere": people.auditor("school", THERE),
    }
    return tuple(
        Actor(name=name, stands=("elsewhere",), speaker=speaker)
        for name, speaker in others.items()
    )


def lapsed(people: People) -> tuple[Actor, ...]:
    mandates = {"ended": ENDED, "to come": TO_COME}
    return tuple(
        Actor(
            name=f"auditor, {name}",
            stands=("auditor_lapsed",),
            speaker=people.auditor(mandate=mandate),
        )
        for name, mandate in mandates.items()
    )


def officials(people: People) -> tuple[Actor, ...]:
    return (
        Actor(name="monitor", stands=("monitor",), speaker=people.role("monitor")),
        Actor(name="admin", stands=("admin",), speaker=people.role("admin")),
    )


def own(people: People) -> tuple[Actor, ...]:
    """Each at home, or where there is no home."""
    return (
        Actor(name="school", stands=("agency",), speaker=people.agency("school")),
        Actor(name="board", stands=("board",), speaker=people.board(OFFICE)),
        Actor(name="auditor", stands=("auditor",), speaker=people.auditor()),
        Actor(
            name="auditor of school",
            stands=("auditor_of_agency",),
            speaker=people.auditor("school"),
        ),
        *officials(people),
    )
