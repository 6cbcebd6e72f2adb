"""Those who chose one mail a working day get one; what cannot wait comes at once."""

import asyncio
from copy import deepcopy
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import asyncpg
import pytest

from dispute_core.application.policies.releasing import publish_directory
from dispute_core.domain.working_time import calendar_for, london
from tests.support.api import Api, Json, a_dispute, directory
from tests.support.databases import Database
from tests.support.post_office import PostOffice, text_of
from tests.worker.notice_desk import BASE_URL, Desk, desk_settings, open_desk

SOCIAL_CARE = "safeguarding@social-care.brighton-hove.example.org"


@pytest.fixture
async def school(api: Api) -> list[Json]:
    """Three disputes with an agency that has chosen one mail a working day."""
    board = deepcopy(next(b for b in directory() if b["prefix"] == "BTN"))
    [part] = [one for one in board["agencies"] if one["agency"] == "social-care"]
    part["digest"] = "daily"
    services = api.services
    clock = services.core.clock
    await publish_directory(services.log, services.catalogue, [board], clock=clock)
    await services.catalogue.look()
    school = api.agency("school", "brighton-hove")
    return [await school.raises(in_brighton()) for _ in range(3)]


def in_brighton(**more: object) -> Json:
    return a_dispute(partnership="brighton-hove", **more)


async def held(desk: Desk) -> list[asyncpg.Record]:
    return [row for row in await desk.rows() if row["digest_at"] is not None]


async def until_ten(desk: Desk) -> datetime:
    """Let the clock on the desk's wall come to the hour of the mail of the day."""
    at: datetime = (await held(desk))[0]["digest_at"]
    desk.time.passed = at - datetime.now(UTC)
    return at


class TestOneMailADay:
    async def test_tells_everything_that_could_wait_and_each_is_on_record(
        self, api: Api, desk: Desk, office: PostOffice, school: list[Json]
    ) -> None:
        await desk.works()
        assert office.mails(SOCIAL_CARE) == []
        path = f"/v1/disputes/{school[0]['id']}/notices"
        shown = (await api.agency("school", "brighton-hove").get(path)).json()["items"]
        [raised] = [one for one in shown if one["kind"] == "raised"]
        assert (raised["status"], raised["attempts"]) == ("waiting", 0)
        assert raised["digest_at"] == raised["next_at"] is not None

        at = await until_ten(desk)
        await desk.works()

        assert at.astimezone(london()).hour == 10
        assert calendar_for("ENG").is_working_day(at.date())
        [mail] = office.mails(SOCIAL_CARE)
        assert str(mail["Subject"]).startswith("3 notices from Brighton & Hove")
        text = " ".join(text_of(mail).split())
        assert "one mail on each working day, at ten in the morning" in text
        for dispute in school:
            assert f"{dispute['reference']}, Stage 1: " in text
            assert f"{BASE_URL}/v1/disputes/{dispute['id']}" in text
            assert await desk.recorded(dispute) == ["notice.sent"]
        assert text.count("What is asked: open it, see what is disputed") == 3
        ids = {str(row["id"]) for row in await held(desk)}
        assert len(ids) == 3
        assert str(mail["Message-ID"])[1:37] not in ids

    @pytest.mark.usefixtures("school")
    async def test_holds_nothing_back_where_somebody_is_at_risk(
        self, api: Api, desk: Desk, office: PostOffice
    ) -> None:
        at_risk = await api.agency("school", "brighton-hove").raises(
            in_brighton(
                immediate_risk={"present": True, "action_taken": "Rang the duty team."}
            )
        )

        await desk.works()

        [mail] = office.mails(SOCIAL_CARE)
        assert str(mail["Subject"]).startswith(at_risk["reference"])
        assert len(await held(desk)) == 3

    async def test_leaves_out_what_was_settled_meanwhile(
        self, api: Api, desk: Desk, office: PostOffice, school: list[Json]
    ) -> None:
        await desk.works()
        raising = api.agency("school", "brighton-hove")
        await raising.does("withdrawals", school[0], {"ground": "no_longer_held"})
        await desk.works()
        await until_ten(desk)
        await desk.works()

        [mail] = office.mails(SOCIAL_CARE)
        text = " ".join(text_of(mail).split())
        assert text.count("raised a professional difference with your agency") == 2
        assert text.count("has withdrawn it") == 1
        assert ("raised", "agency:social-care") in await desk.kinds("cancelled")


@pytest.mark.usefixtures("school")
class TestTheMailOfADay:
    async def test_that_was_taken_but_not_put_on_record_comes_again_as_the_same(
        self, database: Database, secrets_file: Path, office: PostOffice
    ) -> None:
        settings = desk_settings(
            database, secrets_file, **office.settings(), smtp_timeout_seconds=1
        )
        async with open_desk(database, settings) as desk:
            await desk.works()
            await until_ten(desk)
            office.will("take_in_silence")
            await desk.works()
            office.will("take")

            await desk.after(minutes=2)

        first, again = office.mails(SOCIAL_CARE)
        assert first["Message-ID"] == again["Message-ID"]
        assert text_of(first) == text_of(again)
        assert text_of(again).count("Read it here:") == 3

    async def test_is_one_however_many_workers_there_are(
        self, database: Database, secrets_file: Path, office: PostOffice
    ) -> None:
        settings = [
            desk_settings(database, secrets_file, **office.settings()) for _ in "ab"
        ]
        async with (
            open_desk(database, settings[0]) as one,
            open_desk(database, settings[1]) as other,
        ):
            await one.works()
            await until_ten(one)
            other.time.passed = one.time.passed
            await asyncio.gather(one.works(), other.works())

            mails = office.mails(SOCIAL_CARE)
            assert len(mails) == 1
            rows = await held(one)
        assert {row["mail_id"] for row in rows} == {
            UUID(str(mails[0]["Message-ID"])[1:37])
        }
