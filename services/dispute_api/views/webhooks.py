"""Webhooks as their owners read them, and what became of messages."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from dispute_api.views.parts import Json, utc
from dispute_core.domain.cloud_events import event_type
from dispute_core.domain.events import event_name
from dispute_core.domain.webhooks.subscription import Webhook, message_name
from dispute_core.readmodel.webhooks.log import DeliveryRow


def webhook_summary(webhook: Webhook) -> Json:
    """Facts only, as a list shows them."""
    ended = webhook.ended
    return {
        "id": str(webhook.id),
        "partnership": webhook.partnership,
        "agency": webhook.agency,
        "event_types": list(webhook.event_types),
        "public_key": webhook.public_key,
        "old_keys_until": webhook.old_until and utc(webhook.old_until),
        "subscribed_at": utc(webhook.subscribed_at),
        "ended_at": ended and utc(ended.timestamp),
        "ended_because": ended and ended.because,
        "version": webhook.version,
    }


def webhook_view(webhook: Webhook) -> Json:
    """All of it but its secret."""
    return {
        **webhook_summary(webhook),
        "url": webhook.url,
        "description": webhook.description,
    }


def new_webhook_view(webhook: Webhook) -> Json:
    """With the secret: only for who has just made it."""
    keys = webhook.keys
    return {**webhook_view(webhook), "secret": keys and keys.secret}


def asked_view(delivery: UUID) -> Json:
    """A message that somebody has asked for."""
    return {"id": str(delivery), "message_id": message_name(delivery)}


def delivery_view(row: DeliveryRow, webhook_id: UUID) -> Json:
    """A message, and what has become of it."""
    return {
        **asked_view(row.id),
        "event_type": event_type(row.topic),
        "event_id": event_name(row.dispute_id or webhook_id, row.version),
        "dispute_id": row.dispute_id and str(row.dispute_id),
        "reference": row.reference,
        "recorded_at": utc(row.recorded_at),
        "status": row.status,
        "because": row.because,
        "attempts": row.attempts,
        "next_at": row.next_at and utc(row.next_at),
        "settled_at": row.settled_at and utc(row.settled_at),
        "told_at": row.told_at and utc(row.told_at),
        "tries": [_try(one) for one in row.tries],
    }


def _try(said: Mapping[str, Any]) -> Json:
    return {**said, "at": utc(datetime.fromisoformat(said["at"]))}
