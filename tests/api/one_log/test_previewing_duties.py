"""A preview says what each agency would owe, and who would be told of the dispute."""

from typing import Any

import httpx
import pytest

from tests.support.api import Api, Json, Speaker

pytestmark = pytest.mark.asyncio(loop_scope="module")

AT = "2026-06-01T10:00:00Z"
PARTIES = {"raising_agency": "school", "responding_agencies": ["social-care", "police"]}
STANDS_IN = "side-that"
"""How the service names an agency that nobody named; it never says so."""


async def previewed(speaker: Speaker, ref: str, **supposed: Any) -> Json:
    body = {"raised_at": AT, **supposed}
    answer = await speaker.send("POST", f"/v1/policies/{ref}/previews", json=body)
    assert answer.status_code == httpx.codes.OK, answer.text
    assert STANDS_IN not in answer.text
    found: Json = answer.json()
    return found


def owed(preview: Json, task: str) -> list[tuple[str, str | None]]:
    return [
        (duty["holder"]["side"], duty["holder"]["agency"])
        for duty in preview["duties"]
        if duty["id"].startswith(f"{task}.")
    ]


class TestTheDutiesOfAPreview:
    async def test_are_those_that_raising_opens(self, api: Api) -> None:
        school = api.agency("school", "brighton-hove")
        found = await previewed(school, "brighton-hove@1", **PARTIES)

        assert owed(found, "stage-1.specific") == [("raising", "school")]
        assert owed(found, "stage-1.records") == [
            ("raising", "school"),
            ("responding", "social-care"),
            ("responding", "police"),
        ]
        assert not owed(found, "stage-1.accepted-plan")
        assert {one["opened_at"] for one in found["duties"]} == {AT}
        assert {one["status"] for one in found["duties"]} == {"due"}

    async def test_are_owed_by_a_side_where_no_agency_is_named(self, api: Api) -> None:
        school = api.agency("school", "brighton-hove")
        found = await previewed(school, "brighton-hove@1")

        assert owed(found, "stage-1.records") == [
            ("raising", None),
            ("responding", None),
        ]

    async def test_are_none_where_the_document_asks_for_nothing_yet(
        self, school: Speaker
    ) -> None:
        assert (await previewed(school, "worcestershire@1", **PARTIES))["duties"] == []


class TestTheNoticesOfAPreview:
    async def test_say_who_would_be_told_of_what_and_when(
        self, school: Speaker
    ) -> None:
        found = await previewed(school, "worcestershire@1", **PARTIES)

        told = [
            (one["kind"], one["to"]["kind"], one["to"]["agency"], one["not_before"])
            for one in found["notices"]
        ]
        assert told[:2] == [
            ("raised", "responding", "social-care", None),
            ("raised", "responding", "police", None),
        ]
        reminded = [one for one in found["notices"] if one["kind"] == "reminder"]
        assert [one["to"]["agency"] for one in reminded] == [
            "school",
            "social-care",
            "police",
        ]
        (deadline,) = found["deadlines"]
        assert {one["due_at"] for one in reminded} == {deadline["due_at"]}
        assert all(AT < one["not_before"] < one["due_at"] for one in reminded)

    async def test_give_the_document_s_words_for_whom_it_names(self, api: Api) -> None:
        school = api.agency("school", "brighton-hove")
        found = await previewed(school, "brighton-hove@1", **PARTIES)

        named = [one for one in found["notices"] if one["to"]["kind"] == "named"]
        tasks = {
            task["to"]: task["clause"]
            for task in found["tasks"]
            if task["kind"] == "notice" and task["to"]
        }
        assert {one["to"]["named"]: one["clause"] for one in named} == tasks

    async def test_name_sides_where_no_agency_is_named(self, school: Speaker) -> None:
        found = await previewed(school, "worcestershire@1")

        first = found["notices"][0]
        assert (first["kind"], first["to"]) == (
            "raised",
            {"kind": "responding", "agency": None, "named": None},
        )

    async def test_are_not_sent(self, api: Api, school: Speaker) -> None:
        status = api.role("monitor")
        before = (await status.get("/v1/status")).json()["notices"]

        await previewed(school, "worcestershire@1", **PARTIES)

        assert (await status.get("/v1/status")).json()["notices"] == before
