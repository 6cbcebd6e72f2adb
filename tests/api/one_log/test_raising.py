"""Raising over HTTP, and reading what was raised."""

import pytest

from tests.support.api import Api, Speaker, a_dispute


@pytest.mark.asyncio(loop_scope="module")
class TestRaising:
    async def test_answers_with_the_dispute_and_where_it_is(
        self, school: Speaker
    ) -> None:
        answer = await school.post("/v1/disputes", a_dispute())

        assert answer.status_code == 201
        body = answer.json()
        assert answer.headers["Location"] == f"/v1/disputes/{body['id']}"
        assert answer.headers["ETag"] == '"1"'
        assert "Idempotency-Replayed" not in answer.headers
        assert body["stage"]["id"] == "stage-1"
        assert body["policy"]["ref"] == "worcestershire@1"
        assert body["deadlines"][0]["status"] == "running"

    async def test_gives_the_very_same_answer_to_a_repeated_request(
        self, school: Speaker
    ) -> None:
        first = await school.post("/v1/disputes", a_dispute(), key="one")
        again = await school.post("/v1/disputes", a_dispute(), key="one")

        assert again.status_code == 201
        assert again.content == first.content
        assert again.headers["Location"] == first.headers["Location"]
        assert again.headers["ETag"] == first.headers["ETag"]
        assert again.headers["Idempotency-Replayed"] == "true"

    async def test_labels_what_is_owed_with_a_capital(self, school: Speaker) -> None:
        raised = await school.raises()
        resolved = await school.does(
            "resolutions", raised, {"outcome": "agreed", "summary": "A visit."}
        )

        [deadline, *_], [duty, *_] = raised["deadlines"], resolved["duties"]
        assert deadline["label"].startswith("Seek to resolve the concern")
        assert duty["label"][0].isupper()

    async def test_is_read_back_by_both_sides(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        raised = await school.raises()

        for speaker in (school, social_care):
            answer = await speaker.get(f"/v1/disputes/{raised['id']}")
            assert answer.status_code == 200
            read = answer.json()
            assert read["difference"] == raised["difference"]

    async def test_goes_on_to_the_next_stage(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        raised = await school.raises()

        escalated = await social_care.does(
            "escalations", raised, {"trigger": "not_agreed"}
        )

        assert escalated["stage"]["id"] == "stage-2"
        assert escalated["version"] == 2

    async def test_is_hidden_from_everyone_else(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises()

        answer = await api.agency("police").get(f"/v1/disputes/{raised['id']}")

        assert answer.status_code == 404
