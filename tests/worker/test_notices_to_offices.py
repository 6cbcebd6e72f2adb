"""Notices to offices: to whoever holds them, else to the agency, which is told so."""

from copy import deepcopy

import httpx
import pytest

from dispute_core.application.policies.releasing import publish_directory
from tests.support.api import Api, Json, directory
from tests.support.post_office import PostOffice, text_of
from tests.worker.notice_desk import Desk

SCHOOL = "safeguarding@school.worcestershire.example.org"
MEMBER = "school-board-member@worcestershire.example.org"
OWN = "r.robin@school.worcestershire.example.org"
OFFICE = "school-board-member"


async def to_the_board(api: Api) -> Json:
    """A dispute at the stage at which the members of the board are informed."""
    school = api.agency("school")
    dispute = await school.raises()
    for _ in range(3):
        dispute = await school.does(
            "escalations", dispute, {"trigger": "not_agreed", "reason": "No way."}
        )
    return dispute


async def appointed(api: Api, office: str = OFFICE, **more: str) -> None:
    board = api.role("board")
    shown = await board.get("/v1/partnerships/worcestershire/directory")
    answer = await board.send(
        "POST",
        f"/v1/partnerships/worcestershire/offices/{office}/holders",
        json={
            "name": "Robin Canary",
            "from_date": "2026-01-01",
            "reason": "Appointed.",
            **more,
        },
        headers={"If-Match": shown.headers["etag"], "Idempotency-Key": office},
    )
    assert answer.status_code == httpx.codes.CREATED, answer.text


@pytest.fixture
async def without_mailbox(api: Api) -> None:
    """The office has no mailbox: its holders have their own."""
    board = deepcopy(next(b for b in directory() if b["prefix"] == "WOR"))
    [part] = [part for part in board["offices"] if part["office"] == OFFICE]
    part["mailbox"] = None
    services = api.services
    clock = services.core.clock
    await publish_directory(services.log, services.catalogue, [board], clock=clock)
    await services.catalogue.look()


class TestAnOfficeThatNobodyHolds:
    async def test_is_written_to_at_its_agency_which_is_told_so(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        await to_the_board(api)

        await desk.works()

        assert office.mails(MEMBER) == []
        mails = [" ".join(text_of(mail).split()) for mail in office.mails(SCHOOL)]
        [text] = [text for text in mails if "This is meant for" in text]
        assert "WSCB member for Example School" in text
        assert "Please see that it reaches them." in text


class TestAnOfficeThatSomebodyHolds:
    async def test_is_written_to_at_its_own_mailbox(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        await appointed(api)
        await to_the_board(api)

        await desk.works()

        [mail] = office.mails(MEMBER)
        text = " ".join(text_of(mail).split())
        assert "For: WSCB member for Example School; " in text
        assert "the procedure has you told" in str(mail["Subject"])
        assert "inform the WSCB members" in text
        assert "Canary" not in office.raw()

    @pytest.mark.usefixtures("without_mailbox")
    async def test_that_has_no_mailbox_is_written_to_at_its_holders(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        await appointed(api, mailbox=OWN)
        await to_the_board(api)

        await desk.works()

        assert len(office.mails(OWN)) == 1
        said = str([dict(row) for row in await desk.rows()])
        assert "robin" not in said.lower()


class TestADutyToTellAnOffice:
    async def test_is_done_by_the_mail_where_the_document_asks_for_no_more(
        self, api: Api, desk: Desk
    ) -> None:
        await appointed(api)
        await appointed(api, "social-care-board-member")
        dispute = await to_the_board(api)
        assert {one["status"] for one in await told_of(api, dispute)} == {"due"}

        await desk.works()

        informed, referred = [
            [one for one in await told_of(api, dispute) if who in one["to"]]
            for who in ("members", "Manager")
        ]
        notices = {str(row["id"]) for row in await desk.rows()}
        for duty in informed:
            [told] = duty["told_by_mail"]
            assert told["notice"] in notices
        assert [one["status"] for one in informed] == ["done", "done"]
        assert [one["status"] for one in referred] == ["due", "due"]
        assert [one["told_by_mail"] for one in referred] == [[], []]
        record = await api.agency("school").get(
            f"/v1/disputes/{dispute['id']}/record", headers={"Accept": "text/html"}
        )
        assert "told by mail at" in record.text
        assert "Told by mail: inform the WSCB members" in record.text

    async def test_stays_with_people_where_the_mail_reached_another_mailbox(
        self, api: Api, desk: Desk
    ) -> None:
        await appointed(api)
        dispute = await to_the_board(api)

        await desk.works()

        [members] = [row for row in await desk.rows() if "members" in row["recipient"]]
        assert members["status"] == "sent"
        informed = [one for one in await told_of(api, dispute) if "memb" in one["to"]]
        assert [one["status"] for one in informed] == ["due", "due"]
        assert [one["told_by_mail"] for one in informed] == [[], []]

    async def test_is_left_to_a_person_where_one_of_several_mailboxes_refuses_it(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        await appointed(api)
        await appointed(api, "social-care-board-member")
        office.will("refuse", MEMBER)
        await to_the_board(api)

        await desk.works()

        [members] = [row for row in await desk.rows() if "members" in row["recipient"]]
        assert (members["status"], members["because"]) == ("undeliverable", "refused")


async def told_of(api: Api, dispute: Json) -> list[Json]:
    """The duties of the last stage to tell somebody."""
    answer = await api.agency("school").get(f"/v1/disputes/{dispute['id']}")
    duties = [one for one in answer.json()["duties"] if one["kind"] == "notice"]
    return [one for one in duties if one["stage"] == "stage-4"]
