"""Who asks for a dispute in vain is put on record, and is told nothing by that."""

from uuid import uuid4

import asyncpg
import pytest
from uuid_utils.compat import uuid7

from tests.api.one_log.test_accesses import accesses
from tests.api.rights.asking import but_for_its_number
from tests.support.api import Api, Speaker, a_dispute
from tests.support.databases import Database

pytestmark = pytest.mark.asyncio(loop_scope="module")

REFUSED = {"outcome": "refused"}


@pytest.fixture(scope="module")
def auditor(api: Api) -> Speaker:
    return api.role("auditor")


@pytest.fixture(scope="module")
def police(api: Api) -> Speaker:
    return api.agency("police")


class TestAnAttempt:
    async def test_leaves_a_record_of_who_what_and_when(
        self, school: Speaker, police: Speaker, auditor: Speaker
    ) -> None:
        dispute = await school.raises()
        path = f"/v1/disputes/{dispute['id']}"
        answer = await police.get(path, headers={"Purpose": "learning"})

        (one,) = await accesses(auditor, dispute=dispute["id"])

        assert answer.status_code == 404
        assert one["outcome"] == "refused"
        assert one["asked"] == dispute["id"]
        assert one["disputes"] == []
        assert (one["agency"], one["operation"]) == ("police", "getDispute")
        assert (one["purpose"], one["role"]) == ("learning", "practitioner")
        assert one["request"] == answer.headers["X-Request-Id"]

    async def test_is_answered_and_recorded_alike_for_hidden_and_for_absent(
        self, school: Speaker, police: Speaker
    ) -> None:
        hidden = (await school.raises())["id"]
        absent = str(uuid7())
        answers = [await police.get(f"/v1/disputes/{one}") for one in (hidden, absent)]
        newest, before = (await accesses(police, **REFUSED))[:2]

        assert but_for_its_number(answers[0]) == but_for_its_number(answers[1])
        assert [before.pop("asked"), newest.pop("asked")] == [hidden, absent]
        for one in (newest, before):
            del one["id"], one["read_at"], one["request"]
        assert newest == before

    async def test_is_recorded_whatever_it_aims_at(
        self, api: Api, school: Speaker, police: Speaker, auditor: Speaker
    ) -> None:
        dispute = await school.raises()
        path = f"/v1/disputes/{dispute['id']}"
        for where in ("/events", "/record", "/file-text"):
            assert (await police.get(path + where)).status_code == 404
        assert (await police.get(f"/v1/events/{dispute['id']}.1")).status_code == 404
        body = {"ground": "no_longer_held", "reason": "Not ours to withdraw."}
        answer = await police.post(f"{path}/withdrawals", body, version=1)
        assert answer.status_code == 404
        answer = await auditor.post(f"{path}/withdrawals", body, version=1)
        assert answer.status_code == 403
        assert (await api.role("monitor").get(path)).status_code == 404

        found = await accesses(auditor, dispute=dispute["id"], **REFUSED)

        assert [(one["role"], one["operation"]) for one in found] == [
            ("monitor", "getDispute"),
            ("auditor", "withdrawDispute"),
            ("practitioner", "withdrawDispute"),
            ("practitioner", "getEvent"),
            ("practitioner", "getFileText"),
            ("practitioner", "getRecord"),
            ("practitioner", "listDisputeEvents"),
        ]

    async def test_at_a_concern_is_recorded_too(
        self, police: Speaker, auditor: Speaker
    ) -> None:
        concern = str(uuid4())
        assert (await police.get(f"/v1/concerns/{concern}")).status_code == 404

        newest = (await accesses(auditor, **REFUSED))[0]

        assert (newest["operation"], newest["asked"]) == ("getConcern", concern)

    async def test_to_name_a_dispute_in_a_concern_is_one(
        self, api: Api, police: Speaker, auditor: Speaker
    ) -> None:
        party = {"agency": "health", "role": "Nurse"}
        hidden = await api.agency("school").raises(a_dispute(responding=[party]))
        body = {"about": "health", "put_to": "police-designated-lead", "concern": "No."}
        concern = (await police.post("/v1/concerns", body)).json()
        path = f"/v1/concerns/{concern['id']}/disputes"
        named = [hidden["id"], str(uuid7())]
        for one in named:
            answer = await police.post(path, {"dispute_id": one}, version=1)
            assert answer.status_code == 422

        found = (await accesses(auditor, **REFUSED))[:2]

        assert [one["asked"] for one in found] == named[::-1]
        assert {one["operation"] for one in found} == {"linkDispute"}

    async def test_at_what_is_no_id_is_none(
        self, police: Speaker, auditor: Speaker
    ) -> None:
        before = await accesses(auditor, **REFUSED)
        assert (await police.get("/v1/disputes/SCH-48213")).status_code == 404

        assert await accesses(auditor, **REFUSED) == before

    async def test_that_cannot_be_recorded_is_answered_later(
        self, school: Speaker, police: Speaker, database: Database
    ) -> None:
        hidden = (await school.raises())["id"]
        owner = await asyncpg.connect(database.url())
        await owner.execute("REVOKE INSERT ON accesses FROM concord_writer")
        try:
            answers = [
                await police.get(f"/v1/disputes/{one}") for one in (hidden, uuid7())
            ]
        finally:
            await owner.execute("GRANT INSERT ON accesses TO concord_writer")
            await owner.close()

        assert [answer.status_code for answer in answers] == [503, 503]
        assert but_for_its_number(answers[0]) == but_for_its_number(answers[1])

    async def test_is_counted_without_saying_at_what(
        self, api: Api, police: Speaker
    ) -> None:
        absent = str(uuid7())
        await police.get(f"/v1/disputes/{absent}")
        page = api.metrics()

        assert "concord_disputes_refused_total" in page
        assert absent not in page


