"""What people write stays in its dispute, and after erasure is nowhere at all."""

from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import psycopg
import pytest

from dispute_core.log.roles import ERASER
from tests.journeys.canaries import Canaries, marked_commands, marked_dispute
from tests.journeys.case import Case
from tests.journeys.cast import Cast, cast_of
from tests.journeys.letters import agency_mailbox, letter, told
from tests.journeys.overheard import Overheard, tables_of
from tests.support.http import Caller, Json, new_http, new_key
from tests.support.post_office import PostOffice
from tests.support.service import RunningService

OWN_AGENCY = "own_agency"


@dataclass
class Sung:
    """A dispute in which every free text has its canary, and how it was made."""

    case: Case
    cast: Cast
    canaries: Canaries
    overheard: Overheard
    sent: list[tuple[Caller, str, Json, str, int | None]]


@pytest.fixture(scope="module")
def overheard() -> Overheard:
    return Overheard()


@pytest.fixture(scope="module")
def cast(service: RunningService, overheard: Overheard) -> Iterator[Cast]:
    with new_http(service.base_url) as http:
        http.event_hooks = {"response": [overheard.listen]}
        yield cast_of(service, "wales-region", http)


@pytest.fixture(scope="module")
def sung(cast: Cast, overheard: Overheard) -> Sung:
    canaries = Canaries()
    key, body = new_key(), marked_dispute("wales-region", canaries.mark)
    first = cast.school.post("/v1/disputes", body, key=key)
    assert first.status_code == httpx.codes.CREATED, first.text
    case = Case(id=first.json()["id"], version=1)
    sent: list[tuple[Caller, str, Json, str, int | None]] = [
        (cast.school, "/v1/disputes", body, key, None)
    ]
    [raised] = case.events(cast.school)
    for who, noun, command in marked_commands(cast, raised["id"], canaries.mark):
        key, seen = new_key(), case.version
        case.act(who, noun, command, key=key)
        sent.append((who, f"{case.path}/{noun}", command, key, seen))
    return Sung(case, cast, canaries, overheard, sent)


@pytest.fixture(scope="module")
def erased(service: RunningService, sung: Sung) -> Sung:
    """The same dispute after its key was destroyed; so this comes last."""
    before = sung.case.now(sung.cast.school)
    assert before["erased"] is False
    with psycopg.connect(service.database_url(ERASER)) as connection:
        connection.execute("DELETE FROM keys WHERE stream_id = %s", [sung.case.id])
    sung.case.kept.clear()
    return sung


class TestWhatPeopleWrite:
    def test_is_there_for_the_parties(self, sung: Sung) -> None:
        own = [c for c in sung.canaries.sung if OWN_AGENCY in c]
        assert len(own) == 5
        for reader in (sung.cast.school, sung.cast.social_care):
            heard = set(sung.canaries.heard_in(_all_of_it(sung.case, reader)))
            missing = set(sung.canaries.sung) - heard
            expected = set() if reader is sung.cast.school else set(own)
            assert sorted(missing) == sorted(expected), sorted(missing)

    def test_is_told_to_no_problem_and_no_header(self, sung: Sung) -> None:
        for who, path, body, key, seen in sung.sent:
            self._provoke(who, path, body, key, seen)
        self._provoke_with_everything_else(sung)

        for said in sung.overheard.said:
            assert sung.canaries.heard_in(said) == []

    def _provoke(
        self, who: Caller, path: str, body: Json, key: str, seen: int | None
    ) -> None:
        """Every kind of refusal, with texts in it that must not come back."""
        first_field = next(iter(body))
        for bad in (
            {**body, first_field: [body[first_field]]},
            {**body, str(body)[:90]: "unknown"},
            {name: value for name, value in body.items() if name != first_field},
            {**body, "by": {"name": str(body) * 9}},
        ):
            assert who.post(path, bad, version=seen).is_client_error
            assert who.post(path, bad, key=key, version=seen).is_client_error
        if seen is not None:
            assert who.post(path, body, version=999).status_code == 412
            assert who.post(path, body).status_code == 428

    def _provoke_with_everything_else(self, sung: Sung) -> None:
        school, canary = sung.cast.school, sung.canaries.sung[0]
        bearer = {"Authorization": f"Bearer {school.token}"}
        for path in (
            f"/v1/{canary}",
            f"/v1/disputes/{canary}",
            f"/v1/policies/{canary}@1",
            f"/problems/{canary}",
            f"/v1/disputes?status={canary}",
            f"/v1/disputes?cursor={canary}",
            f"/v1/events?after={canary}",
            f"{sung.case.path}?as_at={canary}",
        ):
            assert school.http.get(path, headers=bearer).is_client_error, path
        for extra in (
            {"Authorization": f"Bearer {canary}"},
            {"Content-Type": f"text/{canary}"},
            {"If-Match": canary},
            {"Idempotency-Key": f"{canary} with blanks"},
        ):
            headers = {**bearer, "Content-Type": "application/json", **extra}
            answer = school.http.post(
                f"{sung.case.path}/records",
                content=f'{{"text": "{canary}", "{canary}',
                headers=headers,
            )
            assert answer.is_client_error

    def test_stands_in_no_list_of_anyone(
        self, service: RunningService, sung: Sung
    ) -> None:
        monitor = service.caller("wales-region", role="monitor")
        pages = [monitor.get("/v1/status").text]
        for reader in sung.cast.everyone:
            for path in ("/v1/disputes", "/v1/breaches"):
                pages += [str(page) for page in reader.pages(path)]
            pages.append(reader.feed()[1])
        for reader in (sung.cast.police, sung.cast.health, sung.cast.board):
            pages.append(str(reader.feed()[0]))
        for page in pages:
            assert sung.canaries.heard_in(page) == []

    def test_is_mailed_to_nobody(self, sung: Sung, post: PostOffice) -> None:
        dispute = sung.case.now(sung.cast.school)
        for agency in ("school", "social-care"):
            letter(
                post, dispute, agency_mailbox("wales-region", agency), "been withdrawn"
            )
        written = [*map(told, post.mails()), post.raw().replace("=\n", "")]
        for text in written:
            assert sung.canaries.heard_in(text) == []
            assert sung.canaries.stem not in text

    def test_stands_in_no_log_and_no_metric(
        self, service: RunningService, sung: Sung
    ) -> None:
        metrics = service.http.get("/metrics").text
        assert "concord" in metrics
        assert sung.canaries.heard_in(metrics) == []
        logs = service.logs()
        assert len(logs) >= 2
        for name, text in logs.items():
            assert sung.canaries.heard_in(text) == [], name

    def test_lies_in_no_table_of_the_database_in_the_clear(
        self, service: RunningService, sung: Sung
    ) -> None:
        tables = dict(tables_of(service))
        assert sung.case.id in tables["dispute_summaries"]
        assert sung.case.id in tables["events"]
        for name, text in tables.items():
            assert sung.canaries.heard_in(text) == [], name
            assert sung.canaries.stem.encode().hex() not in text, name

    def test_lies_in_no_file_of_the_data_folder_in_the_clear(
        self, service: RunningService, sung: Sung
    ) -> None:
        stem = sung.canaries.stem.encode()
        files = [it for it in service.place.root.rglob("*") if it.is_file()]
        assert any("pg_wal" in str(file) for file in files)
        for file in files:
            try:
                content = file.read_bytes()
            except FileNotFoundError:  # the database removes its own as it goes
                continue
            assert stem not in content, file


