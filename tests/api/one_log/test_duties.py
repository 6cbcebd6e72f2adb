"""What is owed around the talking, and doing it: each agency its own part."""

import pytest

from tests.api.one_log.owing import AGREED_AT, HEARD, agreed, duty_of, now, stand
from tests.support.api import Speaker

pytestmark = pytest.mark.asyncio(loop_scope="module")


class TestWhatIsOwed:
    async def test_stands_in_the_dispute_with_all_that_the_document_says(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school, 2)
        feedback = duty_of(dispute, "stage-2.feedback")

        assert {**feedback, "id": ""} == {
            "id": "",
            "kind": "feedback",
            "label": "Feed back the agreed actions to operational staff",
            "stage": "stage-2",
            "holder": {"side": "raising", "agency": "school", "band": None},
            "clause": "002 stage 2, Resolved, second point",
            "force": "must",
            "status": "due",
            "due_at": None,
            "to": "operational staff",
            "urgency": "immediately",
            "only_if": None,
            "asks": "acknowledgement",
            "about": None,
            "opened_at": AGREED_AT,
            "fulfilments": [],
            "told_by_mail": [],
            "excused": None,
            "delegations": [],
        }

    async def test_is_owed_by_each_agency_for_itself(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await agreed(school)
        mine = duty_of(dispute, "stage-1.childs-file")
        body = {"reference": "File 12, page 3", "note": "Entered by the lead."}

        dispute = await now(school, dispute, mine, "fulfilments", body)

        assert stand(dispute, "stage-1.childs-file") == {
            "school": "done",
            "social-care": "due",
        }
        (done,) = duty_of(dispute, "stage-1.childs-file")["fulfilments"]
        assert (done["reference"], done["note"]) == ("File 12, page 3", body["note"])
        assert done["by"]["agency"] == "school"

        theirs = duty_of(dispute, "stage-1.childs-file", "social-care")
        dispute = await now(social_care, dispute, theirs, "fulfilments", {})
        assert set(stand(dispute, "stage-1.childs-file").values()) == {"done"}

    async def test_is_told_in_allowed_to_those_who_owe_it(
        self, school: Speaker
    ) -> None:
        early = await school.raises()
        assert not {"fulfilDuty", "declineDuty"} & set(early["allowed"])

        dispute = await agreed(school)
        assert {"fulfilDuty", "waiveDuty", "delegateDuty"} <= set(dispute["allowed"])
        assert "declineDuty" not in dispute["allowed"]

        second = await agreed(school, 2)
        assert "declineDuty" in second["allowed"]


class TestDoingIt:
    async def test_takes_two_steps_where_somebody_must_have_heard_of_it(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school, 2)
        feedback = duty_of(dispute, "stage-2.feedback")

        told = {"note": "Told in the morning briefing."}
        dispute = await now(school, dispute, feedback, "fulfilments", told)
        assert duty_of(dispute, "stage-2.feedback")["status"] == "due"
        assert "stage-2.feedback" in str(dispute["duties"])

        heard = {"acknowledged_by": [HEARD]}
        dispute = await now(school, dispute, feedback, "fulfilments", heard)
        done = duty_of(dispute, "stage-2.feedback")
        assert done["status"] == "done"
        first, second = done["fulfilments"]
        assert (first["acknowledged_by"], first["note"]) == ([], told["note"])
        assert second["acknowledged_by"] == [{**HEARD, "band": None}]

    async def test_keeps_who_holds_the_record_of_a_meeting(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school, 3)
        kept = duty_of(dispute, "stage-3.where-kept")

        dispute = await now(
            school, dispute, kept, "fulfilments", {"held_by": "social-care"}
        )

        (done,) = duty_of(dispute, "stage-3.where-kept")["fulfilments"]
        assert done["held_by"] == "social-care"

    async def test_keeps_competence_by_reference_alone(self, school: Speaker) -> None:
        dispute = await agreed(school, 3)
        competence = duty_of(dispute, "stage-3.competence")
        body = {"answer": "needed", "reference": "HR 2026/14"}

        dispute = await now(school, dispute, competence, "fulfilments", body)

        (done,) = duty_of(dispute, "stage-3.competence")["fulfilments"]
        assert (done["answer"], done["reference"]) == ("needed", "HR 2026/14")
        assert done["note"] is None

    async def test_may_be_handed_on_to_an_agency_that_then_does_it(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        dispute = await agreed(school, 2)
        writing = duty_of(dispute, "stage-2.in-writing")
        to = {"role": "Team manager", "agency": "social-care", "name": "T. Manager"}
        body = {"to": to, "until": "2099-01-08", "reason": "Away."}

        dispute = await now(school, dispute, writing, "delegations", body)
        handed = duty_of(dispute, "stage-2.in-writing")
        assert handed["status"] == "due"
        assert handed["holder"]["agency"] == "school"
        (delegation,) = handed["delegations"]
        assert delegation["to"] == {**to, "band": None}
        assert (delegation["until"], delegation["reason"]) == ("2099-01-08", "Away.")

        dispute = await now(social_care, dispute, handed, "fulfilments", {})
        done = duty_of(dispute, "stage-2.in-writing")
        assert done["status"] == "done"
        assert done["fulfilments"][0]["by"]["agency"] == "social-care"

    async def test_may_be_handed_on_to_an_office_of_the_directory(
        self, school: Speaker
    ) -> None:
        dispute = await agreed(school)
        file = duty_of(dispute, "stage-1.childs-file")

        dispute = await now(
            school, dispute, file, "delegations", {"office": "school-designated-lead"}
        )

        (handed,) = duty_of(dispute, "stage-1.childs-file")["delegations"]
        assert handed["office"] == "school-designated-lead"
