"""What is to be sent to other systems: rows that follow from the log, in order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from uuid import UUID

import asyncpg

from dispute_core.domain.webhooks.events import (
    WebhookChanged,
    WebhookEnded,
    WebhookEvent,
    WebhookRedeliveryAsked,
    WebhookSubscribed,
    WebhookTestAsked,
)
from dispute_core.domain.webhooks.subscription import delivery_id, name_of_test

NAME = "webhooks"
"""Under which the position is kept up to which the log has been read."""

AT_ONCE = datetime.fromisoformat("1970-01-01T00:00:00+00:00")
"""When what somebody asks for is due: before everything else that waits."""

_ENDPOINTS = """
SELECT id, partnership, agency, event_types FROM webhook_endpoints
WHERE ended_at IS NULL
"""
_SUBSCRIBED = """
INSERT INTO webhook_endpoints (id, partnership, agency, event_types, version)
VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING
"""
_CHANGED = """
UPDATE webhook_endpoints
SET event_types = $3, version = $2, failures = 0, failing_since = NULL,
    next_at = 'epoch'
WHERE id = $1
"""
_HURRY = """
UPDATE webhook_deliveries SET next_at = $2
WHERE webhook_id = $1 AND status = 'waiting' AND next_at > $2
"""
_VERSION = """
UPDATE webhook_endpoints SET version = $2, next_at = 'epoch' WHERE id = $1
"""
_ENDED = "UPDATE webhook_endpoints SET version = $2, ended_at = $3 WHERE id = $1"
_DROPPED = """
UPDATE webhook_deliveries SET status = $2, because = $3, settled_at = $4,
    give_up_at = CASE WHEN $2 = 'gone' THEN $4::timestamptz
        ELSE give_up_at END,
    leased_by = NULL, leased_until = NULL
WHERE webhook_id = $1 AND status = 'waiting'
"""
_AGAIN = """
UPDATE webhook_deliveries SET status = 'waiting', next_at = $2, settled_at = NULL
WHERE id = $1 AND webhook_id = $3
"""
_ADD = """
INSERT INTO webhook_deliveries (id, webhook_id, dispute_id, version, topic, reference,
    occurred_at, recorded_at, next_at, give_up_at)
SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::integer[], $5::text[],
    $6::text[], $7::timestamptz[], $8::timestamptz[], $9::timestamptz[],
    $10::timestamptz[])
ON CONFLICT (id) DO NOTHING
"""


class EndpointRow(NamedTuple):
    """A subscription that has not ended, as far as choosing messages goes."""

    id: UUID
    partnership: str
    agency: str | None
    event_types: tuple[str, ...]

    def wants(self, event_type: str) -> bool:
        return not self.event_types or event_type in self.event_types


@dataclass(frozen=True, kw_only=True)
class NewDelivery:
    """A message that a subscriber is to get; `give_up_at` is when people are told."""

    webhook_id: UUID
    event_id: str
    dispute_id: UUID | None
    version: int
    topic: str
    reference: str | None
    occurred_at: datetime
    recorded_at: datetime
    next_at: datetime
    give_up_at: datetime | None

    def row(self) -> tuple[object, ...]:
        return (
            delivery_id(self.webhook_id, self.event_id),
            self.webhook_id,
            self.dispute_id,
            self.version,
            self.topic,
            self.reference,
            self.occurred_at,
            self.recorded_at,
            self.next_at,
            self.give_up_at,
        )


async def endpoints(connection: asyncpg.Connection) -> dict[UUID, EndpointRow]:
    """Everybody who is to be sent something, as the table stands."""
    rows = await connection.fetch(_ENDPOINTS)
    found = (EndpointRow(row[0], row[1], row[2], tuple(row[3])) for row in rows)
    return {one.id: one for one in found}


async def add(connection: asyncpg.Connection, new: Iterable[NewDelivery]) -> None:
    """Put down what is to be sent; what stands there already stays as it is."""
    rows = [one.row() for one in new]
    if rows:
        await connection.execute(_ADD, *map(list, zip(*rows, strict=True)))


async def note(
    connection: asyncpg.Connection, event: WebhookEvent, at: datetime
) -> EndpointRow | None:
    """Bring the tables to what an event of a subscription says.

    The endpoint as it is wanted from now on; None where it is wanted no longer.
    """
    stream, version = event.originator_id, event.originator_version
    if isinstance(event, WebhookSubscribed):
        row = EndpointRow(stream, event.partnership, event.agency, event.event_types)
        types = list(row.event_types)
        await connection.execute(
            _SUBSCRIBED, stream, row.partnership, row.agency, types, version
        )
        return row
    if isinstance(event, WebhookChanged):
        await connection.execute(_CHANGED, stream, version, list(event.event_types))
        await connection.execute(_HURRY, stream, at)
    elif isinstance(event, WebhookEnded):
        status = "gone" if event.because == "gone" else "dropped"
        await connection.execute(_ENDED, stream, version, at)
        await connection.execute(_DROPPED, stream, status, "ended", at)
        return None
    else:
        await connection.execute(_VERSION, stream, version)
    if isinstance(event, WebhookRedeliveryAsked):
        await connection.execute(_AGAIN, event.delivery_id, AT_ONCE, stream)
    elif isinstance(event, WebhookTestAsked):
        await add(connection, [_test(event, at)])
    return (await endpoints(connection)).get(stream)


def _test(event: WebhookTestAsked, at: datetime) -> NewDelivery:
    return NewDelivery(
        webhook_id=event.originator_id,
        event_id=name_of_test(event.originator_version),
        dispute_id=None,
        version=event.originator_version,
        topic=event.TOPIC,
        reference=None,
        occurred_at=event.timestamp,
        recorded_at=at,
        next_at=AT_ONCE,
        give_up_at=None,
    )
