"""What a meeting came to: the talking, its minutes, each party's word, its kit."""

from datetime import UTC, datetime, timedelta

import pytest

from tests.api.one_log.convened import (
    MEETING,
    WALES,
    a_meeting,
    convened_in_wales,
    held_in_wales,
    minutes_of,
    refused,
    somebody_of,
)
from tests.support.api import Api, Json, Speaker
from tests.support.made import publish_made


@pytest.mark.asyncio(loop_scope="module")
class TestRecordingAMeeting:
    async def test_counts_as_the_discussion_that_it_was(self, api: Api) -> None:
        held = await held_in_wales(api, effect_on_person="She stays with her aunt.")

        (talk,) = held["discussions"]
        assert (talk["method"], talk["outcome"]) == ("meeting", "not_agreed")
        assert talk["effect_on_person"] == "She stays with her aunt."
        (meeting,) = held["convened_meetings"]
        assert meeting["status"] == "held"
        assert meeting["held"]["discussion"] == talk["id"]
        assert [one["agency"] for one in meeting["held"]["attended"]] == list(WALES)
        review = next(
            one for one in held["deadlines"] if one["duty"].endswith("review")
        )
        assert review["status"] == "met"

    async def test_keeps_what_it_decided_and_who_holds_the_record(
        self, api: Api
    ) -> None:
        held = await held_in_wales(
            api, power="decided", decision="A worker visits by Friday."
        )

        outcome = held["convened_meetings"][0]["held"]
        assert (outcome["power"], outcome["custodian"]) == ("decided", "school")
        assert outcome["decision"] == "A worker visits by Friday."
        assert held["status"] == "open"

    async def test_decides_only_where_the_document_gives_that_power(
        self, school: Speaker
    ) -> None:
        raised = await school.raises()
        both = ("school", "social-care")
        convened = await school.does("meetings/convenings", raised, a_meeting(*both))

        for power in ("decided", "recommended"):
            body = minutes_of(*both, power=power, decision="It goes on.")
            act = f"{MEETING}/minutes"
            await refused(school, convened, act, body, "right-not-given")
        lone = minutes_of(*both, decision="It goes on.")
        await refused(school, convened, act, lone, "invalid-request")

    async def test_happens_once_and_not_before_it_was_convened(
        self, api: Api, wales_school: Speaker
    ) -> None:
        convened = await convened_in_wales(api)
        early = minutes_of(*WALES, held_at="2025-01-06T10:00:00Z")
        act = f"{MEETING}/minutes"
        await refused(wales_school, convened, act, early, "out-of-order")

        held = await wales_school.does(act, convened, minutes_of(*WALES))

        await refused(wales_school, held, act, minutes_of(*WALES), "meeting-settled")
        assert "recordMeeting" not in held["allowed"]

    async def test_is_of_agencies_that_the_partnership_knows(
        self, api: Api, wales_school: Speaker
    ) -> None:
        convened = await convened_in_wales(api)
        for changes in (
            {"custodian": "nobody"},
            {"attended": [somebody_of("nobody")]},
        ):
            body = minutes_of(*WALES, **changes)
            act = f"{MEETING}/minutes"
            await refused(wales_school, convened, act, body, "unknown-agency")

        board = minutes_of(*WALES, custodian="board")
        held = await wales_school.does(act, convened, board)
        assert held["convened_meetings"][0]["held"]["custodian"] == "board"

    async def test_answers_all_that_it_must_consider(self, api: Api) -> None:
        await publish_made(api.services, "moor-one-way")
        officer = api.agency("reviewing", "moor")
        dispute = await officer.raises(
            {
                **in_moor(),
                "raised_by": {"agency": "reviewing", "role": "Reviewing officer"},
            }
        )
        dispute = await officer.does("escalations", dispute, {"trigger": "not_agreed"})
        both = ("reviewing", "police")
        convened = await officer.does(
            "meetings/convenings",
            dispute,
            a_meeting(*both, also_consider=["Who tells the parents?"]),
        )
        act = f"{MEETING}/minutes"
        effect = {"item": "effect", "answer": "He misses school."}

        problem = await refused(
            officer,
            convened,
            act,
            minutes_of(*both, considered=[effect]),
            "meeting-items-unanswered",
        )
        for wrong in ([effect, effect], [{"item": "weather", "answer": "Rain."}]):
            body = minutes_of(*both, considered=wrong)
            await refused(officer, convened, act, body, "invalid-request")
        answers = [
            effect,
            {"item": "plan-review", "answer": "Not needed."},
            {"item": "added-1", "answer": "The officer does."},
        ]
        held = await officer.does(act, convened, minutes_of(*both, considered=answers))

        assert problem["detail"].endswith("plan-review and added-1.")
        assert held["convened_meetings"][0]["held"]["considered"] == answers


