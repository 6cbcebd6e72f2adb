"""Cursors: they open where and to whom they were given, and show nothing."""

import httpx

from tests.support.api import Api, Speaker


class TestCursors:
    async def test_open_only_where_they_were_given(
        self, api: Api, school: Speaker, social_care: Speaker
    ) -> None:
        for _ in range(3):
            raised = await school.raises()
        first = (await school.get("/v1/disputes?limit=1&status=open")).json()["next"]
        misused: list[tuple[Speaker, str, dict[str, str]]] = [
            (social_care, "/v1/disputes", {"status": "open"}),
            (api.role("auditor"), "/v1/disputes", {"status": "open"}),
            (school, "/v1/disputes", {}),
            (school, "/v1/disputes", {"status": "closed"}),
            (school, "/v1/breaches", {"status": "open"}),
            (school, f"/v1/disputes/{raised['id']}/events", {}),
        ]

        good = await school.get(
            "/v1/disputes", params={"status": "open", "limit": 2, "cursor": first}
        )
        assert good.status_code == httpx.codes.OK
        for speaker, path, filters in misused:
            answer = await speaker.get(path, params={**filters, "cursor": first})
            assert answer.status_code == httpx.codes.BAD_REQUEST
            assert answer.json()["code"] == "invalid-cursor"

    async def test_refuse_the_smallest_change(self, school: Speaker) -> None:
        for _ in range(2):
            await school.raises()
        cursor = (await school.get("/v1/disputes?limit=1")).json()["next"]
        changed = [
            cursor[:-1],
            cursor + "A",
            cursor + "=",
            cursor[:20] + ("A" if cursor[20] != "A" else "B") + cursor[21:],
            "1.",
            "2" + cursor[1:],
            "%00",
            "ä",
            "x" * 2000,
            "",
        ]

        for text in changed:
            answer = await school.get("/v1/disputes", params={"cursor": text})
            assert answer.status_code == httpx.codes.BAD_REQUEST, text
            assert answer.json()["code"] == "invalid-cursor"

    async def test_show_nothing_of_where_they_point(self, school: Speaker) -> None:
        for _ in range(3):
            await school.raises()

        cursors = [
            (await school.get("/v1/events?limit=1")).json()["next"] for _ in range(3)
        ]
        late = (await school.get("/v1/events")).json()["next"]

        assert len(set(cursors)) == 3
        assert {len(cursor) for cursor in (*cursors, late)} == {len(late)}