class TestTheRecordOfAttempts:
    async def test_is_for_the_agency_whose_people_tried_and_for_no_party(
        self, api: Api, school: Speaker, police: Speaker
    ) -> None:
        dispute = await school.raises()
        await police.get(f"/v1/disputes/{dispute['id']}")

        assert await accesses(school, dispute=dispute["id"]) == []
        assert dispute["id"] not in str(await accesses(school, **REFUSED))
        assert dispute["id"] not in str(await accesses(api.agency("health")))
        assert (await accesses(police, **REFUSED))[0]["asked"] == dispute["id"]
        assert await accesses(police, dispute=dispute["id"]) == []
        mandate = api.holder(
            api.issuer.mint("worcestershire", role="auditor", agency="school")
        )
        assert await accesses(mandate, dispute=dispute["id"]) == []

    async def test_shows_the_auditor_who_tried_from_elsewhere(
        self, api: Api, school: Speaker, wales_school: Speaker, auditor: Speaker
    ) -> None:
        dispute = await school.raises()
        await wales_school.get(f"/v1/disputes/{dispute['id']}")
        await wales_school.get(f"/v1/disputes/{uuid7()}")

        (there,) = await accesses(auditor, dispute=dispute["id"])
        newest = (await accesses(auditor, **REFUSED))[0]
        their_own = await accesses(api.role("auditor", "wales-region"), **REFUSED)

        assert there["partnership"] == "wales-region"
        assert newest == there
        assert [one["partnership"] for one in their_own] == ["wales-region"] * 2

    async def test_leaves_out_or_picks_out_what_was_refused(
        self, school: Speaker, police: Speaker, auditor: Speaker
    ) -> None:
        dispute = await school.raises()
        for speaker in (school, police):
            await speaker.get(f"/v1/disputes/{dispute['id']}")
        found = {
            outcome: await accesses(auditor, dispute=dispute["id"], outcome=outcome)
            for outcome in ("answered", "refused")
        }
        odd = await auditor.get("/v1/accesses", params={"outcome": "denied"})

        assert [one["agency"] for one in found["answered"]] == ["school"]
        assert [one["agency"] for one in found["refused"]] == ["police"]
        assert odd.status_code == 400
