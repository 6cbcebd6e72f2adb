"""The flow chart of a policy over HTTP, in the form that is asked for."""

import httpx
import pytest

from tests.policies.charts import from_mermaid, from_svg
from tests.support.api import Speaker
from tests.support.world import ALL_POLICIES, BRIGHTON, WORCESTERSHIRE, policies


async def chart(speaker: Speaker, ref: str, accept: str) -> httpx.Response:
    return await speaker.get(f"/v1/policies/{ref}/chart", headers={"Accept": accept})


class TestReadingAChart:
    async def test_shows_every_stage_of_every_policy(self, school: Speaker) -> None:
        for ref in ALL_POLICIES:
            drawing = await chart(school, ref, "image/svg+xml")
            text = await chart(school, ref, "text/vnd.mermaid")

            drawn = from_svg(drawing.text)
            assert drawn == from_mermaid(text.text)
            assert {stage.id for stage in policies()[ref].stages} <= drawn.boxes.keys()

    async def test_is_the_one_that_stands_in_the_policy(self, school: Speaker) -> None:
        policy = (await school.get(f"/v1/policies/{BRIGHTON}")).json()

        assert policy["chart"] == {
            "mermaid": (await chart(school, BRIGHTON, "text/plain")).text,
            "svg": (await chart(school, BRIGHTON, "image/svg+xml")).text,
        }

    @pytest.mark.parametrize(
        ("accept", "sent"),
        [
            ("*/*", "image/svg+xml"),
            ("image/*", "image/svg+xml"),
            ("application/json", "image/svg+xml"),
            ("nonsense;;q=x,,", "image/svg+xml"),
            ("text/plain", "text/plain"),
            ("text/*", "text/vnd.mermaid"),
            ("text/vnd.mermaid, image/svg+xml;q=0.5", "text/vnd.mermaid"),
            ("text/plain;q=0.2, image/svg+xml;q=0.9", "image/svg+xml"),
            ("image/svg+xml;q=0, */*;q=0.1", "text/vnd.mermaid"),
        ],
    )
    async def test_comes_in_the_form_that_is_liked_best(
        self, school: Speaker, accept: str, sent: str
    ) -> None:
        answer = await chart(school, WORCESTERSHIRE, accept)

        assert answer.status_code == httpx.codes.OK
        assert answer.headers["Content-Type"] == f"{sent}; charset=utf-8"
        assert answer.headers["Vary"] == "Accept"

    async def test_finds_nothing_under_another_name(self, school: Speaker) -> None:
        answer = await chart(school, "nowhere@1", "image/svg+xml")

        assert answer.status_code == httpx.codes.NOT_FOUND
        assert answer.json()["code"] == "policy-not-found"
