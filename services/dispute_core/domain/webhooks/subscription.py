"""A subscription as its events have left it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from dispute_core.domain.webhooks.events import (
    WebhookChanged,
    WebhookEnded,
    WebhookEvent,
    WebhookSecretRotated,
    WebhookSubscribed,
)

OLD_KEYS_COUNT_FOR = timedelta(hours=24)
"""So long a receiver has to put the new secret in place of the old one."""


@dataclass(frozen=True, kw_only=True)
class SigningKeys:
    """What messages are signed with: a shared secret, and a pair of keys."""

    secret: str = field(repr=False)
    private: str = field(repr=False)
    public: str

    def said(self) -> dict[str, str]:
        """As events say it."""
        return {
            "secret": self.secret,
            "private_key": self.private,
            "public_key": self.public,
        }


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """Who asked for which messages, where they go, and how they are signed."""

    id: UUID
    partnership: str
    agency: str | None
    event_types: tuple[str, ...]
    url: str | None
    description: str | None
    keys: SigningKeys | None
    public_key: str
    subscribed_at: datetime
    version: int
    old_keys: SigningKeys | None = None
    old_until: datetime | None = None
    ended: WebhookEnded | None = None

    def wants(self, event_type: str) -> bool:
        return not self.event_types or event_type in self.event_types

    def keys_at(self, now: datetime) -> Sequence[SigningKeys]:
        """What counts at an instant, the newest first."""
        old = self.old_until is not None and now < self.old_until
        found = (self.keys, self.old_keys if old else None)
        return [keys for keys in found if keys is not None]


def webhook_of(events: Iterable[Any]) -> Webhook | None:
    """The subscription that these events, from its first, have made."""
    webhook = None
    for event in events:
        if isinstance(event, WebhookSubscribed):
            webhook = _begun(event)
        elif webhook is not None and isinstance(event, WebhookEvent):
            webhook = _after(webhook, event)
    return webhook


def delivery_id(webhook_id: UUID, event_id: str) -> UUID:
    """The same for ever, so that a receiver knows a message that comes again."""
    return uuid5(webhook_id, event_id)


def name_of_test(version: int) -> str:
    """The name of the test that a version of a subscription asked for."""
    return f"test.{version}"


def message_name(delivery: UUID) -> str:
    """The `webhook-id` of a message; without a full stop, which separates what is
    signed.
    """
    return f"msg_{delivery.hex}"


def _begun(event: WebhookSubscribed) -> Webhook:
    return Webhook(
        id=event.originator_id,
        partnership=event.partnership,
        agency=event.agency,
        event_types=event.event_types,
        url=event.url,
        description=event.description,
        keys=_keys(event),
        public_key=event.public_key,
        subscribed_at=event.timestamp,
        version=event.originator_version,
    )


def _after(webhook: Webhook, event: WebhookEvent) -> Webhook:
    now = replace(webhook, version=event.originator_version)
    if isinstance(event, WebhookChanged):
        return replace(
            now,
            event_types=event.event_types,
            url=event.url,
            description=event.description,
        )
    if isinstance(event, WebhookSecretRotated):
        return replace(
            now,
            keys=_keys(event),
            public_key=event.public_key,
            old_keys=webhook.keys,
            old_until=event.old_until,
        )
    if isinstance(event, WebhookEnded):
        return replace(now, ended=event)
    return now


def _keys(event: WebhookSubscribed | WebhookSecretRotated) -> SigningKeys | None:
    if event.secret is None or event.private_key is None:
        return None  # erased: nothing can be signed any longer
    return SigningKeys(
        secret=event.secret, private=event.private_key, public=event.public_key
    )
