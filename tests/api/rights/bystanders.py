"""Whoever may ask: around a dispute, at home, elsewhere, and those who watch."""

from collections.abc import Iterator

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
    """Whoever can stand to a dispute of which the board is not told."""
    parties: dict[Relation, str] = {
        "raising": "school",
        "responding": "social-care",
        "joined": "health",
        "removed": "police",
        "stranger": "probation",
    }
    return (
        *(
            Actor(name=code, stands=(relation,), speaker=people.agency(code))
            for relation, code in parties.items()
        ),
        Actor(name="board", stands=("board_untold",), speaker=people.board()),
        Actor(
            name="board that got the Record",
            stands=("board_untold", "board_sent"),
            speaker=people.board(SENT_TO),
        ),
        *_on_duty(people),
        *auditors(people, "school"),
        *elsewhere(people),
        *lapsed(people),
        *officials(people),
    )


def _on_duty(people: People) -> Iterator[Actor]:
    """The day duty may open what is hidden, and the night duty has."""
    may: tuple[Relation, ...] = ("emergency_office",)
    for office, stands in ((DAY, may), (NIGHT, ("emergency", *may))):
        yield Actor(
            name=f"probation on {office}",
            stands=("stranger", *stands),
            speaker=people.agency("probation", office=office),
        )
        yield Actor(
            name=f"board on {office}",
            stands=("board_untold", *stands),
            speaker=people.board(office),
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
