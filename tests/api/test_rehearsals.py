"""Rehearsals over HTTP: what past disputes would have come to under another version."""

from typing import Any

import httpx
import pytest

from tests.api.deciding import SECOND, WHY, a_file
from tests.support.api import Api, Json, Speaker, a_dispute
from tests.support.world import BEXLEY, WORCESTERSHIRE

THIRD = "worcestershire@3"
PAST = "2026-03-02T10:00:00Z"
"""A Monday: one working day is Tuesday, three are Thursday."""


@pytest.fixture
def board(api: Api) -> Speaker:
    return api.role("board")


@pytest.fixture
def auditor(api: Api) -> Speaker:
    return api.role("auditor")


async def released(board: Speaker, text: str) -> None:
    answer = await board.post("/v1/policies", {"text": text, "reason": WHY})
    assert answer.status_code == httpx.codes.CREATED, answer.text


async def rehearsal(who: Speaker, ref: str, **body: Any) -> Json:
    answer = await who.send("POST", f"/v1/policies/{ref}/rehearsals", json=body)
    assert answer.status_code == httpx.codes.OK, answer.text
    found: Json = answer.json()
    return found


def three_days() -> str:
    """The second version gives the first stage three working days instead of one."""
    longer = {"within: 1 working day": "within: 3 working days"}
    return a_file(
        changes={**longer, "within one working day": "within three working days"}
    )


async def a_past(school: Speaker, *, talked_at: str) -> Json:
    """A dispute that was raised and talked about on paper, and entered afterwards."""
    dispute = await school.raises(a_dispute(raised_at=PAST))
    body = {"method": "phone", "outcome": "not_agreed", "held_at": talked_at}
    return await school.does("discussions", dispute, body)


