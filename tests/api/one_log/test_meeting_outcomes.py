"""Each party's word on the outcome of a meeting, and the papers for the table."""

from io import BytesIO

import httpx
import pytest
import pytest_asyncio
from pypdf import PdfReader

from tests.api.one_log.convened import (
    MEETING,
    WALES,
    convened_in_wales,
    held_in_wales,
    refused,
)
from tests.support.api import Api, Json, Speaker


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

    async def test_is_a_pdf_in_both_languages_of_wales(
        self, answered: Json, wales_school: Speaker
    ) -> None:
        answer = await wales_school.get(
            f"/v1/disputes/{answered['id']}/{MEETING}/kit",
            headers={"Accept": "application/pdf"},
        )

        assert answer.headers["Content-Type"] == "application/pdf"
        text = " ".join(
            page.extract_text() for page in PdfReader(BytesIO(answer.content)).pages
        )
        for words in ("Papurau ar gyfer y cyfarfod", "Llofnod", "<by Friday>"):
            assert words in text, words

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
