"""Everything that can be asked about, with an actor for every relation to it."""

from collections.abc import Mapping, Sequence
from uuid import uuid4

from dispute_core.application.authorization.relations import Object
from tests.api.rights.bystanders import (
    OFFICE,
    around,
    auditors,
    elsewhere,
    lapsed,
    officials,
    own,
)
from tests.api.rights.prepared import (
    HERE,
    STATES,
    THERE,
    Actor,
    People,
    Thing,
    told,
    untold,
)
from tests.support.api import Json

CONCERN = {
    "about": "police",
    "put_to": OFFICE,
    "concern": "Referrals are answered late.",
}

Cast = Mapping[Object, Sequence[Thing]]


async def cast_for(people: People) -> Cast:
    """All of it; nothing that is tried afterwards changes what stands here."""
    home = (*own(people), *lapsed(people))
    feed, address = await _feed(people)
    disputes = [one for state in STATES for one in await _disputes(people, state)]
    return {
        "dispute": disputes,
        "concern": await _concerns(people),
        "feed": [feed],
        "agency": [_own_agency(people)],
        "partnership": [_partnership(people)],
        "own": [Thing(state="-", path={}, actors=home)],
        "any": [Thing(state="-", path={}, actors=home)],
        "open": [Thing(state="-", path={"address": address}, actors=home)],
    }


async def _disputes(people: People, state: str) -> tuple[Thing, Thing]:
    here = await untold(people, state)
    there = await told(people, state)
    board = Actor(name="board", stands=("board_told",), speaker=people.board())
    return (
        _dispute(state, here, around(people)),
        _dispute(state, there, (board,)),
    )


def _dispute(state: str, dispute: Json, actors: tuple[Actor, ...]) -> Thing:
    return Thing(
        state=state,
        path={"dispute_id": dispute["id"]},
        actors=actors,
        version=dispute["version"],
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
        actors=(*own(people), *others, *lapsed(people)),
        body={"partnership": HERE, "text": "no policy"},
    )


def _own_agency(people: People) -> Thing:
    return Thing(
        state="-",
        path={"agency": "school"},
        actors=(*_beside_an_agency(people), *lapsed(people), *officials(people)),
        body={"agency": "school", **CONCERN, "put_to": "nobody"},
    )


def _beside_an_agency(people: People) -> tuple[Actor, ...]:
    return (
        Actor(name="school", stands=("own_agency",), speaker=people.agency("school")),
        Actor(name="police", stands=("other_agency",), speaker=people.agency("police")),
        Actor(name="board", stands=("board",), speaker=people.board(OFFICE)),
        *auditors(people, "school"),
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
            *elsewhere(people),
            *lapsed(people),
            *officials(people),
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
            *auditors(people, "school"),
            *elsewhere(people),
            *lapsed(people),
            *officials(people),
        ),
    )
