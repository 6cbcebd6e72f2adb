"""Notices to an agency's own system, over real HTTP."""

import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.support.api import Api
from tests.support.databases import Database
from tests.support.post_office import PostOffice
from tests.worker.notice_desk import BASE_URL, Desk, desk_settings, open_desk


@dataclass
class System:
    """An agency's system: what it was sent, and with what it answers."""

    url: str = ""
    status: int = HTTPStatus.NO_CONTENT
    got: list[dict[str, Any]] = field(default_factory=list)
    traces: list[str] = field(default_factory=list)


@contextmanager
def listening(system: System) -> Iterator[None]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            length = int(self.headers["Content-Length"])
            system.traces.append(self.headers["traceparent"].split("-")[1])
            system.got.append(json.loads(self.rfile.read(length)))
            self.send_response(system.status)
            self.send_header("Location", "http://127.0.0.1:1/elsewhere")
            self.end_headers()

        def log_message(self, *_: Any) -> None:
            """Nothing: a test's output is its own."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    system.url = f"http://127.0.0.1:{server.server_port}/concord"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def system() -> Iterator[System]:
    system = System()
    with listening(system):
        yield system


@pytest.fixture
async def desk(
    database: Database, secrets_file: Path, office: PostOffice, system: System
) -> AsyncIterator[Desk]:
    settings = desk_settings(
        database,
        secrets_file,
        **office.settings(),
        notice_webhooks={"worcestershire/social-care": system.url},
    )
    async with open_desk(database, settings) as desk:
        yield desk


class TestAnAgencyWithASystem:
    async def test_is_told_there_and_not_by_mail(
        self, api: Api, desk: Desk, office: PostOffice, system: System
    ) -> None:
        dispute = await api.agency("school").raises()

        await desk.works()

        [told] = system.got
        [notice] = told["notices"]
        assert told["id"] == notice["notice_id"]
        assert (notice["kind"], notice["stage"]) == ("raised", "Stage 1")
        assert notice["reference"] == dispute["reference"]
        assert notice["link"] == f"{BASE_URL}/v1/disputes/{dispute['id']}"
        assert office.mails() == []
        assert await desk.recorded(dispute) == ["notice.sent"]

    @pytest.mark.parametrize("status", [500, 503, 429, 302])
    async def test_that_does_not_take_it_gets_it_again_under_the_same_id(
        self, api: Api, desk: Desk, system: System, status: int
    ) -> None:
        system.status = status
        dispute = await api.agency("school").raises()
        await desk.works()
        system.status = HTTPStatus.OK

        await desk.after(minutes=2)

        first, again = system.got
        assert first == again
        event = await api.agency("school").get(f"/v1/events/{dispute['id']}.1")
        assert set(system.traces) == {event.json()["traceparent"].split("-")[1]}
        assert await desk.recorded(dispute) == ["notice.failed", "notice.sent"]

    async def test_that_is_gone_leaves_it_to_a_person(
        self, api: Api, desk: Desk, system: System
    ) -> None:
        system.status = HTTPStatus.GONE
        dispute = await api.agency("school").raises()

        await desk.works()

        assert await desk.recorded(dispute) == ["notice.undeliverable"]
        answer = await api.agency("school").get(f"/v1/disputes/{dispute['id']}")
        assert [d["status"] for d in answer.json()["duties"] if d["to"]] == ["overdue"]