def in_moor() -> Json:
    return {
        "partnership": "moor",
        "subject": {"kind": "child", "reference": "R-1"},
        "responding": [{"agency": "police"}],
        "category": "other",
        "category_text": "A plan",
        "difference": {
            "disputed": "The plan was not followed.",
            "effect_on_person": "He has not been seen.",
            "outcome_wanted": "He is seen.",
        },
        "immediate_risk": {"present": False},
    }


@pytest.mark.asyncio(loop_scope="module")
class TestTheMinutes:
    async def test_are_owed_by_the_agency_that_chairs_by_the_day_that_was_set(
        self, api: Api
    ) -> None:
        day = str(datetime.now(UTC).date() + timedelta(days=10))

        held = await held_in_wales(api, minutes_due_on=day)

        duty = minutes_duty(held)
        assert duty["holder"]["agency"] == "social-care"
        assert (duty["force"], duty["clause"]) == ("must", "004 stage 3, third point")
        assert (duty["status"], duty["asks"]) == ("due", "recipients")
        dated = next(one for one in held["deadlines"] if one["duty"] == duty["id"])
        assert (dated["due_on"], dated["status"]) == (day, "running")
        assert held["convened_meetings"][0]["held"]["minutes"] == duty["id"]

    async def test_run_on_when_the_dispute_is_resolved(
        self, api: Api, wales_school: Speaker
    ) -> None:
        day = str(datetime.now(UTC).date() + timedelta(days=10))
        held = await held_in_wales(api, outcome="agreed", minutes_due_on=day)

        settled = await wales_school.does(
            "resolutions", held, {"outcome": "agreed", "summary": "She is seen."}
        )

        name = minutes_duty(settled)["id"]
        dated = next(one for one in settled["deadlines"] if one["duty"] == name)
        assert (settled["status"], dated["status"]) == ("resolved", "running")

    async def test_are_done_once_every_agency_has_them(
        self, api: Api, wales_school: Speaker
    ) -> None:
        day = str(datetime.now(UTC).date() + timedelta(days=10))
        held = await held_in_wales(api, minutes_due_on=day)
        chairing = api.agency("social-care", "wales-region")
        act = f"duties/{minutes_duty(held)['id']}/fulfilments"
        to_all = {"circulated_to": [somebody_of(agency) for agency in WALES]}

        some = {"circulated_to": [somebody_of("school")]}
        problem = await refused(chairing, held, act, some, "duty-answer-missing")
        await refused(wales_school, held, act, to_all, "not-your-duty")
        done = await chairing.does(act, held, to_all)

        assert problem["detail"].endswith("missing: social-care and health.")
        duty = minutes_duty(done)
        assert duty["status"] == "done"
        to = [one["agency"] for one in duty["fulfilments"][0]["circulated_to"]]
        assert to == list(WALES)
        dated = next(one for one in done["deadlines"] if one["duty"] == duty["id"])
        assert dated["status"] == "met"

    async def test_are_not_due_before_the_meeting_was_held(
        self, api: Api, wales_school: Speaker
    ) -> None:
        convened = await convened_in_wales(api)

        body = minutes_of(*WALES, minutes_due_on="2025-01-06")
        await refused(
            wales_school, convened, f"{MEETING}/minutes", body, "out-of-order"
        )

    async def test_are_the_conveners_where_the_chair_is_of_no_party(
        self, school: Speaker
    ) -> None:
        both = ("school", "social-care")
        raised = await school.raises()
        convened = await school.does("meetings/convenings", raised, a_meeting(*both))

        held = await school.does(f"{MEETING}/minutes", convened, minutes_of(*both))

        duty = minutes_duty(held)
        assert (duty["holder"]["agency"], duty["force"]) == ("school", "should")
        assert "the document does not ask for it" in duty["clause"]


def minutes_duty(dispute: Json) -> Json:
    (duty,) = (one for one in dispute["duties"] if one["kind"] == "minutes")
    found: Json = duty
    return found
