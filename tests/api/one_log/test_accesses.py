"""Who reads a dispute is put on record before they see it, for those it is due to."""

import asyncio
from typing import Any

import asyncpg
import pytest

from tests.support.api import Api, Speaker, a_dispute
from tests.support.databases import Database

pytestmark = pytest.mark.asyncio(loop_scope="module")

Json = dict[str, Any]


async def accesses(reader: Speaker, **filters: str) -> list[Json]:
    answer = await reader.get("/v1/accesses", params=filters)
    assert answer.status_code == 200, answer.text
    items: list[Json] = answer.json()["items"]
    return items


@pytest.fixture(scope="module")
def auditor(api: Api) -> Speaker:
    return api.role("auditor")


class TestReading:
    async def test_leaves_a_record_of_who_what_why_and_when(
        self, api: Api, school: Speaker, social_care: Speaker, auditor: Speaker
    ) -> None:
        dispute = await school.raises()
        answer = await social_care.get(
            f"/v1/disputes/{dispute['id']}", headers={"Purpose": "supervision"}
        )

        found = await accesses(auditor, dispute=dispute["id"])

        assert [one["operation"] for one in found] == ["getDispute"]
        one = found[0]
        assert one["agency"] == "social-care"
        assert one["role"] == "practitioner"
        assert one["purpose"] == "supervision"
        assert one["request"] == answer.headers["X-Request-Id"]
        assert one["disputes"] == [dispute["id"]]
        assert one["subject"] == api.services.secrets.pseudonym(
            "worcestershire:social-care"
        )

    async def test_is_recorded_whatever_it_is_that_is_read(
        self, api: Api, school: Speaker, auditor: Speaker
    ) -> None:
        dispute = await school.raises()
        path = f"/v1/disputes/{dispute['id']}"
        for where in (
            "/events",
            "/deadlines",
            "/notices",
            "/record",
            "/submission-pack",
            "/file-text",
            "/written-concern",
            "/monitoring-copy",
            "?version=1",
        ):
            assert (await school.get(path + where)).status_code == 200, where
        for where in ("/v1/disputes", "/v1/events", "/v1/agencies/school/log"):
            assert (await school.get(where)).status_code == 200, where
        board = api.role("board")
        assert (await board.get("/v1/monitoring-copies")).status_code == 200

        found = await accesses(auditor, dispute=dispute["id"])

        assert {one["operation"] for one in found} == {
            "listDisputeEvents",
            "listDeadlines",
            "listNotices",
            "getRecord",
            "getSubmissionPack",
            "getFileText",
            "getWrittenConcern",
            "getMonitoringCopy",
            "getDispute",
            "listDisputes",
            "readEventFeed",
            "exportAgencyLog",
            "listMonitoringCopies",
        }

    async def test_is_recorded_where_the_client_has_it_already(
        self, school: Speaker, auditor: Speaker
    ) -> None:
        dispute = await school.raises()
        same = {"If-None-Match": '"1"'}
        answer = await school.get(f"/v1/disputes/{dispute['id']}", headers=same)

        assert answer.status_code == 304
        assert len(await accesses(auditor, dispute=dispute["id"])) == 1

    async def test_is_what_the_repeat_of_a_command_comes_to(
        self, school: Speaker, auditor: Speaker
    ) -> None:
        body = {"method": "phone", "outcome": "not_agreed"}
        dispute = await school.raises()
        path = f"/v1/disputes/{dispute['id']}/discussions"
        for _ in range(2):
            answer = await school.post(path, body, version=1, key=dispute["id"])
            assert answer.status_code == 201

        found = await accesses(auditor, dispute=dispute["id"])

        assert [one["operation"] for one in found] == ["recordDiscussion"]

    async def test_for_no_purpose_that_is_known_is_refused(
        self, school: Speaker, auditor: Speaker
    ) -> None:
        dispute = await school.raises()
        odd = {"Purpose": "SCH-48213 asked me"}
        answer = await school.get(f"/v1/disputes/{dispute['id']}", headers=odd)

        assert answer.status_code == 400
        assert answer.json()["errors"][0]["header"] == "Purpose"
        assert "SCH-48213" not in answer.text
        assert await accesses(auditor, dispute=dispute["id"]) == []


