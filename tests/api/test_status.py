"""The state of the service, for those who watch over it and see no dispute."""

import tomllib
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import asyncpg
import httpx
import pytest

from dispute_core import VERSION
from dispute_core.log import roles
from dispute_core.readmodel.open_deadlines import OpenDeadlines
from dispute_core.readmodel.projection import catch_up
from tests.support.api import Api, Speaker, a_dispute, inside
from tests.support.databases import Database

LONG_AGO = "2026-03-02T10:00:00Z"
BEAT = """
INSERT INTO worker_heartbeats (worker_id, seen_at, position)
VALUES ('worker-1', clock_timestamp() - $1::interval, 1)
ON CONFLICT (worker_id) DO UPDATE SET seen_at = excluded.seen_at
"""


@pytest.fixture
def monitor(api: Api) -> Speaker:
    return api.role("monitor")


async def state(monitor: Speaker) -> Any:
    answer = await monitor.get("/v1/status")
    assert answer.status_code == httpx.codes.OK
    return answer.json()


class TestTheStateOfTheService:
    async def test_counts_deadlines_and_shows_no_dispute(
        self, api: Api, monitor: Speaker, school: Speaker, database: Database
    ) -> None:
        late = await school.raises(a_dispute(raised_at=LONG_AGO))
        await school.raises()
        practised = a_dispute(partnership="training", raised_at=LONG_AGO)
        await api.agency("school", "training").raises(practised)
        lag = (await state(monitor))["worker"]["lag_events"]
        async with (
            inside(api) as services,
            asyncpg.create_pool(
                database.url(roles.WORKER), min_size=1, max_size=1
            ) as pool,
        ):
            reader = services.log.reader
            caught_up = await catch_up(pool, reader, OpenDeadlines())

        answer = await monitor.get("/v1/status")

        assert lag == caught_up == await api.services.log.head()
        assert answer.json()["deadlines"] == {"open": 2, "overdue": 1}
        assert answer.json()["webhooks"]["waiting"] == 0
        assert answer.json()["worker"]["lag_events"] == 0
        assert answer.json()["notices_failed"] == 0
        assert late["id"] not in answer.text
        assert late["reference"] not in answer.text

    async def test_says_whether_a_worker_has_been_seen_lately(
        self, monitor: Speaker, database: Database
    ) -> None:
        nobody = (await state(monitor))["worker"]
        connection = await asyncpg.connect(database.url(roles.WORKER))
        await connection.execute(BEAT, timedelta(seconds=1))
        lately = (await state(monitor))["worker"]
        await connection.execute(BEAT, timedelta(seconds=31))
        long_ago = (await state(monitor))["worker"]
        await connection.close()

        assert (nobody["alive"], nobody["last_seen_at"]) == (False, None)
        assert lately["alive"] is True
        assert long_ago["alive"] is False
        assert long_ago["last_seen_at"] < lately["last_seen_at"]

    async def test_tells_the_time_of_the_database_and_how_far_the_calendar_reaches(
        self, monitor: Speaker
    ) -> None:
        first, second = await state(monitor), await state(monitor)

        assert first["time"] < second["time"]
        known_until = date.fromisoformat(first["calendar_known_until"])
        assert known_until > datetime.fromisoformat(first["time"]).date()
        assert (first["service"], first["version"]) == ("concord", VERSION)

    async def test_is_for_monitors_and_administrators_only(
        self, api: Api, school: Speaker
    ) -> None:
        assert (await api.role("admin").get("/v1/status")).status_code == 200
        for speaker in (school, api.role("board"), api.role("auditor")):
            answer = await speaker.get("/v1/status")
            assert answer.status_code == httpx.codes.FORBIDDEN
            assert answer.json()["code"] == "role-may-not"


def test_the_version_is_the_one_of_the_project() -> None:
    project = tomllib.loads(
        (Path(__file__).parents[2] / "pyproject.toml").read_text(encoding="utf-8")
    )

    assert project["project"]["version"] == VERSION
