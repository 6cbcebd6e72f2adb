"""What a meeting came to: the talking, its minutes, each party's word, its kit."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
import pytest_asyncio

from tests.api.one_log.convened import (
    a_meeting,
    in_wales,
    minutes_of,
    refused,
    somebody_of,
)
from tests.support.api import Api, Json, Speaker
from tests.support.made import publish_made

WALES = ("school", "social-care", "health")
MEETING = "meetings/meeting-1"


@pytest.fixture(scope="module")
def wales_school(api: Api) -> Speaker:
    return api.agency("school", "wales-region")


@pytest.fixture(scope="module")
def wales_health(api: Api) -> Speaker:
    return api.agency("health", "wales-region")


async def convened_in_wales(api: Api) -> Json:
    """A meeting of 004's stage 3, which social care's senior manager chairs."""
    dispute = await in_wales(api, lead_agency="social-care")
    return await api.agency("school", "wales-region").does(
        "meetings/convenings",
        dispute,
        a_meeting(*WALES, chair={"rule": "lead_agency", "name": "L. Rees"}),
    )


async def held_in_wales(api: Api, **changes: object) -> Json:
    convened = await convened_in_wales(api)
    return await api.agency("social-care", "wales-region").does(
        f"{MEETING}/minutes", convened, minutes_of(*WALES, **changes)
    )


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


@pytest.mark.asyncio(loop_scope="module")
class TestTheWordOnTheOutcome:
    """004-19: all parties should accept; a refusal has no further stage."""

    async def test_is_each_partys_own_and_a_refusal_ends_nothing(
        self, api: Api, wales_school: Speaker, wales_health: Speaker
    ) -> None:
        held = await held_in_wales(api)
        assert (
            "Still to accept the outcome of the meeting: school, social-care"
            in (held["next_step"])
        )
        act = f"{MEETING}/acceptances"

        accepted = await wales_school.does(act, held, {"accepts": True})
        bare = {"accepts": False}
        await refused(wales_health, accepted, act, bare, "invalid-request")
        both = await wales_health.does(
            act, accepted, {**bare, "reason": "Nobody will see her."}
        )

        words = both["convened_meetings"][0]["acceptances"]
        assert [(one["agency"], one["accepts"]) for one in words] == [
            ("school", True),
            ("social-care", None),
            ("health", False),
        ]
        assert words[2]["reason"] == "Nobody will see her."
        assert (
            "The outcome of the meeting is not accepted by health; the document gives "
            "no further step." in both["next_step"]
        )
        assert both["status"] == "open"

    async def test_may_change_and_is_not_said_twice(
        self, api: Api, wales_health: Speaker
    ) -> None:
        held = await held_in_wales(api)
        act = f"{MEETING}/acceptances"
        no = {"accepts": False, "reason": "It comes too late."}
        against = await wales_health.does(act, held, no)

        await refused(wales_health, against, act, no, "outcome-already-answered")
        changed = await wales_health.does(act, against, {"accepts": True})

        assert "not accepted by" not in changed["next_step"]

    async def test_is_given_after_the_meeting_by_a_party_that_sees_it(
        self, api: Api, wales_school: Speaker
    ) -> None:
        convened = await convened_in_wales(api)
        act, yes = f"{MEETING}/acceptances", {"accepts": True}

        assert "acceptOutcome" not in convened["allowed"]
        await refused(wales_school, convened, act, yes, "meeting-not-held")
        police = api.agency("police", "wales-region")
        await refused(police, convened, act, yes, "dispute-not-found")

    async def test_is_still_given_once_the_dispute_is_resolved(
        self, api: Api, wales_school: Speaker
    ) -> None:
        held = await held_in_wales(api, outcome="agreed")
        settled = await wales_school.does(
            "resolutions", held, {"outcome": "agreed", "summary": "She is seen."}
        )
        assert settled["next_step"].startswith("Still to accept the outcome")

        accepted = await wales_school.does(
            f"{MEETING}/acceptances", settled, {"accepts": True}
        )

        assert accepted["convened_meetings"][0]["acceptances"][0]["accepts"] is True


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def answered(api: Api) -> Json:
    held = await held_in_wales(
        api, power="decided", decision="A worker visits <by Friday>."
    )
    return await api.agency("health", "wales-region").does(
        f"{MEETING}/acceptances", held, {"accepts": False, "reason": "Too late."}
    )


@pytest.mark.asyncio(loop_scope="module")
class TestTheMeetingKit:
    async def test_has_the_agenda_the_decision_sheet_and_a_line_for_each_party(
        self, answered: Json, wales_school: Speaker
    ) -> None:
        answer = await wales_school.get(f"/v1/disputes/{answered['id']}/{MEETING}/kit")

        kit = answer.json()
        assert answer.headers["ETag"] == f'"{answered["version"]}"'
        assert kit["reference"] == answered["reference"]
        assert [one["agency"] for one in kit["invitees"]] == list(WALES)
        assert kit["decision_sheet"]["decision"] == "A worker visits <by Friday>."
        assert [one["accepts"] for one in kit["acceptances"]] == [None, None, False]

    async def test_is_blank_where_nothing_has_been_said_yet(
        self, api: Api, wales_school: Speaker
    ) -> None:
        convened = await convened_in_wales(api)
        path = f"/v1/disputes/{convened['id']}/{MEETING}/kit"

        kit = (await wales_school.get(path)).json()

        assert set(kit["decision_sheet"].values()) == {None}
        assert kit["agenda"] == []

    async def test_is_a_page_to_print_too(
        self, answered: Json, wales_school: Speaker
    ) -> None:
        answer = await wales_school.get(
            f"/v1/disputes/{answered['id']}/{MEETING}/kit",
            headers={"Accept": "text/html"},
        )

        assert answer.headers["Content-Type"].startswith("text/html")
        assert "Resolution meeting: papers for the table" in answer.text
        assert "A worker visits &lt;by Friday&gt;." in answer.text
        assert "Too late." in answer.text
        assert "The chair" in answer.text

    async def test_is_shown_to_nobody_who_may_not_see_the_dispute(
        self, api: Api, answered: Json, wales_school: Speaker
    ) -> None:
        place = f"/v1/disputes/{answered['id']}/meetings"
        hidden = await api.agency("police", "wales-region").get(
            f"{place}/meeting-1/kit"
        )
        absent = await wales_school.get(f"{place}/meeting-9/kit")

        assert hidden.status_code == absent.status_code == httpx.codes.NOT_FOUND
        assert hidden.json()["code"] == "dispute-not-found"
        assert absent.json()["code"] == "meeting-not-found"
