"""A running API in this process, on a real database, and the people who call it."""

from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
from fastapi import FastAPI
from pydantic import SecretStr

from dispute_api.app import OpenCore, create_app
from dispute_api.context import Context
from dispute_api.settings import Settings
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_core.application.calendars.taking_in import take_in_calendars
from dispute_core.application.policies.releasing import (
    publish_directory,
    release_policies,
)
from dispute_core.bootstrap import CoreSettings, Services, open_core
from dispute_core.policies import shipped
from dispute_core.policies.calendar_file import shipped_calendars
from dispute_core.policies.directory_file import read_directory
from tests.support.databases import Database

BASE_URL = "http://concord.test"

Json = dict[str, Any]


def a_dispute(**changes: Any) -> Json:
    """A body of raiseDispute that Worcestershire's policy accepts."""
    body: Json = {
        "partnership": "worcestershire",
        "subject": {"kind": "child", "reference": "SCH-48213", "held_by": "school"},
        "raised_by": {
            "agency": "school",
            "role": "Designated safeguarding lead",
            "name": "R. Example",
            "band": "first_line_manager",
        },
        "responding": [{"agency": "social-care", "role": "Duty social worker"}],
        "category": "other",
        "category_text": "A referral was closed",
        "difference": {
            "disputed": "The referral was closed with advice only.",
            "effect_on_person": "Nobody outside school has seen the child.",
            "outcome_wanted": "A social worker sees the child this week.",
        },
        "immediate_risk": {"present": False},
    }
    return {**body, **changes}


def a_discussion(**changes: Any) -> Json:
    return {"method": "phone", "outcome": "not_agreed", **changes}


@cache
def directory() -> list[dict[str, Any]]:
    text = (files("concord") / "demo" / "directory.yaml").read_text(encoding="utf-8")
    return read_directory(text)


async def publish(services: Services) -> None:
    """Put the shipped policies and the demonstration directory into the log."""
    log, shelf, clock = services.log, services.catalogue, services.core.clock
    await release_policies(log, shelf, shipped(), clock=clock)
    await publish_directory(log, shelf, directory(), clock=clock)
    await take_in_calendars(log, shelf, shipped_calendars(), clock=clock)
    await services.catalogue.look()


@dataclass(frozen=True, kw_only=True)
class Speaker:
    """Somebody with a token."""

    http: httpx.AsyncClient
    headers: Mapping[str, str]

    async def get(self, path: str, **parts: Any) -> httpx.Response:
        return await self.send("GET", path, **parts)

    async def send(self, method: str, path: str, **parts: Any) -> httpx.Response:
        headers = {**self.headers, **parts.pop("headers", {})}
        return await self.http.request(method, path, headers=headers, **parts)

    async def post(
        self,
        path: str,
        body: Mapping[str, Any],
        *,
        version: int | None = None,
        key: str | None = None,
    ) -> httpx.Response:
        headers = {"Idempotency-Key": key or str(uuid4())}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        return await self.send("POST", path, json=body, headers=headers)

    async def raises(self, body: Json | None = None) -> Json:
        """The new dispute, as it was answered."""
        answer = await self.post("/v1/disputes", body or a_dispute())
        assert answer.status_code == httpx.codes.CREATED, answer.text
        raised: Json = answer.json()
        return raised

    async def does(self, act: str, dispute: Json, body: Json) -> Json:
        """The dispute after an act that succeeds, decided on the version given."""
        path = f"/v1/disputes/{dispute['id']}/{act}"
        answer = await self.post(path, body, version=dispute["version"])
        assert answer.status_code == httpx.codes.CREATED, answer.text
        changed: Json = answer.json()
        return changed


@dataclass(frozen=True, kw_only=True)
class Api:
    """The application, its inside, and tokens for whoever should call."""

    app: FastAPI
    http: httpx.AsyncClient
    issuer: DevelopmentIssuer
    settings: Settings
    _speakers: dict[str, Speaker] = field(default_factory=dict)

    @property
    def context(self) -> Context:
        context: Context = self.app.state.context
        return context

    @property
    def services(self) -> Services:
        return self.context.services

    def metrics(self) -> str:
        """What the monitoring reads."""
        return self.context.metrics.page().body.decode()

    def agency(self, agency: str, partnership: str = "worcestershire") -> Speaker:
        return self.holder(self.issuer.mint(partnership, agency=agency))

    def role(self, role: str, partnership: str = "worcestershire") -> Speaker:
        return self.holder(self.issuer.mint(partnership, role=role))

    def holder(self, token: str) -> Speaker:
        return Speaker(http=self.http, headers={"Authorization": f"Bearer {token}"})

    @property
    def stranger(self) -> Speaker:
        """Somebody without a token."""
        return Speaker(http=self.http, headers={})


def settings_for(
    database: Database, secrets_file: Path, issuer: DevelopmentIssuer
) -> Settings:
    return Settings(
        writer_url=SecretStr(database.writer_url),
        api_url=SecretStr(database.api_url),
        secrets_file=secrets_file,
        jwks_file=issuer.jwks_file,
        issuer=issuer.issuer,
        audience=issuer.audience,
        public_url=BASE_URL,
    )


@asynccontextmanager
async def inside(api: Api) -> AsyncIterator[Services]:
    """The core as a worker has it, to whom the database shows everything."""
    url = api.settings.writer_url.get_secret_value()
    settings = CoreSettings(
        writer_url=url, reader_url=url, secrets=api.services.secrets
    )
    async with open_core(settings) as services:
        yield services


@asynccontextmanager
async def running(
    settings: Settings, issuer: DevelopmentIssuer, opening: OpenCore | None = None
) -> AsyncIterator[Api]:
    """The application, started, and a client that reaches it without a socket."""
    app = create_app(settings, opening)
    transport = httpx.ASGITransport(app, raise_app_exceptions=True)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url=BASE_URL) as http,
    ):
        yield Api(app=app, http=http, issuer=issuer, settings=settings)
