"""What becomes of notices when mail servers or mailboxes fail: never silence."""

import asyncio
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from tests.support.api import Api, a_dispute
from tests.support.databases import Database
from tests.support.post_office import PostOffice, post_office
from tests.support.waiting import until
from tests.worker.notice_desk import (
    Desk,
    desk_settings,
    duties,
    open_desk,
    spoil,
    write,
)

SOCIAL_CARE = "safeguarding@social-care.worcestershire.example.org"
SCHOOL = "safeguarding@school.worcestershire.example.org"
POLICE = "safeguarding@police.worcestershire.example.org"


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


class TestADisputeThatCannotBeRead:
    async def test_keeps_nobody_from_being_told_of_another(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        school = api.agency("school")
        broken = await school.raises()
        await school.raises(a_dispute(responding=[{"agency": "police"}]))
        await spoil(desk, broken)

        await desk.works()

        assert len(office.mails(POLICE)) == 1
        assert office.mails(SOCIAL_CARE) == []
        assert desk.notices.sending.filling.failed == 1

    async def test_is_in_sight_until_it_can_be_read_and_then_told_of_from_where_it_was(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        monitor = api.role("monitor")
        dispute = await api.agency("school").raises()
        as_it_was = await spoil(desk, dispute)
        await desk.works()
        await desk.after(minutes=2)
        status = (await monitor.get("/v1/status")).json()
        assert status["notices"]["unreadable"] == 1
        assert "cannot read 1 of the disputes" in status["warnings"][-1]
        assert (await desk.rows(), desk.notices.sending.filling.failed) == ([], 1)

        await write(desk, dispute, as_it_was)
        await api.agency("social-care").does("responses", dispute, {"view": "No."})
        await desk.works()  # what is new waits for what was before
        assert await desk.rows() == []
        await desk.after(minutes=2)

        told = [row["kind"] for row in await desk.rows()]
        assert {"raised", "responded", "reminder"} <= set(told)
        assert len(office.mails(SOCIAL_CARE)) == 1
        status = (await monitor.get("/v1/status")).json()
        assert (status["notices"]["unreadable"], status["warnings"]) == (0, [])


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
