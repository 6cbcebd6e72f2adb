"""What a message says: which event it was and where to read it, and no more."""

from dataclasses import dataclass
from datetime import datetime

import orjson

from dispute_core.domain.cloud_events import Told, envelope, thin_envelope
from dispute_core.domain.webhooks.subscription import Webhook, message_name
from dispute_core.readmodel.webhooks.queue import Due
from dispute_core.signing import signature
from dispute_core.tracing import gone_on

CONTENT_TYPE = "application/cloudevents+json; charset=utf-8"
USER_AGENT = "Concord-Webhooks/1"


@dataclass(frozen=True, kw_only=True)
class Message:
    """The bytes of one try, with the headers that vouch for them."""

    body: bytes
    headers: dict[str, str]


def message(
    due: Due, webhook: Webhook, base_url: str, now: datetime, *, training: bool
) -> Message:
    """The same body and id on every try; time and signature are those of this one."""
    body = _body(due, webhook, base_url, training=training)
    name = message_name(due.id)
    return Message(
        body=body,
        headers={
            "Content-Type": CONTENT_TYPE,
            "User-Agent": USER_AGENT,
            "traceparent": gone_on(due.traceparent).parent,
            "webhook-id": name,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": signature(webhook.keys_at(now), name, now, body),
        },
    )


def _body(due: Due, webhook: Webhook, base_url: str, *, training: bool) -> bytes:
    """Facts that everybody may hear who may hear of the dispute at all."""
    told = Told(
        stream_id=due.dispute_id or due.webhook_id,
        version=due.version,
        topic=due.topic,
        partnership=webhook.partnership,
        occurred_at=due.occurred_at,
        recorded_at=due.recorded_at,
        traceparent=due.traceparent,
        training=training,
    )
    if due.dispute_id is None:
        where = {"webhook": f"{base_url}/v1/webhooks/{due.webhook_id}"}
        return orjson.dumps(envelope(told, where, base_url))
    said = thin_envelope(told, base_url)
    said["data"]["reference"] = due.reference
    return orjson.dumps(said)
