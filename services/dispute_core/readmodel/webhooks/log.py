"""What came of messages, as their subscriber reads it: each with its newest tries."""
# ruff: noqa: S608 - every name in it is ours, every value a parameter

import json
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from dispute_core.asking import Asking
from dispute_core.readmodel.sight import Arguments, Sight

_NEWEST_TRIES = 10

_SELECT = """
SELECT d.id, d.dispute_id, d.version, d.topic, d.reference, d.recorded_at, d.status,
    d.attempts, d.because, CASE WHEN d.status = 'waiting' THEN d.next_at END,
    d.settled_at, d.told_at, (
        SELECT coalesce(json_agg(t ORDER BY t.attempt DESC), '[]') FROM (
            SELECT a.attempt, a.at, a.milliseconds, a.status, a.because
            FROM webhook_attempts AS a WHERE a.delivery_id = d.id
            ORDER BY a.attempt DESC LIMIT %s
        ) AS t
    )
FROM webhook_deliveries AS d LEFT JOIN dispute_summaries AS s ON s.id = d.dispute_id
WHERE d.webhook_id = %s AND (d.dispute_id IS NULL OR (%s))
"""


class DeliveryRow(NamedTuple):
    """A message, and what has become of it."""

    id: UUID
    dispute_id: UUID | None
    version: int
    topic: str
    reference: str | None
    recorded_at: datetime
    status: str
    attempts: int
    because: str | None
    next_at: datetime | None
    settled_at: datetime | None
    told_at: datetime | None
    tries: list[Mapping[str, Any]]


class LastDelivery(NamedTuple):
    """Where a page ended."""

    recorded_at: datetime
    id: UUID


async def list_deliveries(
    asking: Asking,
    sight: Sight,
    webhook_id: UUID,
    *,
    status: str | None,
    after: LastDelivery | None,
    limit: int,
) -> tuple[list[DeliveryRow], bool]:
    """One page, the newest first, of disputes that are in sight still; if more."""
    arguments = Arguments()
    query = _SELECT % (
        arguments.add(_NEWEST_TRIES),
        arguments.add(webhook_id),
        sight.condition(arguments),
    )
    if status is not None:
        query += f" AND d.status = {arguments.add(status)}"
    if after is not None:
        query += (
            f" AND (d.recorded_at, d.id) < ({arguments.add(after.recorded_at)},"
            f" {arguments.add(after.id)})"
        )
    query += f" ORDER BY d.recorded_at DESC, d.id DESC LIMIT {arguments.add(limit + 1)}"
    rows = await asking.ask(lambda it: it.fetch(query, *arguments.values))
    found = [DeliveryRow._make([*tuple(row)[:-1], json.loads(row[-1])]) for row in rows]
    return found[:limit], len(found) > limit


async def has_delivery(
    asking: Asking, sight: Sight, webhook_id: UUID, delivery: UUID
) -> bool:
    """Whether a message is of this webhook, and of a dispute that is in sight still."""
    arguments = Arguments()
    query = (
        "SELECT true FROM webhook_deliveries AS d"
        " LEFT JOIN dispute_summaries AS s ON s.id = d.dispute_id"
        f" WHERE d.id = {arguments.add(delivery)}"
        f" AND d.webhook_id = {arguments.add(webhook_id)}"
        f" AND (d.dispute_id IS NULL OR ({sight.condition(arguments)}))"
    )
    found = await asking.ask(lambda it: it.fetchval(query, *arguments.values))
    return found is not None
