"""A real worker makes the moves that a document says happen by themselves."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import httpx
import pytest

from deadline_worker.settings import Settings
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_core.log import roles
from tests.support.api import (
    Api,
    Json,
    Speaker,
    a_discussion,
    a_dispute,
    running,
    settings_for,
)
from tests.support.databases import Database
from tests.support.made import publish_made
from tests.support.waiting import until_true
from tests.worker.processes import Workers

SOON = timedelta(seconds=2)


@pytest.fixture
async def api(
    database: Database, secrets_file: Path, issuer: DevelopmentIssuer
) -> AsyncIterator[Api]:
    async with running(settings_for(database, secrets_file, issuer), issuer) as api:
        await publish_made(api.services, "westmere")
        yield api


@pytest.fixture
def workers(
    database: Database, secrets_file: Path, tmp_path: Path
) -> Iterator[Workers]:
    settings = Settings.model_validate(
        {"worker_url": database.url(roles.WORKER), "secrets_file": secrets_file}
    )
    workers = Workers(settings, tmp_path)
    yield workers
    workers.kill_all()


@pytest.fixture
def school(api: Api) -> Speaker:
    return api.agency("school", "westmere")


class TestAMoveByItself:
    async def test_follows_the_breach_once_whoever_watches(
        self, school: Speaker, workers: Workers
    ) -> None:
        dispute = await school.raises(due_soon())

        workers.start()
        workers.start()
        await until_true(partial(is_at, school, dispute, "stage-1"))

        moved = await seen(school, dispute)
        assert moved["stage"]["entered"] == "automatic"
        assert moved["stage"]["clause"] == "WM 3"
        assert moved["stages_passed"][0]["trigger"] == "time_passed"
        assert [(d["duty"], d["status"]) for d in moved["deadlines"]] == [
            ("early-talk.talk", "breached"),
            ("stage-1.talk", "running"),
        ]
        happened = await events(school, dispute)
        assert [event["type"] for event in happened] == [
            "dispute.raised",
            "dispute.deadline_breached",
            "dispute.escalated",
        ]
        assert happened[-1]["data"]["by"]["agency"] == "concord"

    async def test_never_follows_a_duty_that_was_met(
        self, school: Speaker, workers: Workers
    ) -> None:
        met = await school.raises(due_soon())
        met = await school.does("discussions", met, a_discussion())
        other = await school.raises(due_soon())

        workers.start()
        await until_true(partial(is_at, school, other, "stage-1"))
        await asyncio.sleep(1)

        assert (await seen(school, met))["stage"]["id"] == "early-talk"

    async def test_is_left_to_people_where_the_log_heard_too_late(
        self, school: Speaker, workers: Workers
    ) -> None:
        """It ran on paper: who knows what people did meanwhile."""
        raised_at = datetime.now(UTC) - timedelta(days=9)
        late = await school.raises(
            a_dispute(partnership="westmere", raised_at=written(raised_at))
        )

        workers.start()
        await until_true(partial(is_breached, school, late))

        dispute = await seen(school, late)
        assert dispute["stage"]["id"] == "early-talk"
        asked = [p for p in dispute["prompts"] if p["kind"] == "left_to_people"]
        assert [one["clause"] for one in asked] == ["WM 3"]
        assert "leaves it to people (WM 3)." in dispute["next_step"]
        path = f"/v1/disputes/{late['id']}/escalations"
        answer = await school.post(
            path, {"trigger": "time_passed"}, version=dispute["version"]
        )
        assert answer.status_code == httpx.codes.CREATED
        assert answer.json()["stage"]["entered"] == "allowed"


class TestAMoveThatIsRequired:
    async def test_is_asked_for_once_the_time_has_passed_and_left_to_people(
        self, school: Speaker, workers: Workers
    ) -> None:
        began = datetime.now(UTC) - timedelta(days=30)
        dispute = await school.raises(
            a_dispute(partnership="westmere", raised_at=written(began))
        )
        for hours, body in enumerate(
            (
                {"trigger": "not_agreed"},
                {"trigger": "not_agreed", "path": "designated-professional"},
            ),
            start=1,
        ):
            at = written(began + timedelta(hours=hours))
            to = f"stage-{hours}"
            dispute = await school.does(
                "escalations", dispute, {**body, "to_stage": to, "escalated_at": at}
            )

        workers.start()
        await until_true(partial(is_breached, school, dispute, "stage-2.meet"))

        now = await seen(school, dispute)
        asked = [one for one in now["prompts"] if one["kind"] == "required"]
        [required] = asked
        assert required["text"] == (
            'The raising side must now take it to "Level 3", because the time has '
            "passed (WM 5)."
        )
        assert now["stage"]["id"] == "stage-2"


def due_soon() -> Json:
    due_at = written(datetime.now(UTC) + SOON)
    return a_dispute(
        partnership="westmere",
        risk_set_limit={"due_at": due_at, "reason": "He goes home at noon."},
    )


def written(at: datetime) -> str:
    return at.isoformat().replace("+00:00", "Z")


async def seen(who: Speaker, dispute: Json) -> Json:
    found: Json = (await who.get(f"/v1/disputes/{dispute['id']}")).json()
    return found


async def events(who: Speaker, dispute: Json) -> list[Json]:
    answer = await who.get(f"/v1/disputes/{dispute['id']}/events")
    found: list[Json] = answer.json()["items"]
    return found


async def is_at(who: Speaker, dispute: Json, stage: str) -> bool:
    return bool((await seen(who, dispute))["stage"]["id"] == stage)


async def is_breached(
    who: Speaker, dispute: Json, duty: str = "early-talk.talk"
) -> bool:
    deadlines = (await seen(who, dispute))["deadlines"]
    return any(d["duty"] == duty and d["breach"] is not None for d in deadlines)
