"""The addresses about the service itself, and what every answer guards."""

import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from typing import NoReturn

import asyncpg
import httpx
import pytest
from pydantic import SecretStr
from starlette.exceptions import HTTPException

from dispute_api.app import create_app, listening
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_core.bootstrap import Services
from tests.support.api import BASE_URL, Api, Speaker, a_dispute, running
from tests.support.databases import Database

CONTRACT = Path(__file__).parents[3] / "contracts" / "openapi.yaml"
PAGES = ("/livez", "/readyz", "/openapi.yaml", "/docs", "/problems/busy")


@pytest.mark.asyncio(loop_scope="module")
class TestTheService:
    @pytest.mark.parametrize("path", PAGES)
    async def test_answers_about_itself_without_a_token(
        self, api: Api, path: str
    ) -> None:
        full = await api.stranger.get(path)
        head = await api.stranger.send("HEAD", path)

        assert full.status_code == head.status_code == 200
        assert head.content == b""

    async def test_serves_the_contract_as_it_is_kept(self, api: Api) -> None:
        answer = await api.stranger.get("/openapi.yaml")

        assert answer.content == CONTRACT.read_bytes()
        assert answer.headers["content-type"] == "application/yaml"

    @pytest.mark.parametrize("path", [*PAGES, "/nowhere", "/v1/disputes"])
    async def test_guards_every_answer(self, api: Api, path: str) -> None:
        headers = (await api.stranger.get(path)).headers

        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Referrer-Policy"] == "no-referrer"
        assert headers["Cache-Control"] == "no-store"
        policy = headers["Content-Security-Policy"]
        assert policy.startswith("default-src 'none'")
        assert "frame-ancestors 'none'" in policy

    async def test_counts_requests_by_route_and_never_by_address(
        self, api: Api, school: Speaker
    ) -> None:
        raised = await school.raises()
        await school.get(f"/v1/disputes/{raised['id']}")

        metrics = api.metrics()

        assert 'route="/v1/disputes/{dispute_id}",status="200"' in metrics
        assert "concord_http_request_duration_seconds_bucket" in metrics
        assert "concord_append_queue_depth 0.0" in metrics
        assert raised["id"] not in metrics
        assert "school" not in metrics

    async def test_shows_its_metrics_on_a_port_of_their_own(
        self, api: Api, unused_tcp_port: int
    ) -> None:
        assert (await api.stranger.get("/metrics")).status_code == 404
        settings = api.settings.model_copy(update={"metrics_port": unused_tcp_port})

        async with (
            listening(settings, api.context.metrics),
            httpx.AsyncClient(trust_env=False) as http,
        ):
            own = f"http://127.0.0.1:{unused_tcp_port}"
            metrics = await http.get(f"{own}/metrics")
            elsewhere = await http.get(f"{own}/v1/disputes")

        assert "concord_append_batch_events_count" in metrics.text
        assert elsewhere.status_code == 404

    async def test_is_not_ready_while_a_worker_has_been_silent_for_long(
        self, api: Api, database: Database
    ) -> None:
        silent = "INSERT INTO worker_heartbeats (worker_id, seen_at, position, held)"
        owner = await asyncpg.connect(database.url())
        try:
            await owner.execute(
                f"{silent} VALUES ('w', now() - interval '1 hour', 0, false)"
            )
            refused = await api.stranger.get("/readyz")
            await owner.execute("UPDATE worker_heartbeats SET seen_at = now()")
            ready = await api.stranger.get("/readyz")
            await owner.execute("DELETE FROM worker_heartbeats")
        finally:
            await owner.close()

        assert refused.status_code == 503
        assert "No worker" in refused.json()["detail"]
        assert ready.status_code == 200