class TestTheRecord:
    async def test_shows_an_agency_who_read_its_disputes_and_what_its_people_read(
        self, api: Api, school: Speaker, social_care: Speaker, auditor: Speaker
    ) -> None:
        police, health = api.agency("police"), api.agency("health")
        theirs = await school.raises()
        await social_care.get(f"/v1/disputes/{theirs['id']}")
        await auditor.get(f"/v1/disputes/{theirs['id']}")
        await police.get("/v1/accesses")

        shown = await accesses(school, dispute=theirs["id"])
        own = await accesses(police)

        assert {one["role"] for one in shown} == {"auditor", "practitioner"}
        assert {one["operation"] for one in own} == {"listAccesses"}
        assert {one["agency"] for one in own} == {"police"}
        assert await accesses(health, dispute=theirs["id"]) == []

    async def test_names_only_disputes_that_its_reader_sees(
        self, api: Api, school: Speaker, auditor: Speaker
    ) -> None:
        shared = await school.raises()
        party = {"agency": "housing", "role": "Housing officer"}
        other = await school.raises(a_dispute(responding=[party]))
        await school.get("/v1/disputes", params={"limit": "2"})

        shown = await accesses(api.agency("housing"), agency="school")
        whole = await accesses(auditor, dispute=shared["id"])

        assert shown[0]["disputes"] == [other["id"]]
        assert {shared["id"], other["id"]} <= set(whole[0]["disputes"])

    async def test_is_not_for_boards_monitors_and_administrators(
        self, api: Api
    ) -> None:
        for role in ("board", "monitor", "admin"):
            answer = await api.role(role).get("/v1/accesses")
            assert answer.status_code == 403, role

    async def test_of_reading_it_is_kept_too(self, auditor: Speaker) -> None:
        await accesses(auditor)
        newest = (await accesses(auditor, to="2099-01-01T00:00:00Z"))[0]

        assert (newest["operation"], newest["purpose"]) == ("listAccesses", "audit")

    async def test_is_read_page_by_page_within_two_instants(
        self, school: Speaker, auditor: Speaker
    ) -> None:
        dispute = await school.raises()
        for _ in range(3):
            await school.get(f"/v1/disputes/{dispute['id']}")
        asked = {"dispute": dispute["id"], "limit": "2"}
        first = (await auditor.get("/v1/accesses", params=asked)).json()
        asked["cursor"] = first["next"]
        second = (await auditor.get("/v1/accesses", params=asked)).json()

        times = [one["read_at"] for one in (*first["items"], *second["items"])]
        window = {"from": times[2], "to": times[0]}
        within = await accesses(auditor, dispute=dispute["id"], **window)

        assert len(first["items"]) == 2
        assert times == sorted(times, reverse=True)
        assert [one["read_at"] for one in within] == times[1:3]

    async def test_can_be_changed_by_nobody(
        self, school: Speaker, database: Database
    ) -> None:
        await school.get("/v1/accesses")
        owner = await asyncpg.connect(database.url())
        for change in ("UPDATE accesses SET client = 'x'", "DELETE FROM accesses"):
            with pytest.raises(asyncpg.InsufficientPrivilegeError):
                await owner.execute(change)
        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await owner.execute("TRUNCATE accesses")
        await owner.close()


class TestWithoutARecord:
    async def test_nothing_is_read(self, school: Speaker, database: Database) -> None:
        dispute = await school.raises()
        owner = await asyncpg.connect(database.url())
        await owner.execute("REVOKE INSERT ON accesses FROM concord_writer")
        try:
            answers = [
                await school.get(f"/v1/disputes/{dispute['id']}{where}")
                for where in ("", "/record", "/events")
            ]
        finally:
            await owner.execute("GRANT INSERT ON accesses TO concord_writer")
            await owner.close()

        assert [answer.status_code for answer in answers] == [503] * 3
        assert all("Retry-After" in answer.headers for answer in answers)
        assert all("SCH-48213" not in answer.text for answer in answers)
        again = await school.get(f"/v1/disputes/{dispute['id']}")
        assert again.status_code == 200

    async def test_a_crowd_of_readers_shares_its_transactions(
        self, school: Speaker, database: Database
    ) -> None:
        dispute = await school.raises()
        path = f"/v1/disputes/{dispute['id']}"

        await asyncio.gather(*(school.get(path) for _ in range(40)))

        owner = await asyncpg.connect(database.url())
        rows, transactions = await owner.fetchrow(
            "SELECT count(*), count(DISTINCT xmin::text) FROM accesses"
            " WHERE disputes = ARRAY[$1::uuid]",
            dispute["id"],
        )
        await owner.close()
        assert rows == 40
        assert transactions < 20
