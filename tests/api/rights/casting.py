"""Everything that can be asked about, with an actor for every relation to it."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from dispute_core.application.authorization.relations import Object, Relation
from tests.api.rights.prepared import (
    DAY,
    ENDED,
    HERE,
    NIGHT,
    SENT_TO,
    STATES,
    THERE,
    TO_COME,
    Actor,
    People,
    Thing,
    told,
    untold,
)
from tests.support.api import Json

OFFICE = "board-manager"
CONCERN = {
    "about": "police",
    "put_to": OFFICE,
    "concern": "Referrals are answered late.",
}

Cast = Mapping[Object, Sequence[Thing]]


async def cast_for(people: People) -> Cast:
    """All of it; nothing that is tried afterwards changes what stands here."""
    own = (*_own(people), *_lapsed(people))
    feed, address = await _feed(people)
    disputes = [one for state in STATES for one in await _disputes(people, state)]
    return {
        "dispute": disputes,
        "concern": await _concerns(people),
        "feed": [feed],
        "agency": [_own_agency(people)],
        "partnership": [_partnership(people)],
        "own": [Thing(state="-", path={}, actors=own)],
        "any": [Thing(state="-", path={}, actors=own)],
        "open": [Thing(state="-", path={"address": address}, actors=own)],
    }


async def _disputes(people: People, state: str) -> tuple[Thing, Thing]:
    here = await untold(people, state)
    there = await told(people, state)
    board = Actor(name="board", stands=("board_told",), speaker=people.board())
    return (
        _dispute(state, here, _around(people)),
        _dispute(state, there, (board,)),
    )


def _dispute(state: str, dispute: Json, actors: tuple[Actor, ...]) -> Thing:
    return Thing(
        state=state,
        path={"dispute_id": dispute["id"]},
        actors=actors,
        version=dispute["version"],
    )


def _around(people: People) -> tuple[Actor, ...]:
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
        *_auditors(people, "school"),
        *_elsewhere(people),
        *_lapsed(people),
        *_officials(people),
    )


def _auditors(people: People, party: str) -> tuple[Actor, ...]:
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


def _elsewhere(people: People) -> tuple[Actor, ...]:
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


def _lapsed(people: People) -> tuple[Actor, ...]:
    mandates = {"ended": ENDED, "to come": TO_COME}
    return tuple(
        Actor(
            name=f"auditor, {name}",
            stands=("auditor_lapsed",),
            speaker=people.auditor(mandate=mandate),
        )
        for name, mandate in mandates.items()
    )


def _officials(people: People) -> tuple[Actor, ...]:
    return (
        Actor(name="monitor", stands=("monitor",), speaker=people.role("monitor")),
        Actor(name="admin", stands=("admin",), speaker=people.role("admin")),
    )


def _own(people: People) -> tuple[Actor, ...]:
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
        *_officials(people),
    )


def _partnership(people: People) -> Thing:
    others = (
        Actor(
            name="agency elsewhere",
            stands=("agency_elsewhere",),
            speaker=people.agency("school", THERE),
        ),
        Actor(
            name="board elsewhere",
            stands=("board_elsewhere",),
            speaker=people.board(where=THERE),
        ),
        Actor(
            name="auditor elsewhere",
            stands=("auditor_elsewhere",),
            speaker=people.auditor(where=THERE),
        ),
    )
    return Thing(
        state="-",
        path={"partnership": HERE, "calendar": HERE, "ref": "nowhere@1"},
        actors=(*_own(people), *others, *_lapsed(people)),
        body={"partnership": HERE, "text": "no policy"},
    )


def _own_agency(people: People) -> Thing:
    return Thing(
        state="-",
        path={"agency": "school"},
        actors=(*_beside_an_agency(people), *_lapsed(people), *_officials(people)),
        body={"agency": "school", **CONCERN, "put_to": "nobody"},
    )


def _beside_an_agency(people: People) -> tuple[Actor, ...]:
    return (
        Actor(name="school", stands=("own_agency",), speaker=people.agency("school")),
        Actor(name="police", stands=("other_agency",), speaker=people.agency("police")),
        Actor(name="board", stands=("board",), speaker=people.board(OFFICE)),
        *_auditors(people, "school"),
    )


async def _feed(people: People) -> tuple[Thing, str]:
    """A feed of the school, and its address."""
    made = await people.agency("school").post("/v1/calendar-feeds", {})
    assert made.status_code == 201, made.text
    address = made.json()["url"].rpartition("/")[2].removesuffix(".ics")
    feed = Thing(
        state="-",
        path={"feed_id": made.json()["id"]},
        actors=(
            *_beside_an_agency(people),
            *_elsewhere(people),
            *_lapsed(people),
            *_officials(people),
        ),
    )
    return feed, address


async def _concerns(people: People) -> list[Thing]:
    lead = people.board(OFFICE)
    unshared = await _concern(people)
    shared = await _concern(people)
    await lead.post(f"/v1/concerns/{shared['id']}/shares", {}, version=1)
    return [
        _about(people, unshared, "unshared"),
        _about(people, shared, "shared"),
    ]


async def _concern(people: People) -> Json:
    made = await people.agency("school").post("/v1/concerns", CONCERN, key=str(uuid4()))
    assert made.status_code == 201, made.text
    found: Json = made.json()
    return found


def _about(people: People, concern: Json, state: str) -> Thing:
    about = Actor(
        name="police",
        stands=("about_shared" if state == "shared" else "about_unshared",),
        speaker=people.agency("police"),
    )
    return Thing(
        state=state,
        path={"concern_id": concern["id"]},
        actors=(
            about,
            Actor(name="school", stands=("owner",), speaker=people.agency("school")),
            Actor(name="health", stands=("stranger",), speaker=people.agency("health")),
            Actor(name="lead", stands=("lead",), speaker=people.board(OFFICE)),
            Actor(name="board", stands=("board",), speaker=people.board("other")),
            *_auditors(people, "school"),
            *_elsewhere(people),
            *_lapsed(people),
            *_officials(people),
        ),
    )