@pytest.mark.asyncio(loop_scope="module")
class TestTheDocumentation:
    async def test_needs_nothing_from_elsewhere(self, api: Api) -> None:
        page = await api.stranger.get("/docs")

        assert "//" not in page.text.replace("<!doctype html>", "")
        for asset in re.findall(r'(?:src|href)="([^"]+)"', page.text):
            answer = await api.stranger.get(asset)
            assert answer.status_code == 200
            assert answer.content
        start = (await api.stranger.get("/docs/start.js")).text
        assert "http" not in start
        assert 'url: "/openapi.yaml"' in start

    async def test_runs_under_a_policy_that_allows_its_own_files_only(
        self, api: Api
    ) -> None:
        page = await api.stranger.get("/docs")

        policy = page.headers["Content-Security-Policy"]
        assert "unsafe" not in policy
        assert "script-src 'self'" in policy
        assert "<script>" not in page.text
        assert "style=" not in page.text


@pytest.mark.asyncio(loop_scope="module")
class TestWithoutADatabase:
    async def test_is_alive_but_not_ready_and_says_when_to_come_back(
        self, api: Api, issuer: DevelopmentIssuer
    ) -> None:
        nowhere = SecretStr("postgresql://x:y@127.0.0.1:1/none")
        settings = api.settings.model_copy(
            update={"writer_url": nowhere, "api_url": nowhere}
        )

        async with running(settings, issuer) as down:
            school = down.agency("school")
            assert (await school.get("/livez")).status_code == 200
            for answer in (
                await school.get("/readyz"),
                await school.get(f"/v1/disputes/{'0' * 8}-0000-0000-0000-{'0' * 12}"),
                await school.post("/v1/disputes", a_dispute()),
            ):
                assert answer.status_code == 503
                assert int(answer.headers["Retry-After"]) >= 1
                assert answer.json()["code"] == "unavailable"
                assert "127.0.0.1" not in answer.text


@pytest.mark.asyncio(loop_scope="module")
class TestWithoutTheSecondWall:
    async def test_is_not_ready(
        self, api: Api, database: Database, issuer: DevelopmentIssuer
    ) -> None:
        """A role that sees everything would work just as well, and nobody notice."""
        sees_all = SecretStr(database.reader_url)
        settings = api.settings.model_copy(update={"api_url": sees_all})

        async with running(settings, issuer) as unwalled:
            answer = await unwalled.stranger.get("/readyz")

        assert answer.status_code == 503
        assert "concord_api" in answer.json()["detail"]


class _Broken:
    """A log in which something is wrong that nobody thought of."""

    def __init__(self, error: Exception) -> None:
        self.error = error

    async def load(self, *_: object, **__: object) -> NoReturn:
        raise self.error


@pytest.mark.asyncio(loop_scope="module")
class TestAMistakeOfOurs:
    @pytest.mark.parametrize(
        "error",
        [KeyError("Secret Name"), HTTPException(418, "Secret Name")],
    )
    async def test_is_a_problem_that_tells_nothing_but_its_number(
        self, api: Api, capsys: pytest.CaptureFixture[str], error: Exception
    ) -> None:
        core = replace(api.services.core, log=_Broken(error))  # type: ignore[arg-type]
        broken = replace(api.services, core=core)

        @asynccontextmanager
        async def lent() -> AsyncIterator[Services]:
            yield broken

        app = create_app(api.settings, lent)
        async with (
            app.router.lifespan_context(app),
            httpx.AsyncClient(
                transport=httpx.ASGITransport(app), base_url=BASE_URL
            ) as http,
        ):
            token = api.issuer.mint("worcestershire", agency="school")
            answer = await http.get(
                "/v1/disputes/01990000-0000-7000-8000-000000000000",
                headers={"Authorization": f"Bearer {token}"},
            )

        assert answer.status_code == 500
        assert answer.headers["content-type"] == "application/problem+json"
        assert answer.json()["code"] == "internal-error"
        logged = capsys.readouterr().out
        assert answer.headers["X-Request-Id"] in logged
        assert "Secret" not in answer.text + logged
