"""What a working day is for a policy, files of days off, and how far they reach."""

from importlib.resources import files

import httpx
import pytest

from dispute_core.application.calendars.taking_in import take_in_calendars
from dispute_core.policies.calendar_file import read_calendars
from tests.api.test_calendars import WHY, closed, due_on, says
from tests.support.api import Api, Speaker, a_dispute


@pytest.fixture
def board(api: Api) -> Speaker:
    return api.role("board")


@pytest.fixture
def admin(api: Api) -> Speaker:
    return api.role("admin")


class TestADefinition:
    async def test_of_a_policy_is_shown_and_counted_by(
        self, board: Speaker, school: Speaker
    ) -> None:
        usual = (await school.get("/v1/policies/worcestershire@1")).json()
        released = await board.post(
            "/v1/policies", {"text": with_another_definition(), "reason": WHY}
        )
        assert released.status_code == httpx.codes.CREATED, released.text
        adoption = {"from_date": "2026-01-01", "reason": WHY}
        await board.post("/v1/policies/worcestershire@2/adoptions", adoption)

        shown = (await school.get("/v1/policies/worcestershire@2")).json()
        raised = await school.raises(a_dispute(raised_at="2025-12-23T16:59:00Z"))
        late = await school.raises(a_dispute(raised_at="2026-03-16T17:00:00Z"))

        assert usual["working_days"]["leaves_out"] == [
            "weekends",
            "bank_holidays_of_nation",
        ]
        assert shown["working_days"] == {
            "leaves_out": ["weekends", "bank_holidays_anywhere", "christmas_eve"],
            "opens": "09:00",
            "closes": "17:00",
            "cut_off": "17:00",
            "closed_days_wait": False,
        }
        assert (raised["policy"]["ref"], due_on(raised)) == (
            "worcestershire@1",
            "2025-12-24",
        )
        # Monday at 17:00 counts as of Wednesday: Tuesday is Saint Patrick's Day.
        assert (late["policy"]["ref"], due_on(late)) == (
            "worcestershire@2",
            "2026-03-19",
        )


def with_another_definition() -> str:
    """Worcestershire's procedure as its next version, with other working days."""
    file = files("dispute_core.policies") / "worcestershire.yaml"
    nation = "nation: England\n"
    words = (
        "working_days_leave_out: [bank holidays in any part of the United Kingdom, "
        "Christmas Eve]\n"
        "counts_as_of_the_next_working_day: [what happens at 17:00 or later]\n"
    )
    text = file.read_text("utf-8").replace(nation, nation + words)
    return text.replace("worcestershire@1", "worcestershire@2")


FILE = """
calendars:
  - calendar: England
    confirmed_until: 2029-12-31
    reason: Proclaimed late.
    days_off:
      - day: 2026-03-03
        name: Day of thanks
"""


class TestAFileOfDaysOff:
    async def test_adds_to_what_was_said_and_is_taken_in_once(
        self, api: Api, admin: Speaker
    ) -> None:
        day = {"date": "2026-03-04", "name": "Another day", "kind": "bank_holiday"}
        await says(admin, "ENG", closed(day, confirmed_until="2028-12-31"))

        counts = [await takes_in(api, FILE) for _ in range(2)]

        newest = (await admin.get("/v1/calendars/ENG")).json()["publications"][0]
        assert counts == [1, 0]
        assert [one["date"] for one in newest["days_off"]] == [
            "2026-03-04",
            "2026-03-03",
        ]
        assert newest["confirmed_until"] == "2029-12-31"
        assert newest["by"]["role"] == "operator"

    async def test_brings_back_no_day_that_somebody_took_out(
        self, api: Api, admin: Speaker
    ) -> None:
        await takes_in(api, FILE)
        await says(admin, "ENG", closed(confirmed_until="2029-12-31"))

        assert await takes_in(api, FILE) == 0


async def takes_in(api: Api, text: str) -> int:
    core, catalogue = api.services.core, api.services.catalogue
    entries = read_calendars(text)
    return await take_in_calendars(core.log, catalogue, entries, clock=core.clock)


class TestTheProclaimedSpan:
    async def test_is_no_trouble_while_it_reaches_far(self, api: Api) -> None:
        ready = (await api.stranger.get("/readyz")).json()
        state = (await api.role("monitor").get("/v1/status")).json()

        assert state["calendar_known_until"] == "2028-12-31"
        assert ready == {"status": "ok", "warnings": state["warnings"]}

    async def test_warns_when_it_runs_out(self, api: Api, admin: Speaker) -> None:
        body = closed(confirmed_until="2026-01-31")

        await says(admin, "SCT", body)

        ready = (await api.stranger.get("/readyz")).json()
        state = (await api.role("monitor").get("/v1/status")).json()
        assert state["calendar_known_until"] == "2026-01-31"
        assert ready["warnings"] == state["warnings"]
        assert "until Saturday 31 January 2026" in ready["warnings"][0]
