"""A dispute in which every free text has its mark, and all that is read of it."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx

from tests.journeys.canaries import Canaries, marked_commands, marked_dispute
from tests.journeys.case import Case
from tests.journeys.cast import Cast
from tests.journeys.overheard import Overheard
from tests.support.http import Caller, Json, new_key

AREAS = ("wales-region", "bexley", "brighton-hove")
"""Between them they ask for all that can be written."""

PAPERS = ("record", "submission-pack", "file-text", "written-concern")


@dataclass
class Song:
    """One marked dispute, and everything that was sent to make it."""

    case: Case
    cast: Cast
    canaries: Canaries
    sent: list[tuple[Caller, str, Json, str, int | None]]


@dataclass
class Sung:
    """Disputes in which every free text has its canary, and how they were made."""

    songs: list[Song]
    overheard: Overheard

    def heard_in(self, text: str) -> list[str]:
        return [found for song in self.songs for found in song.canaries.heard_in(text)]


def sing(cast: Cast, system: str) -> Song:
    """`system` is the address at which the school's own system hears of it."""
    canaries = Canaries()
    _appoint_somebody(cast, canaries)
    _subscribe(cast, canaries, system)
    key, body = new_key(), marked_dispute(cast.partnership, canaries.mark)
    first = cast.school.post("/v1/disputes", body, key=key)
    assert first.status_code == httpx.codes.CREATED, first.text
    case = Case(id=first.json()["id"], version=1)
    song = Song(case, cast, canaries, [(cast.school, "/v1/disputes", body, key, None)])
    for who, noun, command in marked_commands(cast, case, canaries.mark):
        case.now(who)  # the worker may have put something on record meanwhile
        key, seen = new_key(), case.version
        case.act(who, noun, command, key=key)
        song.sent.append((who, f"{case.path}/{noun}", command, key, seen))
    return song


def _subscribe(cast: Cast, canaries: Canaries, system: str) -> None:
    said = {"url": system, "description": canaries.mark_elsewhere("webhook")}
    made = cast.school.post("/v1/webhooks", said)
    assert made.status_code == httpx.codes.CREATED, made.text


def _appoint_somebody(cast: Cast, canaries: Canaries) -> None:
    """Somebody holds an office, and is named in the directory alone."""
    place = f"/v1/partnerships/{cast.partnership}"
    directory = cast.board.read(f"{place}/directory")
    holder = {
        "name": canaries.mark_elsewhere("holder"),
        "from_date": "2020-01-01",
        "reason": "Appointed by the board.",
    }
    path = f"{place}/offices/{directory['offices'][0]['office']}/holders"
    appointed = cast.board.post(path, holder, version=directory["version"])
    assert appointed.status_code == httpx.codes.CREATED, appointed.text
    named = cast.board.get(f"{place}/directory").text
    assert canaries.heard_in(named), "the board does not read whom it appointed"


def all_of_it(case: Case, reader: Caller) -> str:
    """All that a party can read of its dispute: now, its past, its events, the feed."""
    events = case.events(reader)
    feed = [e for e in reader.feed()[0] if e["subject"] == case.id]
    past = [reader.get(case.path, version=event["version"]).text for event in events]
    return "\n".join([reader.get(case.path).text, str(events), str(feed), *past])


def papers_of(case: Case, reader: Caller) -> Iterator[str]:
    for paper in PAPERS:
        answer = reader.get(f"{case.path}/{paper}")
        assert answer.status_code == httpx.codes.OK, answer.text
        yield answer.text


def facts_told_of(song: Song) -> Iterator[str]:
    """Every list, count, copy and calendar in which only facts may stand."""
    cast, area = song.cast, song.cast.partnership
    for reader in cast.everyone:
        for path in ("/v1/disputes", "/v1/breaches"):
            yield from (str(page) for page in reader.pages(path))
        yield reader.feed()[1]
    for reader in (cast.police, cast.health):
        yield str(reader.feed()[0])
    yield from (str(page) for page in cast.school.pages(f"{song.case.path}/notices"))
    yield str(cast.school.read(f"{song.case.path}/monitoring-copy"))
    yield str(cast.school.read("/v1/agencies/school/log"))
    yield cast.board.get(f"/v1/partnerships/{area}/statistics").text
    made = cast.school.post("/v1/calendar-feeds", {"agency": "school"})
    yield cast.school.http.get(httpx.URL(made.json()["url"]).path).text
