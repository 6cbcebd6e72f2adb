"""What people write stays in its dispute, and after erasure is nowhere at all."""

from collections.abc import Iterator

import httpx
import psycopg
import pytest

from dispute_core.log.roles import ERASER
from tests.journeys.cast import cast_of
from tests.journeys.free_texts import free_texts, written_in
from tests.journeys.letters import agency_mailbox, letter
from tests.journeys.overheard import Overheard, tables_of
from tests.journeys.singing import (
    AREAS,
    Song,
    Sung,
    all_of_it,
    facts_told_of,
    papers_of,
    sing,
)
from tests.support.http import Caller, Json, new_http
from tests.support.post_office import PostOffice, text_of
from tests.support.receiver import Receiver
from tests.support.service import RunningService

OWN_AGENCY = "own_agency"
CARRIED = ("traceparent", "tracestate", "baggage", "User-Agent", "X-Forwarded-For")


@pytest.fixture(scope="module")
def sung(service: RunningService, system: Receiver) -> Iterator[Sung]:
    overheard = Overheard()
    with new_http(service.base_url) as http:
        http.event_hooks = {"response": [overheard.listen]}
        casts = [cast_of(service, area, http) for area in AREAS]
        songs = [sing(cast, system.url("sung")) for cast in casts]
        yield Sung(songs, overheard)


@pytest.fixture(scope="module")
def erased(service: RunningService, sung: Sung) -> Sung:
    """The same disputes after their keys were destroyed; so this comes last."""
    for song in sung.songs:
        before = song.case.now(song.cast.school)
        assert before["erased"] is False
        with psycopg.connect(service.database_url(ERASER)) as connection:
            connection.execute("DELETE FROM keys WHERE stream_id = %s", [song.case.id])
        song.case.kept.clear()
    return sung


class TestWhatPeopleWrite:
    def test_is_all_that_can_be_written(self, sung: Sung) -> None:
        """A new field in which people write freely needs its mark here."""
        written = {
            place
            for song in sung.songs
            for _, path, body, _, _ in song.sent
            for place in written_in(path, body, song.canaries.stem)
        }

        assert sorted(free_texts() - written) == []

    def test_is_there_for_the_parties(self, sung: Sung) -> None:
        for song in sung.songs:
            own = {c for c in song.canaries.sung if OWN_AGENCY in c}
            for reader in song.cast.parties:
                heard = set(song.canaries.heard_in(all_of_it(song.case, reader)))
                missing = set(song.canaries.sung) - heard
                expected = set() if reader is song.cast.school else own
                assert sorted(missing) == sorted(expected), sorted(missing)

    def test_is_told_to_no_problem_and_no_header(self, sung: Sung) -> None:
        for song in sung.songs:
            for who, path, body, key, seen in song.sent:
                self._provoke(who, path, body, key, seen)
            self._provoke_with_everything_else(song)

        for said in sung.overheard.said:
            assert sung.heard_in(said) == []

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

    def _provoke_with_everything_else(self, song: Song) -> None:
        school, canary = song.cast.school, song.canaries.sung[0]
        bearer = {"Authorization": f"Bearer {school.token}"}
        for path in (
            f"/v1/{canary}",
            f"/v1/disputes/{canary}",
            f"/v1/policies/{canary}@1",
            f"/problems/{canary}",
            f"/v1/disputes?status={canary}",
            f"/v1/disputes?cursor={canary}",
            f"/v1/events?after={canary}",
            f"{song.case.path}?as_at={canary}",
        ):
            assert school.http.get(path, headers=bearer).is_client_error, path
        for extra in (
            dict.fromkeys(CARRIED, canary),
            {"Authorization": f"Bearer {canary}"},
            {"Content-Type": f"text/{canary}"},
            {"If-Match": canary},
            {"Idempotency-Key": f"{canary} with blanks"},
        ):
            headers = {**bearer, "Content-Type": "application/json", **extra}
            answer = school.http.post(
                f"{song.case.path}/records",
                content=f'{{"text": "{canary}", "{canary}',
                headers=headers,
            )
            assert answer.is_client_error

    def test_stands_in_no_list_of_anyone(
        self, service: RunningService, sung: Sung
    ) -> None:
        for song in sung.songs:
            monitor = service.caller(song.cast.partnership, role="monitor")
            assert sung.heard_in(monitor.get("/v1/status").text) == []
            for page in facts_told_of(song):
                assert sung.heard_in(page) == []

    def test_stands_in_no_mail_and_in_no_message_to_a_system(
        self, sung: Sung, post: PostOffice, system: Receiver
    ) -> None:
        for song in sung.songs:
            dispute = song.case.now(song.cast.school)
            to = agency_mailbox(song.cast.partnership, "social-care")
            letter(post, dispute, to, "has been withdrawn")
        mails = post.mails()
        assert len(mails) > len(sung.songs)
        for mail in mails:
            assert sung.heard_in(f"{mail.items()} {text_of(mail)}") == []
        assert sung.heard_in(post.raw()) == []
        system.has_got(len(sung.songs), "sung")
        assert sung.heard_in(str(system.got())) == []

    def test_stands_in_no_log_and_no_metric(
        self, service: RunningService, sung: Sung
    ) -> None:
        metrics = service.metrics()
        assert "concord_http_requests_total" in metrics
        assert "concord_worker_breaches_total" in metrics
        assert sung.heard_in(metrics) == []
        logs = service.logs()
        assert len(logs) >= 2
        for name, text in logs.items():
            assert sung.heard_in(text) == [], name

    def test_lies_in_no_table_of_the_database_in_the_clear(
        self, service: RunningService, sung: Sung
    ) -> None:
        tables = dict(tables_of(service))
        for song in sung.songs:
            assert song.case.id in tables["dispute_summaries"]
            assert song.case.id in tables["events"]
            assert song.case.id in tables["notices"]
        for name, text in tables.items():
            assert sung.heard_in(text) == [], name
            for song in sung.songs:
                assert song.canaries.stem.encode().hex() not in text, name

    def test_lies_in_no_file_of_the_data_folder_in_the_clear(
        self, service: RunningService, sung: Sung
    ) -> None:
        stems = [song.canaries.stem.encode() for song in sung.songs]
        files = [it for it in service.place.root.rglob("*") if it.is_file()]
        assert any("pg_wal" in str(file) for file in files)
        for file in files:
            try:
                content = file.read_bytes()
            except FileNotFoundError:  # the database removes its own as it goes
                continue
            assert not any(stem in content for stem in stems), file


