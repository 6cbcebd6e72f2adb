"""Versions: deciding on what one has seen, and reading as it was."""

from datetime import datetime, timedelta

import pytest

from tests.support.api import Json, Speaker, a_discussion

MICROSECOND = timedelta(microseconds=1)


@pytest.mark.asyncio(loop_scope="module")
class TestIfMatch:
    async def test_is_required(self, school: Speaker) -> None:
        raised = await school.raises()

        answer = await school.post(path(raised, "discussions"), a_discussion())

        assert answer.status_code == 428
        assert answer.json()["errors"][0]["header"] == "If-Match"

    @pytest.mark.parametrize("sent", ["*", 'W/"1"', '"1", "2"', "x", '"0"', '"1', "-1"])
    async def test_is_one_version_and_nothing_else(
        self, school: Speaker, sent: str
    ) -> None:
        raised = await school.raises()

        answer = await school.send(
            "POST",
            path(raised, "discussions"),
            json=a_discussion(),
            headers={"Idempotency-Key": "one", "If-Match": sent},
        )

        assert answer.status_code == 400
        assert answer.json()["code"] == "invalid-header"

    @pytest.mark.parametrize("sent", ['"1"', "1", ' "1" '])
    async def test_may_stand_with_or_without_quotation_marks(
        self, school: Speaker, sent: str
    ) -> None:
        raised = await school.raises()

        answer = await school.send(
            "POST",
            path(raised, "discussions"),
            json=a_discussion(),
            headers={"Idempotency-Key": str(raised["id"]), "If-Match": sent},
        )

        assert answer.status_code == 201

    async def test_lets_nobody_decide_on_what_they_have_not_seen(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        raised = await school.raises()
        await school.does("discussions", raised, a_discussion())

        answer = await social_care.post(
            path(raised, "discussions"), a_discussion(), version=1
        )

        assert answer.status_code == 412
        assert answer.headers["ETag"] == '"2"'
        assert answer.json()["current_etag"] == '"2"'


@pytest.mark.asyncio(loop_scope="module")
class TestReadingInTime:
    async def test_shows_every_version_as_it_was_answered(
        self, school: Speaker
    ) -> None:
        versions = await a_story(school)

        for version in versions:
            then = await school.get(f"{path(version)}?version={version['version']}")
            assert then.json() == version
            assert then.headers["ETag"] == f'"{version["version"]}"'

    async def test_shows_what_was_on_record_at_an_instant(
        self, school: Speaker
    ) -> None:
        versions = await a_story(school)

        for version in versions:
            recorded_at = version["recorded_at"]
            then = await school.get(path(version), params={"as_at": recorded_at})
            assert then.json() == version

            before = datetime.fromisoformat(recorded_at) - MICROSECOND
            earlier = await school.get(
                path(version), params={"as_at": before.isoformat()}
            )
            if version["version"] == 1:
                assert earlier.status_code == 404
            else:
                assert earlier.json()["version"] == version["version"] - 1

    @pytest.mark.parametrize(
        ("query", "code"),
        [
            ("version=1&as_at=2026-01-01T00:00:00Z", "version-or-instant"),
            ("version=0", "invalid-parameter"),
            ("version=x", "invalid-parameter"),
            ("version=1&version=1", "invalid-parameter"),
            ("version=", "invalid-parameter"),
            ("as_at=yesterday", "invalid-parameter"),
            ("as_at=2026-01-01", "invalid-parameter"),
        ],
    )
    async def test_needs_one_readable_moment(
        self, school: Speaker, query: str, code: str
    ) -> None:
        raised = await school.raises()

        answer = await school.get(f"{path(raised)}?{query}")

        assert answer.status_code == 400
        assert answer.json()["code"] == code

    async def test_finds_no_version_that_never_was(self, school: Speaker) -> None:
        raised = await school.raises()

        answer = await school.get(f"{path(raised)}?version=2")

        assert answer.status_code == 404


@pytest.mark.asyncio(loop_scope="module")
class TestReadingAgain:
    @pytest.mark.parametrize("method", ["GET", "HEAD"])
    async def test_costs_no_body_where_nothing_has_changed(
        self, school: Speaker, method: str
    ) -> None:
        raised = await school.raises()

        answer = await school.send(
            method, path(raised), headers={"If-None-Match": '"1"'}
        )

        assert answer.status_code == 304
        assert answer.content == b""
        assert answer.headers["ETag"] == '"1"'

    async def test_answers_in_full_where_it_has(self, school: Speaker) -> None:
        raised = await school.raises()
        await school.does("discussions", raised, a_discussion())

        answer = await school.get(path(raised), headers={"If-None-Match": '"1"'})

        assert answer.status_code == 200
        assert answer.json()["version"] == 2

    async def test_by_head_gets_the_headers_alone(self, school: Speaker) -> None:
        raised = await school.raises()

        full = await school.get(path(raised))
        head = await school.send("HEAD", path(raised))

        assert head.status_code == 200
        assert head.content == b""
        assert head.headers["ETag"] == full.headers["ETag"]
        assert head.headers["Content-Length"] == str(len(full.content))


def path(dispute: Json, act: str | None = None) -> str:
    return f"/v1/disputes/{dispute['id']}" + (f"/{act}" if act else "")


async def a_story(school: Speaker) -> list[Json]:
    """A dispute in each of its versions."""
    raised = await school.raises()
    discussed = await school.does("discussions", raised, a_discussion())
    noted = await school.does("records", discussed, {"kind": "note", "text": "A note."})
    escalated = await school.does("escalations", noted, {"trigger": "not_agreed"})
    return [raised, discussed, noted, escalated]
