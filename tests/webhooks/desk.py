"""What sends to other systems, without the loop around it: a test says when."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import asyncpg

from deadline_worker.settings import Settings
from deadline_worker.webhooks.wiring import Webhooks, open_webhooks
from dispute_core.bootstrap import CoreSettings, open_core
from dispute_core.log import Secrets
from tests.support.api import Json, Speaker
from tests.support.databases import Database
from tests.worker.notice_desk import Time

STEPS = 200


@dataclass
class NameServer:
    """Says what a test has it say; a list of answers is given one after the other."""

    says: dict[str, list[Sequence[str]]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    async def __call__(self, host: str, _: int) -> Sequence[str]:
        self.asked.append(host)
        answers = self.says.get(host)
        if not answers:
            raise OSError
        return answers.pop(0) if len(answers) > 1 else answers[0]


@dataclass
class Desk:
    """The part of a worker that sends messages, driven by hand."""

    webhooks: Webhooks
    time: Time
    names: NameServer
    eyes: asyncpg.Connection

    async def works(self) -> None:
        """Take in the log and send until nothing is due."""
        sending = self.webhooks.sending
        for _ in range(STEPS):
            more = await sending.step()
            await sending.settled()
            if not more:
                return
        message = "the desk never comes to rest"
        raise AssertionError(message)

    async def after(self, **passed: float) -> None:
        """Let time pass, then work."""
        self.time.passed += timedelta(**passed)
        await self.works()

    async def starts_over(self) -> None:
        """Drop what follows from the log, and read it from its beginning."""
        await self.eyes.execute(
            "TRUNCATE webhook_deliveries, webhook_endpoints, webhook_attempts"
        )
        await self.eyes.execute(
            "UPDATE projection_positions SET position = 0 WHERE name = 'webhooks'"
        )

    async def endpoint(self, webhook: Json) -> Mapping[str, Any]:
        found = await self.eyes.fetchrow(
            "SELECT * FROM webhook_endpoints WHERE id = $1::text::uuid", webhook["id"]
        )
        return dict(found)

    async def pause(self, webhook: Json) -> timedelta:
        """How long nothing goes to an endpoint for which one message waits."""
        next_at = await self.eyes.fetchval(
            "SELECT greatest(e.next_at, d.next_at) FROM webhook_endpoints AS e"
            " JOIN webhook_deliveries AS d ON d.webhook_id = e.id"
            " WHERE e.id = $1::text::uuid AND d.status = 'waiting'",
            webhook["id"],
        )
        pause: timedelta = next_at - self.time.now()
        return pause


@asynccontextmanager
async def open_webhook_desk(
    database: Database, settings: Settings
) -> AsyncIterator[Desk]:
    """A desk on the database of an API, which does not see it."""
    url = settings.worker_url.get_secret_value()
    core = CoreSettings(
        writer_url=url,
        reader_url=url,
        secrets=Secrets.from_file(settings.secrets_file),
    )
    time, names = Time(), NameServer()
    eyes = await asyncpg.connect(database.url())
    try:
        async with (
            open_core(core) as services,
            open_webhooks(settings, services, time.now, names) as webhooks,
        ):
            yield Desk(webhooks, time, names, eyes)
    finally:
        await eyes.close()


@dataclass
class Subscriber:
    """Somebody who subscribes, and ends everything when the test is over."""

    who: Speaker
    made: list[Json] = field(default_factory=list)

    async def subscribes(self, url: str, *types: str) -> Json:
        said = {"url": url, "event_types": list(types)}
        answer = await self.who.post("/v1/webhooks", said)
        assert answer.status_code == 201, answer.text
        webhook: Json = answer.json()
        self.made.append(webhook)
        return webhook

    async def asks(self, webhook: Json, act: str) -> Json:
        """The answer to an act on a webhook that succeeds."""
        answer = await self.who.post(f"/v1/webhooks/{webhook['id']}/{act}", {})
        assert answer.status_code == 201, answer.text
        said: Json = answer.json()
        return said

    async def deliveries(self, webhook: Json, **query: str) -> list[Json]:
        answer = await self.who.get(
            f"/v1/webhooks/{webhook['id']}/deliveries", params=query
        )
        items: list[Json] = answer.json()["items"]
        return items

    async def ends(self) -> None:
        for webhook in self.made:
            await self.who.post(f"/v1/webhooks/{webhook['id']}/endings", {})
        self.made.clear()
