"""What becomes of notices when mail servers or mailboxes fail: never silence."""

import asyncio
from copy import deepcopy
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import pytest

from dispute_core.application.releasing import publish_directory
from tests.support.api import Api, Json, Speaker, a_dispute, directory
from tests.support.databases import Database
from tests.support.post_office import PostOffice, post_office, text_of
from tests.support.waiting import until
from tests.worker.notice_desk import Desk, desk_settings, open_desk

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


class TestAMailServerThatIsDown:
    async def test_for_three_days_only_delays_every_notice(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        office.closes()
        disputes = [await api.agency("school").raises() for _ in range(3)]
        for _ in range(6):
            await desk.after(hours=12)
        waiting = {row["id"] for row in await desk.rows() if row["kind"] == "raised"}
        office.opens()

        await desk.after(hours=5)

        ids = [str(mail["Message-ID"]) for mail in office.mails(SOCIAL_CARE)]
        assert len(ids) == 3
        assert {UUID(one[1:37]) for one in ids} == waiting
        for dispute in disputes:
            assert await desk.recorded(dispute) == ["notice.failed", "notice.sent"]
            assert await duties(api.agency("school"), dispute) == []

    async def test_for_ever_leaves_an_overdue_duty_to_a_person(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        office.closes()
        dispute = await api.agency("school").raises()
        await desk.works()

        for _ in range(14):
            await desk.after(days=1)

        [duty] = await duties(api.agency("school"), dispute)
        assert duty["status"] == "overdue"
        assert duty["holder"]["agency"] == "school"
        recorded = await desk.recorded(dispute)
        assert recorded == ["notice.failed", "notice.undeliverable"]
        assert ("raised", "agency:social-care") in await desk.kinds("undeliverable")

    async def test_is_tried_for_five_working_days_at_least(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        office.closes()
        await api.agency("school").raises()
        await desk.works()

        await desk.after(days=5, hours=-1)

        assert await desk.kinds("undeliverable") == []

    async def test_that_is_back_is_used_at_once_for_all_who_wait(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        office.closes()
        await api.agency("school").raises()
        for _ in range(8):
            await desk.after(hours=6)
        office.opens()
        await api.agency("school").raises()

        await desk.works()

        assert len(office.mails(SOCIAL_CARE)) == 2


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


class TestAServerThatHangs:
    async def test_for_one_mailbox_delays_no_other(
        self, api: Api, database: Database, secrets_file: Path, office: PostOffice
    ) -> None:
        office.will("hang", SOCIAL_CARE)
        settings = desk_settings(
            database, secrets_file, **office.settings(), smtp_timeout_seconds=3
        )
        async with open_desk(database, settings) as desk:
            school = api.agency("school")
            await school.raises()
            await school.raises(a_dispute(responding=[{"agency": "police"}]))
            await desk.notices.sending.step()

            await until(lambda: bool(office.mails(POLICE)), seconds=2.5)

            await desk.notices.sending.settled()
            rows = await desk.rows()
        hung = [row for row in rows if row["because"] == "timed_out"]
        assert [row["recipient"] for row in hung] == ["agency:social-care"]


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


class TestSeveralDesks:
    async def test_send_each_notice_once(
        self, api: Api, database: Database, secrets_file: Path, office: PostOffice
    ) -> None:
        school = api.agency("school")
        for _ in range(10):
            await school.raises(a_dispute(responding=[{"agency": "police"}]))
            await school.raises()
        settings = [
            desk_settings(database, secrets_file, **office.settings(), notices_many=99)
            for _ in range(2)
        ]
        async with (
            open_desk(database, settings[0]) as one,
            open_desk(database, settings[1]) as other,
        ):
            await asyncio.gather(one.works(), other.works())

        ids = [str(mail["Message-ID"]) for mail in office.mails()]
        assert len(ids) == len(set(ids)) == 20


class TestWithoutAMailServer:
    async def test_notices_wait_in_sight_and_go_once_there_is_one(
        self, api: Api, database: Database, secrets_file: Path, office: PostOffice
    ) -> None:
        await api.agency("school").raises()
        async with open_desk(database, desk_settings(database, secrets_file)) as desk:
            await desk.works()
        monitor = api.role("monitor")
        status = (await monitor.get("/v1/status")).json()
        assert status["notices"]["not_configured"] == 1
        assert "no mail server is named" in status["warnings"][-1]

        settings = desk_settings(database, secrets_file, **office.settings())
        async with open_desk(database, settings) as desk:
            await desk.notices.sending.outbox.now_configured(desk.time.now())
            await desk.works()

        assert len(office.mails(SOCIAL_CARE)) == 1


@pytest.mark.parametrize("tls", ["tls", "starttls"])
class TestASecuredWay:
    async def test_is_taken_and_the_certificate_is_looked_at(
        self,
        api: Api,
        database: Database,
        secrets_file: Path,
        tmp_path: Path,
        tls: str,
    ) -> None:
        with post_office(tmp_path / "secured", tls) as office:
            await api.agency("school").raises()
            trusting = {**office.settings()}
            wary: dict[str, Any] = {**trusting, "smtp_ca_file": None}
            settings = desk_settings(database, secrets_file, **wary)
            async with open_desk(database, settings) as desk:
                await desk.works()
                assert office.mails() == []
                assert await desk.kinds("sent") == []
            settings = desk_settings(database, secrets_file, **trusting)
            async with open_desk(database, settings) as desk:
                await desk.after(minutes=2)

            assert len(office.mails(SOCIAL_CARE)) == 1


async def duties(who: Speaker, dispute: Json) -> list[Json]:
    """What people must hand over because a notice did not arrive."""
    answer = await who.get(f"/v1/disputes/{dispute['id']}")
    return [one for one in answer.json()["duties"] if one["kind"] == "hand_over"]


async def bounces(api: Api, message_id: object) -> httpx.Response:
    body = {"message_id": str(message_id)}
    return await api.role("admin").post("/v1/notices/bounces", body)