class TestRehearsing:
    async def test_under_the_same_version_changes_nothing(
        self, auditor: Speaker, school: Speaker
    ) -> None:
        dispute = await a_past(school, talked_at="2026-03-05T10:00:00Z")
        dispute = await school.does(
            "escalations", dispute, {"trigger": "not_agreed", "to_stage": "stage-2"}
        )
        body = {"outcome": "agreed", "summary": "Done.", "actions": []}
        dispute = await school.does("resolutions", dispute, body)
        await school.does(
            "check-backs", dispute, {"kind": "understanding", "result": "confirmed"}
        )

        found = await rehearsal(auditor, WORCESTERSHIRE)

        assert found["differences"] == []
        assert found["stopped"] == []
        totals = found["totals"]
        assert totals["disputes"] == 1
        assert totals["differing"] == totals["deadlines_differing"] == 0
        assert totals["deadlines_then"] == totals["deadlines_now"] > 0
        assert totals["breaches_then"] == totals["breaches_now"] == 1

    async def test_says_of_each_deadline_what_was_and_what_would_have_been(
        self, board: Speaker, auditor: Speaker, school: Speaker
    ) -> None:
        dispute = await a_past(school, talked_at="2026-03-05T10:00:00Z")
        await released(board, three_days())

        found = await rehearsal(auditor, SECOND)

        (one,) = found["differences"]
        assert (one["dispute_id"], one["reference"]) == (
            dispute["id"],
            dispute["reference"],
        )
        assert one["duty"] == "stage-1.discuss"
        assert one["then"]["due_at"] == "2026-03-04T00:00:00Z"
        assert one["now"]["due_at"] == "2026-03-06T00:00:00Z"
        assert "Thursday 5 March 2026 instead of" in one["why"]
        assert "within three working days" in one["now"]["reason"]
        assert found["totals"]["deadlines_differing"] == 1
        assert found["totals"]["differing"] == 1

    async def test_names_to_a_board_no_dispute_that_it_may_not_see(
        self, board: Speaker, api: Api, school: Speaker
    ) -> None:
        dispute = await a_past(school, talked_at="2026-03-05T10:00:00Z")
        await released(board, three_days())
        admin = api.role("admin")

        for found in (
            await rehearsal(board, SECOND),
            await rehearsal(admin, SECOND, partnership="worcestershire"),
        ):
            assert found["differences"] == []
            assert found["totals"]["differing"] == 1
            assert dispute["id"] not in str(found)
            assert dispute["reference"] not in str(found)

    async def test_counts_for_an_auditor_of_an_agency_its_own_disputes_only(
        self, api: Api, board: Speaker, school: Speaker
    ) -> None:
        await a_past(school, talked_at="2026-03-05T10:00:00Z")
        await released(board, three_days())
        mandates = {
            agency: api.holder(
                api.issuer.mint("worcestershire", role="auditor", agency=agency)
            )
            for agency in ("school", "police")
        }

        within = await rehearsal(mandates["school"], SECOND)
        outside = await rehearsal(mandates["police"], SECOND)

        assert within["totals"]["disputes"] == 1
        assert outside["totals"]["disputes"] == 0

    async def test_looks_for_an_auditor_of_an_agency_past_those_of_others(
        self, api: Api, school: Speaker
    ) -> None:
        of_police = {**a_dispute()["raised_by"], "agency": "police"}
        subject = {**a_dispute()["subject"], "held_by": "police"}
        await a_past(school, talked_at="2026-03-05T10:00:00Z")
        for _ in range(2):  # newer, and none of the school's business
            body = a_dispute(raised_by=of_police, subject=subject)
            await api.agency("police").raises(body)
        token = api.issuer.mint("worcestershire", role="auditor", agency="school")

        found = await rehearsal(api.holder(token), WORCESTERSHIRE, limit=1)

        assert found["totals"]["disputes"] == 1
        assert found["cut_off"] is False

    async def test_is_for_boards_auditors_and_administrators_of_the_partnership(
        self, api: Api, school: Speaker
    ) -> None:
        where = f"/v1/policies/{WORCESTERSHIRE}/rehearsals"
        for who, body in (
            (school, {}),
            (api.role("monitor"), {}),
            (api.role("board", "bexley"), {"partnership": "worcestershire"}),
        ):
            answer = await who.send("POST", where, json=body)
            assert answer.json()["code"] == "role-may-not"

        nobody = await api.role("admin").send("POST", where, json={})
        assert nobody.json()["code"] == "unknown-partnership"

    async def test_says_where_it_was_cut_off(
        self, auditor: Speaker, school: Speaker
    ) -> None:
        for _ in range(3):
            await school.raises(a_dispute(raised_at=PAST))
        await school.raises(a_dispute(raised_at="2026-06-02T10:00:00Z"))

        cut = await rehearsal(auditor, WORCESTERSHIRE, limit=2.0)  # whole, to JSON
        whole = await rehearsal(auditor, WORCESTERSHIRE, limit=4)
        later = await rehearsal(
            auditor, WORCESTERSHIRE, raised_after="2026-06-01T00:00:00Z"
        )

        assert (cut["cut_off"], cut["totals"]["disputes"]) == (True, 2)
        assert (whole["cut_off"], whole["totals"]["disputes"]) == (False, 4)
        assert later["totals"]["disputes"] == 1

    async def test_records_nothing_and_reads_no_free_text(
        self, api: Api, auditor: Speaker, school: Speaker
    ) -> None:
        await a_past(school, talked_at="2026-03-05T10:00:00Z")
        before = await api.services.log.head()

        found = await rehearsal(auditor, BEXLEY)

        assert await api.services.log.head() == before
        assert "SCH-48213" not in str(found)

    async def test_tells_why_a_dispute_cannot_be_told_to_its_end(
        self, board: Speaker, auditor: Speaker, school: Speaker
    ) -> None:
        dispute = await a_past(school, talked_at="2026-03-05T10:00:00Z")
        dispute = await school.does(
            "escalations", dispute, {"trigger": "not_agreed", "to_stage": "stage-2"}
        )
        text = a_file(THIRD).replace("          - not agreed\n", "", 1)
        await released(board, text)

        found = await rehearsal(auditor, THIRD)

        (one,) = found["stopped"]
        assert one["dispute_id"] == dispute["id"]
        assert one["at_version"] == dispute["version"]
        assert "no step" in one["why"]
        assert found["totals"]["stopped"] == 1
