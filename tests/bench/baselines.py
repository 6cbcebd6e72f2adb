"""What Concord is measured against: a bare route, and the library's own Application."""

import os
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate, event
from fastapi import FastAPI
from pydantic import BaseModel, ConfigDict


class Named(BaseModel):
    model_config = ConfigDict(extra="forbid")
    agency: str
    role: str | None = None
    name: str | None = None
    band: str | None = None


class Who(BaseModel):
    model_config = ConfigDict(extra="forbid")
    kind: str
    reference: str
    held_by: str | None = None


class Words(BaseModel):
    model_config = ConfigDict(extra="forbid")
    disputed: str
    effect_on_person: str
    outcome_wanted: str
    raiser_view: str | None = None
    evidence: str | None = None


class Risk(BaseModel):
    model_config = ConfigDict(extra="forbid")
    present: bool
    action_taken: str | None = None


class Body(BaseModel):
    """The body that raises a dispute, as far as the measurement sends it."""

    model_config = ConfigDict(extra="forbid")
    partnership: str
    policy: str | None = None
    subject: Who
    raised_by: Named
    responding: list[Named]
    category: str
    difference: Words
    immediate_risk: Risk
    raised_at: datetime | None = None


class Raised(Aggregate):
    """The same body, kept as the library's own aggregate keeps it."""

    @event("Begun")
    def __init__(self, body: dict[str, Any]) -> None:
        self.body = body


class Disputes(Application[UUID]):
    def raise_dispute(self, body: dict[str, Any]) -> UUID:
        dispute = Raised(body=body)
        self.save(dispute)
        return dispute.id


def bare() -> FastAPI:
    """A validated POST that does nothing: what the framework itself costs."""
    app = FastAPI()

    @app.post("/raise", status_code=201)
    async def route(body: Body) -> dict[str, str]:
        return {"id": str(uuid4()), "category": body.category}

    return app


def library() -> FastAPI:
    """The library's Application and PostgreSQL recorder, in FastAPI's threads."""
    app = FastAPI()
    disputes = Disputes(
        env={
            "PERSISTENCE_MODULE": "eventsourcing.postgres",
            "POSTGRES_HOST": "127.0.0.1",
            "POSTGRES_PORT": os.environ["BENCH_PG_PORT"],
            "POSTGRES_DBNAME": os.environ["BENCH_PG_DATABASE"],
            "POSTGRES_USER": os.environ["BENCH_PG_USER"],
            "POSTGRES_PASSWORD": os.environ["BENCH_PG_PASSWORD"],
            "POSTGRES_POOL_SIZE": "20",
        }
    )

    @app.post("/raise", status_code=201)
    def route(body: Body) -> dict[str, str]:
        return {"id": str(disputes.raise_dispute(body.model_dump(mode="json")))}

    return app
