"""Calendars over the API: who may say them, what follows, and what stays as it was."""

from typing import Any

import httpx
import pytest

from tests.support.api import Api, Json, Speaker, a_dispute

WORCESTERSHIRE = "/v1/calendars/worcestershire"
INSPECTION = {"date": "2026-03-03", "name": "Area inspection", "kind": "closure"}
WHY = "Every agency is at the inspection."
MONDAY = "2026-03-02T10:00:00Z"


def closed(*days: Json, **more: Any) -> Json:
    return {"days_off": list(days), "reason": WHY, **more}


async def says(
    who: Speaker, calendar: str, body: Json, key: str | None = None
) -> httpx.Response:
    return await who.post(f"/v1/calendars/{calendar}/publications", body, key=key)


def due_on(dispute: Json) -> str:
    return str(dispute["deadlines"][0]["due_on"])


@pytest.fixture
def board(api: Api) -> Speaker:
    return api.role("board")


@pytest.fixture
def admin(api: Api) -> Speaker:
    return api.role("admin")


class TestABoard:
    async def test_closes_its_partnership_for_what_is_raised_from_then_on(
        self, board: Speaker, school: Speaker
    ) -> None:
        before = await school.raises(a_dispute(raised_at=MONDAY))

        answer = await says(board, "worcestershire", closed(INSPECTION))

        assert answer.status_code == httpx.codes.CREATED, answer.text
        after = await school.raises(a_dispute(raised_at=MONDAY))
        again = await school.get(f"/v1/disputes/{before['id']}")
        assert (due_on(before), due_on(after)) == ("2026-03-03", "2026-03-04")
        assert "Area inspection" in after["deadlines"][0]["reason"]
        assert due_on(again.json()) == "2026-03-03"

    async def test_is_shown_with_its_reason_and_everything_said_before(
        self, board: Speaker, school: Speaker
    ) -> None:
        await says(board, "worcestershire", closed(INSPECTION))
        await says(board, "worcestershire", closed(reason="It was put off."))

        shown = (await school.get(WORCESTERSHIRE)).json()

        newest, first = shown["publications"]
        assert (newest["number"], newest["days_off"]) == (2, [])
        assert newest["reason"] == "It was put off."
        assert (first["number"], first["days_off"]) == (1, [INSPECTION])
        assert first["by"] == {"role": "board", "office": None}
        assert first["recompute_open_deadlines"] is False

    async def test_sees_in_a_preview_what_follows(self, board: Speaker) -> None:
        await says(board, "worcestershire", closed(INSPECTION))

        answer = await board.send(
            "POST",
            "/v1/policies/worcestershire@1/previews",
            json={"raised_at": MONDAY},
        )

        assert due_on(answer.json()) == "2026-03-04"

    async def test_says_each_thing_once_however_often_it_is_sent(
        self, board: Speaker
    ) -> None:
        first = await says(board, "worcestershire", closed(INSPECTION), key="once")
        again = await says(board, "worcestershire", closed(INSPECTION), key="once")

        assert again.headers["Idempotency-Replayed"] == "true"
        assert first.json() == again.json()
        assert len((await board.get(WORCESTERSHIRE)).json()["publications"]) == 1


class TestAnAdministrator:
    async def test_says_a_day_that_a_nation_proclaimed(
        self, admin: Speaker, school: Speaker
    ) -> None:
        day = {"date": "2026-03-03", "name": "Day of thanks", "kind": "bank_holiday"}
        body = closed(day, confirmed_until="2028-12-31")

        answer = await says(admin, "ENG", body)

        assert answer.status_code == httpx.codes.CREATED, answer.text
        raised = await school.raises(a_dispute(raised_at=MONDAY))
        assert due_on(raised) == "2026-03-04"
        assert "Day of thanks" in raised["deadlines"][0]["reason"]

    async def test_says_that_a_bank_holiday_was_moved(
        self, admin: Speaker, school: Speaker
    ) -> None:
        body = closed(worked_after_all=["2026-05-04"], confirmed_until="2028-12-31")

        await says(admin, "ENG", body)

        friday = await school.raises(a_dispute(raised_at="2026-05-01T10:00:00Z"))
        assert due_on(friday) == "2026-05-04"


class TestRefusals:
    @pytest.mark.parametrize(
        ("role", "calendar"),
        [("board", "lewisham"), ("board", "ENG"), ("auditor", "worcestershire")],
    )
    async def test_meet_who_may_not(self, api: Api, role: str, calendar: str) -> None:
        body = closed(confirmed_until="2028-12-31") if calendar == "ENG" else closed()

        answer = await says(api.role(role), calendar, body)

        assert answer.status_code == httpx.codes.FORBIDDEN
        assert answer.json()["code"] == "role-may-not"

    @pytest.mark.parametrize(
        ("calendar", "body", "pointer"),
        [
            ("ENG", closed(), "/confirmed_until"),
            (
                "ENG",
                closed(confirmed_until="2028-12-31", recompute_open_deadlines=True),
                "/recompute_open_deadlines",
            ),
            (
                "ENG",
                closed(INSPECTION, confirmed_until="2028-12-31"),
                "/days_off/0/kind",
            ),
            ("worcestershire", closed(INSPECTION, INSPECTION), "/days_off/1/date"),
            (
                "worcestershire",
                closed({**INSPECTION, "kind": "bank_holiday"}),
                "/days_off/0/kind",
            ),
            (
                "worcestershire",
                closed(worked_after_all=["2026-05-04"]),
                "/worked_after_all",
            ),
            (
                "worcestershire",
                closed(confirmed_until="2028-12-31"),
                "/confirmed_until",
            ),
        ],
    )
    async def test_say_where_it_does_not_fit(
        self, admin: Speaker, calendar: str, body: Json, pointer: str
    ) -> None:
        answer = await says(admin, calendar, body)

        assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
        assert pointer in [flaw["pointer"] for flaw in answer.json()["errors"]]

    async def test_meet_who_asks_for_a_calendar_that_nobody_has(
        self, admin: Speaker
    ) -> None:
        read = await admin.get("/v1/calendars/nowhere")
        said = await says(admin, "nowhere", closed())

        assert read.status_code == said.status_code == httpx.codes.NOT_FOUND
        assert read.json()["code"] == "calendar-not-found"
