"""Keys: repeating without harm."""

import pytest

from tests.support.api import Api, Json, Speaker, a_discussion, a_dispute


@pytest.mark.asyncio(loop_scope="module")
class TestTheIdempotencyKey:
    async def test_is_required(self, school: Speaker) -> None:
        answer = await school.send("POST", "/v1/disputes", json=a_dispute())

        assert answer.status_code == 400
        assert answer.json()["code"] == "idempotency-key-missing"

    @pytest.mark.parametrize("key", ["", "a b", "x" * 256, "ä".encode()])
    async def test_has_a_form(self, school: Speaker, key: str | bytes) -> None:
        answer = await school.send(
            "POST", "/v1/disputes", json=a_dispute(), headers={"Idempotency-Key": key}
        )

        assert answer.status_code == 400
        assert answer.json()["errors"][0]["header"] == "Idempotency-Key"

    async def test_is_the_same_bare_and_quoted(self, school: Speaker) -> None:
        first = await school.post("/v1/disputes", a_dispute(), key="both-ways")
        again = await school.post("/v1/disputes", a_dispute(), key='"both-ways"')

        assert again.content == first.content

    async def test_is_the_same_however_the_json_is_written(
        self, school: Speaker
    ) -> None:
        body = a_dispute()
        backwards = dict(reversed(body.items()))

        first = await school.post("/v1/disputes", body, key="rewritten")
        again = await school.post("/v1/disputes", backwards, key="rewritten")

        assert again.content == first.content
        assert again.headers["Idempotency-Replayed"] == "true"

    async def test_stands_for_one_request_only(self, school: Speaker) -> None:
        await school.post("/v1/disputes", a_dispute(), key="used")

        answer = await school.post(
            "/v1/disputes", a_dispute(seriousness="More"), key="used"
        )

        assert answer.status_code == 422
        assert answer.json()["code"] == "idempotency-key-reused"

    async def test_belongs_to_the_client_that_made_it_up(
        self, api: Api, school: Speaker
    ) -> None:
        own = api.holder(
            api.issuer.mint("worcestershire", agency="school", client="another")
        )
        first = await school.post("/v1/disputes", a_dispute(), key="shared")

        other = await own.post("/v1/disputes", a_dispute(), key="shared")

        assert other.json()["id"] != first.json()["id"]

    async def test_is_another_where_the_same_client_asks_for_another_agency(
        self, api: Api
    ) -> None:
        schools = [
            api.holder(api.issuer.mint(here, agency=agency, client="one-system"))
            for here, agency in (
                ("worcestershire", "school"),
                ("worcestershire", "police"),
                ("wales-region", "school"),
            )
        ]

        feeds = [await each.post("/v1/calendar-feeds", {}, key="a") for each in schools]

        told = [feed.json() for feed in feeds]
        assert [(one["partnership"], one["agency"]) for one in told] == [
            ("worcestershire", "school"),
            ("worcestershire", "police"),
            ("wales-region", "school"),
        ]
        assert len({one["url"] for one in told}) == len(told)

    async def test_gets_the_first_answer_even_when_the_dispute_has_moved_on(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        raised = await school.raises()
        first = await school.post(
            path(raised, "discussions"), a_discussion(), version=1, key="moved-on"
        )
        await social_care.does("escalations", first.json(), {"trigger": "not_agreed"})

        again = await school.post(
            path(raised, "discussions"), a_discussion(), version=1, key="moved-on"
        )

        assert again.status_code == 201
        assert again.content == first.content
        assert again.headers["ETag"] == '"2"'

    async def test_is_free_again_after_a_refusal(self, school: Speaker) -> None:
        refused = await school.post(
            "/v1/disputes", a_dispute(category="nothing"), key="refused-first"
        )
        assert refused.status_code == 422

        answer = await school.post("/v1/disputes", a_dispute(), key="refused-first")

        assert answer.status_code == 201


def path(dispute: Json, act: str | None = None) -> str:
    return f"/v1/disputes/{dispute['id']}" + (f"/{act}" if act else "")
