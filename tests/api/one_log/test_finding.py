"""Finding the disputes of a person by the number that an agency keeps."""

import asyncpg
import pytest

from dispute_core.log import roles
from tests.support.api import Api, Json, Speaker, a_dispute
from tests.support.databases import Database

SEARCHES = "/v1/disputes/searches"


def about(reference: str, **more: object) -> Json:
    person = {"kind": "child", "reference": reference, "held_by": "school"}
    return a_dispute(subject=person, **more)


async def found_by(speaker: Speaker, reference: str, held_by: str | None) -> list[str]:
    person = {"reference": reference, "held_by": held_by}
    body = {"partnership": "worcestershire", "subject": person}
    answer = await speaker.post(SEARCHES, body)
    assert answer.status_code == 200, answer.text
    assert answer.json()["complete"]
    return [one["id"] for one in answer.json()["items"]]


@pytest.mark.asyncio(loop_scope="module")
class TestFinding:
    async def test_finds_a_person_however_the_number_is_written(
        self, school: Speaker
    ) -> None:
        first = await school.raises(about("FIND-10 7a"))
        brother = {"kind": "child", "reference": "FIND-8", "held_by": "school"}
        second = await school.raises(about("find107A", also_affects=[brother]))

        both = [second["id"], first["id"]]
        assert await found_by(school, "find 10.7A", "school") == both
        assert await found_by(school, "FIND-107A", None) == both
        assert await found_by(school, "find8", None) == [second["id"]]
        assert await found_by(school, "FIND-107A", "social-care") == []

    async def test_shows_nobody_more_than_their_lists_do(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises(about("FIND-2"))

        assert await found_by(api.agency("social-care"), "FIND-2", None) == [
            raised["id"]
        ]
        assert await found_by(api.agency("police"), "FIND-2", None) == []
        board = api.holder(api.issuer.mint("worcestershire", role="board"))
        assert await found_by(board, "FIND-2", None) == []
        auditor = api.holder(api.issuer.mint("worcestershire", role="auditor"))
        assert await found_by(auditor, "FIND-2", None) == [raised["id"]]

    async def test_refuses_others_without_repeating_the_number(
        self,
        api: Api,
        school: Speaker,
        wales_school: Speaker,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        person = {"reference": "FIND-3", "held_by": "nobody"}
        body = {"partnership": "worcestershire", "subject": person}
        monitor = api.holder(api.issuer.mint("worcestershire", role="monitor"))

        unknown = await school.post(SEARCHES, body)
        elsewhere = await wales_school.post(SEARCHES, body)
        watching = await monitor.post(SEARCHES, body)

        assert [unknown.status_code, unknown.json()["code"]] == [422, "unknown-agency"]
        assert elsewhere.json()["code"] == "partnership-not-found"
        assert watching.json()["code"] == "role-may-not"
        assert "FIND-3" not in unknown.text + elsewhere.text + watching.text
        assert "FIND-3" not in capsys.readouterr().out

    async def test_puts_on_record_what_was_found_and_not_by_what(
        self, school: Speaker, database: Database
    ) -> None:
        raised = await school.raises(about("FIND-4"))
        await found_by(school, "FIND-4", None)

        owner = await asyncpg.connect(database.url(roles.READER))
        rows = await owner.fetch(
            "SELECT a::text AS said, disputes FROM accesses AS a"
            " WHERE operation = 'findDisputes' ORDER BY id DESC LIMIT 1"
        )
        kept = await owner.fetchval("SELECT string_agg(p::text, ' ') FROM persons AS p")
        await owner.close()
        assert [str(one) for one in rows[0]["disputes"]] == [raised["id"]]
        assert "FIND" not in rows[0]["said"] + kept

    async def test_warns_of_open_disputes_of_the_same_person_in_sight(
        self, api: Api, school: Speaker
    ) -> None:
        first = await school.raises(about("FIND-5"))
        ended = await school.raises(about("FIND-5"))
        await school.does("withdrawals", ended, {"ground": "duplicate"})
        police = api.agency("police")

        raiser = {"agency": "police", "role": "officer"}
        unseen = await police.post("/v1/disputes", about("FIND-5", raised_by=raiser))
        again = await school.post("/v1/disputes", about("FIND-5"), key="warned")
        repeated = await school.post("/v1/disputes", about("FIND-5"), key="warned")

        warned = f'</v1/disputes/{first["id"]}>; rel="related"'
        assert again.headers["Link"] == repeated.headers["Link"] == warned
        assert repeated.content == again.content
        assert unseen.status_code == 201
        assert "Link" not in unseen.headers

    async def test_forgets_the_person_with_the_key_to_the_words(
        self, school: Speaker, database: Database
    ) -> None:
        raised = await school.raises(about("FIND-6"))

        eraser = await asyncpg.connect(database.url(roles.ERASER))
        await eraser.execute("DELETE FROM keys WHERE stream_id = $1", raised["id"])
        await eraser.close()

        assert await found_by(school, "FIND-6", None) == []
