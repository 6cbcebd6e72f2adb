"""Real workers that die while they send: told at least once, under the same id."""

import signal
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from tests.support.api import Api, Json, a_dispute
from tests.support.databases import Database
from tests.support.post_office import PostOffice
from tests.support.waiting import until, until_true
from tests.worker.notice_desk import desk_settings
from tests.worker.processes import Workers

SOCIAL_CARE = "safeguarding@social-care.worcestershire.example.org"
POLICE = "safeguarding@police.worcestershire.example.org"


@pytest.fixture
def workers(
    database: Database, secrets_file: Path, office: PostOffice, tmp_path: Path
) -> Iterator[Workers]:
    told = {**office.settings(), "notices_lease_seconds": "2"}
    workers = Workers(desk_settings(database, secrets_file), tmp_path, told=told)
    yield workers
    workers.kill_all()


class TestAWorkerThatIsKilledBetweenSendingAndRecording:
    async def test_has_the_same_mail_sent_again_by_another(
        self, api: Api, workers: Workers, office: PostOffice
    ) -> None:
        office.will("take_in_silence")
        dispute = await api.agency("school").raises()
        victim = workers.start()
        await until(lambda: len(office.mails()) == 1)
        victim.kill()
        victim.wait()
        assert await told(api, dispute) == ["waiting"]
        office.will("take")

        workers.start()
        await until_true(partial(is_told, api, dispute))

        first, again = office.mails(SOCIAL_CARE)
        assert first["Message-ID"] == again["Message-ID"]
        assert first.get_content() == again.get_content()


class TestAWorkerThatHangsOnAMailServer:
    async def test_breaches_what_is_due_meanwhile_and_stops_when_asked(
        self, api: Api, workers: Workers, office: PostOffice
    ) -> None:
        office.will("hang")
        worker = workers.start()
        dispute = await api.agency("school").raises(
            a_dispute(raised_at="2026-03-02T09:00:00Z")
        )

        await until_true(partial(is_breached, api, dispute))

        assert office.mails() == []
        worker.send_signal(signal.SIGTERM)
        assert worker.wait(20) == 0


class TestAWorkerThatStops:
    async def test_leaves_what_it_held_to_another_at_once(
        self, api: Api, workers: Workers, office: PostOffice
    ) -> None:
        first = workers.start()
        dispute = await api.agency("school").raises()
        await until_true(partial(is_told, api, dispute))
        assert workers.stop(first) == 0
        other = await api.agency("school").raises(
            a_dispute(responding=[{"agency": "police"}])
        )

        workers.start()
        await until_true(partial(is_told, api, other))

        assert len(office.mails(POLICE)) == 1
        assert len(office.mails(SOCIAL_CARE)) == 1
        assert not [line for line in workers.lines() if "WOR-2026" in line]


async def told(api: Api, dispute: Json) -> list[str]:
    """What has become of the notices that tell of the raising."""
    path = f"/v1/disputes/{dispute['id']}/notices"
    items = (await api.agency("school").get(path)).json()["items"]
    return [one["status"] for one in items if one["kind"] == "raised"]


async def is_told(api: Api, dispute: Json) -> bool:
    return await told(api, dispute) == ["sent"]


async def is_breached(api: Api, dispute: Json) -> bool:
    answer = await api.agency("school").get(f"/v1/disputes/{dispute['id']}")
    return any(one["breach"] is not None for one in answer.json()["deadlines"])