class TestAfterErasure:
    def test_the_dispute_still_reads_with_nothing_that_people_wrote(
        self, erased: Sung
    ) -> None:
        song = erased.songs[0]
        dispute = song.case.now(song.cast.school)
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
        assert dispute["side_outcomes"][0]["text"] is None
        assert dispute["convened_meetings"][0]["held"]["decision"] is None
        assert len(dispute["deadlines"]) >= 3
        assert dispute["deadlines"][0]["reason"]

    def test_no_answer_to_anyone_holds_a_canary(self, erased: Sung) -> None:
        for song in erased.songs:
            for reader in (*song.cast.parties, song.cast.auditor):
                assert erased.heard_in(all_of_it(song.case, reader)) == []
                for version in range(1, song.case.version + 1):
                    past = reader.get(song.case.path, version=version)
                    assert past.status_code == httpx.codes.OK
                    assert past.json()["erased"] is True
            for paper in papers_of(song.case, song.cast.school):
                assert erased.heard_in(paper) == []

    def test_a_repeated_command_is_answered_without_what_it_said(
        self, erased: Sung
    ) -> None:
        for song in erased.songs:
            for who, path, body, key, seen in song.sent:
                again = who.post(path, body, key=key, version=seen)
                assert again.status_code == httpx.codes.CREATED
                assert again.headers["idempotency-replayed"] == "true"
                assert again.json()["erased"] is True
                assert erased.heard_in(again.text) == []

    def test_what_is_written_later_can_be_read(self, erased: Sung) -> None:
        later = {"kind": "note", "text": "Written after the erasure."}
        for song in erased.songs:
            dispute = song.case.act(song.cast.school, "records", later)
            assert dispute["records"][-1]["text"] == later["text"]
            assert dispute["difference"]["disputed"] is None
            assert dispute["erased"] is True
            assert erased.heard_in(all_of_it(song.case, song.cast.school)) == []
