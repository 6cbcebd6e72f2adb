"""What becomes of notices that a mailbox refuses, that come back, or have none."""

from copy import deepcopy

import httpx
import pytest

from dispute_core.application.policies.releasing import publish_directory
from tests.support.api import Api, directory
from tests.support.post_office import PostOffice, text_of
from tests.worker.notice_desk import Desk, duties

SOCIAL_CARE = "safeguarding@social-care.worcestershire.example.org"
SCHOOL = "safeguarding@school.worcestershire.example.org"
POLICE = "safeguarding@police.worcestershire.example.org"


@pytest.fixture
async def no_mailbox(api: Api) -> None:
    await with_mailbox(api, "social-care", None)


@pytest.fixture
async def one_mailbox_for_both(api: Api) -> None:
    await with_mailbox(api, "social-care", SCHOOL)


async def with_mailbox(api: Api, agency: str, mailbox: str | None) -> None:
    """Let Worcestershire say anew where an agency is written to."""
    board = deepcopy(next(b for b in directory() if b["prefix"] == "WOR"))
    [part] = [part for part in board["agencies"] if part["agency"] == agency]
    part["mailbox"] = mailbox
    services = api.services
    clock = services.core.clock
    await publish_directory(services.log, services.catalogue, [board], clock=clock)


class TestAMailboxThatRefuses:
    async def test_leaves_a_duty_to_the_agency_that_must_tell_and_says_so_by_mail(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        office.will("refuse", SOCIAL_CARE)
        school = api.agency("school")
        dispute = await school.raises()

        await desk.works()

        [duty] = await duties(school, dispute)
        assert (duty["status"], duty["to"]) == ("overdue", "social-care")
        assert duty["force"] == "must"
        [mail] = office.mails(SCHOOL)
        assert "somebody could not be reached" in str(mail["Subject"])
        assert "such as by phone" in text_of(mail)
        assert await desk.recorded(dispute) == ["notice.undeliverable"]
        assert await desk.recorded(dispute, "undelivered") == ["notice.sent"]

    async def test_for_now_gets_it_later(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        office.will("put_off", SOCIAL_CARE)
        dispute = await api.agency("school").raises()
        await desk.works()
        office.will("take", SOCIAL_CARE)

        await desk.after(minutes=2)

        assert len(office.mails(SOCIAL_CARE)) == 1
        assert await desk.recorded(dispute) == ["notice.failed", "notice.sent"]

    async def test_like_all_others_begins_no_loop(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        office.will("refuse")
        school = api.agency("school")
        dispute = await school.raises()

        for _ in range(5):
            await desk.after(days=1)

        undelivered = [kind for kind, _ in await desk.kinds("undeliverable")]
        assert undelivered.count("raised") == 1
        assert undelivered.count("undelivered") == len(await duties(school, dispute))
        told = [duty["to"] for duty in await duties(school, dispute)]
        assert sorted(told) == ["school", "social-care"]

    @pytest.mark.usefixtures("one_mailbox_for_both")
    async def test_gets_no_notice_of_its_own_failure(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        office.will("refuse")
        await api.agency("school").raises()

        await desk.works()

        rows = {row["kind"]: row["because"] for row in await desk.rows()}
        assert rows["undelivered"] == "same_mailbox"


class TestAMailThatCameBack:
    async def test_is_left_to_a_person_once_however_often_it_is_reported(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        school = api.agency("school")
        dispute = await school.raises()
        await desk.works()
        [mail] = office.mails(SOCIAL_CARE)

        answers = [await bounces(api, mail["Message-ID"]) for _ in range(2)]

        assert [answer.json() for answer in answers] == [{"notices": 1}] * 2
        assert len(await duties(school, dispute)) == 1
        await desk.works()
        assert ("raised", "agency:social-care") in await desk.kinds("undeliverable")
        told = [m for m in office.mails(SCHOOL) if "reached" in str(m["Subject"])]
        assert len(told) == 1

    async def test_of_a_digest_is_every_notice_in_it(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        school = api.agency("school")
        disputes = [await school.raises() for _ in range(12)]
        await desk.works()
        [mail] = office.mails(SOCIAL_CARE)

        answer = await bounces(api, mail["Message-ID"])

        assert answer.json() == {"notices": 12}
        for dispute in disputes:
            assert len(await duties(school, dispute)) == 1

    async def test_and_that_comes_back_again_from_the_other_side_ends_there(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        school = api.agency("school")
        dispute = await school.raises()
        await desk.works()
        for round_ in range(4):
            mails = office.mails()
            if len(mails) <= round_:
                break
            await bounces(api, mails[round_]["Message-ID"])
            await desk.works()

        assert len(office.mails()) == 2
        assert len(await duties(school, dispute)) == 1

    async def test_that_we_never_sent_is_not_found_and_only_admins_report(
        self, api: Api
    ) -> None:
        unknown = "<0199e0c2-7b1e-7c55-8a43-5d6f0b6e2a10@concord.example.org>"

        absent = await bounces(api, unknown)
        garbage = await bounces(api, "x" * 40)
        refused = await api.agency("school").post(
            "/v1/notices/bounces", {"message_id": unknown}
        )

        assert absent.json()["code"] == "notice-not-found"
        assert garbage.status_code == httpx.codes.NOT_FOUND
        assert refused.status_code == httpx.codes.FORBIDDEN


class TestAnAgencyWithoutAMailbox:
    @pytest.mark.usefixtures("no_mailbox")
    async def test_is_told_by_a_person_and_never_by_way_of_the_board(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        """The board does not hear of a dispute before the document has it told."""
        school = api.agency("school")
        dispute = await school.raises()

        await desk.works()

        [duty] = await duties(school, dispute)
        assert duty["to"] == "social-care"
        assert office.mails("board") == []


async def bounces(api: Api, message_id: object) -> httpx.Response:
    body = {"message_id": str(message_id)}
    return await api.role("admin").post("/v1/notices/bounces", body)
