"""Corrections over HTTP: what they show, and which fields they may touch."""

import pytest

from tests.support.api import Json, Speaker, a_discussion


def correcting(event_id: str, field: str) -> Json:
    return {
        "event_id": event_id,
        "field": field,
        "value": "Something else.",
        "reason": "A slip.",
    }


@pytest.mark.asyncio(loop_scope="module")
class TestACorrection:
    async def test_is_shown_first_and_kept_on_record(self, school: Speaker) -> None:
        raised = await school.raises()
        discussed = await school.does(
            "discussions", raised, a_discussion(summary="Wrong.")
        )
        correction: Json = {
            "event_id": discussed["discussions"][0]["id"],
            "field": "summary",
            "value": "Right.",
            "reason": "A slip.",
        }

        after = await school.does("corrections", discussed, correction)

        assert after["discussions"][0]["summary"] == "Right."
        assert after["corrections"][0]["value"] == "Right."
        assert after["corrections"][0]["event_id"] == correction["event_id"]

    async def test_takes_a_time_in_any_offset_and_shows_it_in_utc(
        self, school: Speaker
    ) -> None:
        raised = await school.raises()
        listed = await school.get(f"/v1/disputes/{raised['id']}/events")
        correction: Json = {
            "event_id": listed.json()["items"][0]["id"],
            "field": "arose_at",
            "value": "2026-07-01T10:00:00+01:00",
            "reason": "The other day.",
        }
        key = "in-any-offset"
        path = f"/v1/disputes/{raised['id']}/corrections"

        first = await school.post(path, correction, version=1, key=key)
        again = await school.post(path, correction, version=1, key=key)

        assert first.json()["arose_at"] == "2026-07-01T09:00:00Z"
        assert first.json()["corrections"][0]["value"] == "2026-07-01T09:00:00Z"
        assert again.content == first.content


@pytest.mark.asyncio(loop_scope="module")
class TestAFieldThatCannotBeCorrected:
    async def test_is_answered_with_those_that_can(self, school: Speaker) -> None:
        discussed = await school.does(
            "discussions", await school.raises(), a_discussion()
        )
        wanted = correcting(discussed["discussions"][0]["id"], "outcome")

        answer = await school.post(
            f"/v1/disputes/{discussed['id']}/corrections", wanted, version=2
        )

        assert answer.status_code == 422
        problem = answer.json()
        assert problem["code"] == "not-correctable"
        assert problem["detail"] == (
            "This field of that event cannot be corrected. These can be: held_at, "
            "summary, effect_on_person, reasons."
        )
        assert problem["errors"][0]["pointer"] == "/field"

    async def test_is_answered_plainly_where_the_event_has_no_other(
        self, school: Speaker
    ) -> None:
        change: Json = {
            "change": "add",
            "side": "responding",
            "agency": "police",
        }
        changed = await school.does("parties", await school.raises(), change)
        wanted = correcting(f"{changed['id']}.2", "side")

        answer = await school.post(
            f"/v1/disputes/{changed['id']}/corrections", wanted, version=2
        )

        assert answer.json()["code"] == "not-correctable"
        assert answer.json()["detail"] == "No field of that event can be corrected."
