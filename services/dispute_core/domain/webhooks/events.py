"""What happened to a subscription, as events of a stream of its own.

Where messages go, and with what they are signed, is sealed: whoever reads the log
without its keys can neither find an agency's systems nor speak in our name.
"""

from datetime import datetime
from typing import Any, ClassVar, Literal
from uuid import UUID

from eventsourcing.domain import AggregateEvent

from dispute_core.domain.vocabulary import Sealed

EndedBecause = Literal["asked", "gone"]
"""`gone`: the endpoint itself answered that it is no more (410)."""


class WebhookEvent(AggregateEvent):
    """Something that happened to a subscription."""

    TOPIC: ClassVar[str]


class WebhookSubscribed(WebhookEvent):
    """An agency, or a board where `agency` is None, asked for messages.

    `event_types` are those of the event feed; none named means every one.
    """

    TOPIC = "webhook.subscribed"
    partnership: str
    agency: str | None
    event_types: tuple[str, ...]
    public_key: str
    url: Sealed[str | None]
    description: Sealed[str | None]
    secret: Sealed[str | None]
    private_key: Sealed[str | None]


class WebhookChanged(WebhookEvent):
    """From now on other messages are asked for, or elsewhere."""

    TOPIC = "webhook.changed"
    event_types: tuple[str, ...]
    url: Sealed[str | None]
    description: Sealed[str | None]


class WebhookSecretRotated(WebhookEvent):
    """Messages are signed with new keys, until `old_until` with the old ones too."""

    TOPIC = "webhook.secret_rotated"
    public_key: str
    old_until: datetime
    secret: Sealed[str | None]
    private_key: Sealed[str | None]


class WebhookEnded(WebhookEvent):
    """Nothing more is sent."""

    TOPIC = "webhook.ended"
    because: EndedBecause


class WebhookTestAsked(WebhookEvent):
    """A message that says nothing is to be sent, to try the way."""

    TOPIC = "webhook.test_asked"


class WebhookRedeliveryAsked(WebhookEvent):
    """A message is to be sent once more, under the id that it had."""

    TOPIC = "webhook.redelivery_asked"
    delivery_id: UUID


WEBHOOK_EVENTS: tuple[type[WebhookEvent], ...] = (
    WebhookSubscribed,
    WebhookChanged,
    WebhookSecretRotated,
    WebhookEnded,
    WebhookTestAsked,
    WebhookRedeliveryAsked,
)
"""Every event class of these streams: the codec's dictionary is made of these too."""


def subscribing(webhook_id: UUID, at: datetime, **said: Any) -> WebhookSubscribed:
    """The event with which a subscription begins."""
    return WebhookSubscribed(**_header(webhook_id, 1, at) | said)


def following(
    kind: type[WebhookEvent], webhook_id: UUID, version: int, at: datetime, **said: Any
) -> WebhookEvent:
    """The event that comes after a version of a subscription."""
    return kind(**_header(webhook_id, version + 1, at) | said)


def _header(stream: UUID, version: int, at: datetime) -> dict[str, Any]:
    return {"originator_id": stream, "originator_version": version, "timestamp": at}