class TestAfterErasure:
    def test_the_dispute_still_reads_with_nothing_that_people_wrote(
        self, erased: Sung
    ) -> None:
        dispute = erased.case.now(erased.cast.school)
        assert dispute["erased"] is True
        assert dispute["status"] == "withdrawn"
        assert set(dispute["difference"].values()) == {None}
        assert dispute["subject"] == {
            "kind": "child",
            "reference": None,
            "held_by": dispute["subject"]["held_by"],
        }
        assert dispute["raised_by"]["name"] is None
        assert dispute["raised_by"]["agency"] == "school"
        assert dispute["discussions"][0]["summary"] is None
        assert dispute["discussions"][0]["information_reviewed"] == []
        assert len(dispute["deadlines"]) >= 3
        assert dispute["deadlines"][0]["reason"]

    def test_no_answer_to_anyone_holds_a_canary(self, erased: Sung) -> None:
        for reader in (*erased.cast.parties, erased.cast.auditor):
            assert erased.canaries.heard_in(_all_of_it(erased.case, reader)) == []
            for version in range(1, erased.case.version + 1):
                past = reader.get(erased.case.path, version=version)
                assert past.status_code == httpx.codes.OK
                assert past.json()["erased"] is True
                assert erased.canaries.heard_in(past.text) == []

    def test_a_repeated_command_is_answered_without_what_it_said(
        self, erased: Sung
    ) -> None:
        for who, path, body, key, seen in erased.sent:
            again = who.post(path, body, key=key, version=seen)
            assert again.status_code == httpx.codes.CREATED
            assert again.headers["idempotency-replayed"] == "true"
            assert again.json()["erased"] is True
            assert erased.canaries.heard_in(again.text) == []

    def test_what_is_written_later_can_be_read(self, erased: Sung) -> None:
        later = {"kind": "note", "text": "Written after the erasure."}
        dispute = erased.case.act(erased.cast.school, "records", later)
        assert dispute["records"][-1]["text"] == later["text"]
        assert dispute["difference"]["disputed"] is None
        assert dispute["erased"] is True
        assert (
            erased.canaries.heard_in(_all_of_it(erased.case, erased.cast.school)) == []
        )


def _all_of_it(case: Case, reader: Caller) -> str:
    """All that a party can read of its dispute: now, its past, its events, the feed."""
    events = case.events(reader)
    feed = [e for e in reader.feed()[0] if e["subject"] == case.id]
    past = [reader.get(case.path, version=event["version"]).text for event in events]
    return "\n".join([reader.get(case.path).text, str(events), str(feed), *past])
