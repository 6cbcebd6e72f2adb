"""Limits of every kind under the eyes of a real worker."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest
from pydantic import SecretStr

from deadline_worker.settings import Settings
from dispute_core.log import roles
from tests.api.thornley import FRIDAY_AFTERNOON, PARTNERSHIP, deadline, raised
from tests.support.api import Api, Json, Speaker, a_discussion
from tests.support.databases import Database
from tests.support.made import publish_made
from tests.support.waiting import until_true
from tests.worker.processes import Workers


@pytest.fixture
async def school(api: Api) -> Speaker:
    await publish_made(api.services, "thornley")
    return api.agency("school", PARTNERSHIP)


@pytest.fixture
def social_care(api: Api) -> Speaker:
    return api.agency("social-care", PARTNERSHIP)


@pytest.fixture
async def worker(
    database: Database, secrets_file: Path, tmp_path: Path
) -> AsyncIterator[None]:
    """A worker process of its own on the log that the API writes."""
    settings = Settings(
        worker_url=SecretStr(database.url(roles.WORKER)), secrets_file=secrets_file
    )
    workers = Workers(settings, tmp_path)
    workers.start()
    yield
    workers.kill_all()


async def does_meanwhile(speaker: Speaker, act: str, dispute: Json, body: Json) -> Json:
    """As `Speaker.does`, while the worker writes breaches to the same dispute."""
    path = f"/v1/disputes/{dispute['id']}"
    for _ in range(50):
        now = (await speaker.get(path)).json()
        answer = await speaker.post(f"{path}/{act}", body, version=now["version"])
        if answer.status_code != httpx.codes.PRECONDITION_FAILED:
            break
    assert answer.status_code == httpx.codes.CREATED, answer.text
    changed: Json = answer.json()
    return changed


async def breached(speaker: Speaker, dispute: Json, duty: str) -> bool:
    now = (await speaker.get(f"/v1/disputes/{dispute['id']}")).json()
    return bool(deadline(now, duty)["status"] == "breached")


@pytest.mark.usefixtures("worker")
class TestALimitThatTheWorkerWatches:
    async def test_is_breached_at_each_timer_of_a_stage_by_itself(
        self, school: Speaker
    ) -> None:
        dispute = await school.raises(raised(raised_at=FRIDAY_AFTERNOON))
        for duty in ("stage-1.acknowledge", "stage-1.answer", "procedure.over"):
            await until_true(partial(breached, school, dispute, duty))

        now = (await school.get(f"/v1/disputes/{dispute['id']}")).json()

        # Without a date, nothing was breached; what is only aimed at is late.
        told = {d["duty"]: d["status"] for d in now["deadlines"]}
        assert told["stage-1.meet"] == told["stage-1.family"] == "running"
        assert told["stage-1.file"] == "late"

    async def test_follows_from_an_outcome_and_outlasts_the_resolution(
        self, school: Speaker, social_care: Speaker
    ) -> None:
        at = datetime.now(UTC) - timedelta(days=30)
        ended = (at + timedelta(hours=1)).isoformat()
        dispute = await school.raises(raised(raised_at=at.isoformat()))
        agreed = {"outcome": "agreed", "summary": "Agreed.", "resolved_at": ended}
        await does_meanwhile(school, "resolutions", dispute, agreed)

        await until_true(partial(breached, school, dispute, "stage-1.confirm"))

        letter = {"kind": "correspondence", "text": "As agreed.", "at": ended}
        told = await does_meanwhile(social_care, "records", dispute, letter)
        assert told["status"] == "closed"
        assert deadline(told, "stage-1.confirm")["settled"]["in_time"] is True

    async def test_gets_its_date_from_a_discussion_and_is_breached_by_it(
        self, school: Speaker
    ) -> None:
        at = datetime.now(UTC) - timedelta(days=5)
        dispute = await school.raises(raised(raised_at=at.isoformat()))
        held = a_discussion(held_at=(at + timedelta(hours=1)).isoformat())

        told = await does_meanwhile(school, "discussions", dispute, held)

        reasons = deadline(told, "stage-1.reasons")
        assert reasons["span"]["printed"] == "48 hours (two working days)"
        await until_true(partial(breached, school, dispute, "stage-1.reasons"))
