"""Who acts at a stage, and a challenge that goes one way, under a made-up policy."""

from typing import Any

import httpx
import pytest

from tests.support.api import Api, Json, Speaker, a_dispute

PREVIEWS = "/v1/policies/moor-one-way@1/previews"
AT = "2025-06-02T09:00:00Z"


def a_challenge(*agencies: str, **changes: Any) -> Json:
    body: Json = {
        "partnership": "moor",
        "raised_by": {"agency": "reviewing", "role": "Reviewing officer"},
        "responding": [{"agency": agency} for agency in agencies],
        "raised_at": AT,
        "subject": {"kind": "child", "reference": "R-1"},
        **changes,
    }
    return a_dispute(**body)


def of(found: list[Json], agency: str | None, side: str = "responding") -> Json:
    return next(one for one in found if (one["agency"], one["side"]) == (agency, side))


@pytest.mark.asyncio(loop_scope="module")
class TestWhoActs:
    async def test_is_named_as_each_kind_of_agency_names_the_level(
        self, officer: Speaker
    ) -> None:
        acting = (await officer.raises(a_challenge("police", "social-care")))["acting"]

        assert of(acting, "police")["title"] == "detective sergeant"
        assert of(acting, "social-care")["title"] == "team manager"
        assert of(acting, "reviewing", "raising")["role"] == (
            "independent reviewing officer"
        )
        assert of(acting, None, "office")["office"] == "Quality Office"

    async def test_is_the_next_level_up_where_the_document_says_it_is_lacking(
        self, officer: Speaker
    ) -> None:
        acting = (await officer.raises(a_challenge("school")))["acting"]

        school = of(acting, "school")
        assert (school["instead_of"], school["band"]) == (
            "first_line_manager",
            "director",
        )
        assert "no first-line manager" in school["note"]

    async def test_is_the_next_level_up_where_the_directory_says_it_is_lacking(
        self, officer: Speaker
    ) -> None:
        raised = await officer.raises(a_challenge("school", "police"))
        body = {"trigger": "not_agreed"}

        acting = (await officer.does("escalations", raised, body))["acting"]

        assert of(acting, "police")["title"] == "detective inspector"
        school = of(acting, "school")
        assert (school["instead_of"], school["band"]) == ("senior_manager", "director")
        assert of(acting, None, "quality_role")["role"] == (
            "head of the reviewing service"
        )

    async def test_is_an_officer_of_another_agency_where_the_document_says_so(
        self, officer: Speaker
    ) -> None:
        acting = (await officer.raises(a_challenge("charity")))["acting"]

        assert of(acting, "charity")["through"] == "health"
        assert "An officer of health acts" in of(acting, "charity")["note"]

    async def test_never_keeps_anybody_out_by_level(self, officer: Speaker) -> None:
        junior = {
            "agency": "reviewing",
            "role": "Trainee",
            "band": "practitioner",
        }
        raised = await officer.raises(a_challenge("police", raised_by=junior))

        actors = [{"side": "raising", "agency": "reviewing", "band": "practitioner"}]
        body = {"trigger": "not_agreed", "actors": actors}
        escalated = await officer.does("escalations", raised, body)

        assert escalated["stage"]["id"] == "stage-2"

    async def test_is_told_again_as_it_was_when_the_stage_began(
        self, officer: Speaker
    ) -> None:
        raised = await officer.raises(a_challenge("police"))
        await officer.does("escalations", raised, {"trigger": "not_agreed"})

        then = await officer.get(f"/v1/disputes/{raised['id']}?version=1")

        assert then.json()["acting"] == raised["acting"]

    async def test_is_shown_by_the_preview(self, officer: Speaker) -> None:
        answer = await officer.send(
            "POST",
            PREVIEWS,
            json={
                "raised_at": AT,
                "raising_agency": "reviewing",
                "responding_agencies": ["school"],
            },
        )

        acting = answer.json()["acting"]
        assert of(acting, "school")["instead_of"] == "first_line_manager"
        assert of(acting, "reviewing", "raising")["one_way"] is True

    async def test_is_shown_by_the_policy(self, officer: Speaker) -> None:
        policy = (await officer.get("/v1/policies/moor-one-way@1")).json()

        first, second = policy["equivalents"]
        assert first["without"] == ["school"]
        titles = {one["agency_kind"]: one["title"] for one in second["titles"]}
        assert titles["police"] == "detective inspector"
        assert policy["acts_for"][0]["through"] == "health"
        assert policy["stages"][0]["actors"][0]["one_way"] is True


@pytest.mark.asyncio(loop_scope="module")
class TestAOneWayChallenge:
    async def test_is_not_raised_by_those_who_may_be_challenged(
        self, api: Api, officer: Speaker
    ) -> None:
        known = (await officer.get("/v1/policies/moor-one-way@1")).json()
        assert known["raised_only_by"]["by"] == ["reviewing"]
        police = api.agency("police", "moor")
        body = a_challenge(
            "reviewing", raised_by={"agency": "police", "role": "Inspector"}
        )

        answer = await police.post("/v1/disputes", body)

        assert answer.status_code == httpx.codes.CONFLICT
        assert answer.json()["code"] == "one-way-only"
        assert "by the reviewing service alone (M 1)" in answer.json()["detail"]

    async def test_is_not_made_against_others_than_the_document_names(
        self, officer: Speaker
    ) -> None:
        answer = await officer.post("/v1/disputes", a_challenge("police", "health"))

        problem = answer.json()
        assert problem["code"] == "one-way-only"
        assert problem["errors"][0]["pointer"] == "/responding/1/agency"
