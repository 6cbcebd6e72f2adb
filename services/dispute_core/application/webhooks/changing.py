"""Subscribing, changing and ending: one handler for each."""

from collections.abc import Awaitable, Callable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from dispute_core.application.appends import of_one
from dispute_core.application.caller import Caller
from dispute_core.application.changing import ATTEMPTS, author
from dispute_core.application.core import Core
from dispute_core.application.once import once
from dispute_core.application.ports import Appended, IdempotencyKey, VersionConflict
from dispute_core.application.webhooks.reading import (
    Shelf,
    Streams,
    WebhookSeen,
    owner,
    partnership_for,
    read_webhook,
)
from dispute_core.domain.cloud_events import event_type
from dispute_core.domain.dispute_events import EVENTS
from dispute_core.domain.errors import Busy
from dispute_core.domain.refusals.webhooks import (
    StaleWebhook,
    TooManyWebhooks,
    UnknownEventType,
    WebhookHasEnded,
)
from dispute_core.domain.webhooks.events import (
    WebhookChanged,
    WebhookEnded,
    WebhookEvent,
    WebhookRedeliveryAsked,
    WebhookSecretRotated,
    WebhookTestAsked,
    following,
    subscribing,
)
from dispute_core.domain.webhooks.subscription import (
    OLD_KEYS_COUNT_FOR,
    SigningKeys,
    Webhook,
)

MOST = 20
"""Of one agency, or of one board, that have not ended."""

TYPES = frozenset(event_type(event.TOPIC) for event in EVENTS)
"""Of which messages are sent: whatever happens in a dispute."""

MayBeCalled = Callable[[str], Awaitable[None]]
"""Raises `BadUrl` for an address to which nothing may be sent."""


@dataclass(frozen=True, kw_only=True)
class OnWebhook:
    """Who does something about a subscription, under which key."""

    caller: Caller
    key: IdempotencyKey
    correlation: str | None = None


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which messages are asked for, and where they shall go."""

    url: str
    event_types: tuple[str, ...] = ()
    description: str | None = None


Next = Callable[[Webhook, datetime], Awaitable[WebhookEvent]]


@dataclass(frozen=True, kw_only=True)
class Webhooks:
    """What the handlers of subscriptions work with, beside the core."""

    core: Core
    streams: Streams
    shelf: Shelf
    may_be_called: MayBeCalled
    turn: AbstractAsyncContextManager[object]
    """Whose turn it is to subscribe: counted and added to by one at a time."""


async def create_webhook(
    on: OnWebhook, wanted: Wanted, agency: str | None, keys: SigningKeys, at: Webhooks
) -> WebhookSeen:
    """Ask for messages; the answer, and that to a repeat, tells the secret."""

    async def create() -> WebhookSeen:
        partnership = await partnership_for(on.caller, at.core)
        chosen = owner(on.caller, agency, partnership)
        _expect_types(wanted)
        await at.may_be_called(wanted.url)
        async with at.turn:
            await _expect_room(partnership.code, chosen, at)
            said: dict[str, Any] = keys.said() | vars(wanted)
            said |= {"partnership": partnership.code, "agency": chosen}
            event = subscribing(at.core.new_id(), at.core.clock(), **said)
            return await _append(on, event, at)

    return await _once(on, create, at)


async def change_webhook(
    webhook_id: UUID, on: OnWebhook, wanted: Wanted, at: Webhooks, *, seen: int
) -> WebhookSeen:
    """Ask for other messages, or have them sent elsewhere."""

    async def change(webhook: Webhook, now: datetime) -> WebhookEvent:
        if webhook.version != seen:
            raise StaleWebhook(webhook.version)
        _expect_types(wanted)
        await at.may_be_called(wanted.url)
        said: dict[str, Any] = vars(wanted)
        return following(WebhookChanged, webhook.id, webhook.version, now, **said)

    return await _follow(webhook_id, on, change, at)


async def rotate_secret(
    webhook_id: UUID, on: OnWebhook, keys: SigningKeys, at: Webhooks
) -> WebhookSeen:
    """Sign with new keys; the old ones count beside them for a day."""

    async def rotate(webhook: Webhook, now: datetime) -> WebhookEvent:
        said = keys.said() | {"old_until": now + OLD_KEYS_COUNT_FOR}
        return following(WebhookSecretRotated, webhook.id, webhook.version, now, **said)

    return await _follow(webhook_id, on, rotate, at)


async def end_webhook(webhook_id: UUID, on: OnWebhook, at: Webhooks) -> WebhookSeen:
    """Have nothing more sent."""

    async def end(webhook: Webhook, now: datetime) -> WebhookEvent:
        said = {"because": "asked"}
        return following(WebhookEnded, webhook.id, webhook.version, now, **said)

    return await _follow(webhook_id, on, end, at)


async def send_test_event(webhook_id: UUID, on: OnWebhook, at: Webhooks) -> WebhookSeen:
    """Have a message sent that says nothing, to try the way."""

    async def test(webhook: Webhook, now: datetime) -> WebhookEvent:
        return following(WebhookTestAsked, webhook.id, webhook.version, now)

    return await _follow(webhook_id, on, test, at)


async def redeliver(
    webhook_id: UUID, delivery: UUID, on: OnWebhook, at: Webhooks
) -> WebhookSeen:
    """Have a message sent once more, at once, whatever became of it."""

    async def again(webhook: Webhook, now: datetime) -> WebhookEvent:
        said = {"delivery_id": delivery}
        kind = WebhookRedeliveryAsked
        return following(kind, webhook.id, webhook.version, now, **said)

    return await _follow(webhook_id, on, again, at)


async def _expect_room(code: str, agency: str | None, at: Webhooks) -> None:
    there = await at.shelf.webhooks(code)
    live = [one for one in there if one.agency == agency and one.ended is None]
    if len(live) >= MOST:
        raise TooManyWebhooks(f"End one of the {MOST} that you have.")


def _expect_types(wanted: Wanted) -> None:
    if not TYPES.issuperset(wanted.event_types):
        raise UnknownEventType


async def _follow(
    webhook_id: UUID, on: OnWebhook, decide: Next, at: Webhooks
) -> WebhookSeen:
    """Load, decide, append; decide again if something else came first."""

    async def follow() -> WebhookSeen:
        for _ in range(ATTEMPTS):
            webhook = await read_webhook(webhook_id, on.caller, at.core, at.streams)
            if webhook.ended is not None:
                raise WebhookHasEnded
            try:
                return await _append(on, await decide(webhook, at.core.clock()), at)
            except VersionConflict:
                continue
        raise Busy

    return await _once(on, follow, at)


async def _once(
    on: OnWebhook, act: Callable[[], Awaitable[WebhookSeen]], at: Webhooks
) -> WebhookSeen:
    async def answered(repeated: Appended) -> WebhookSeen:
        webhook = await read_webhook(
            repeated.stream_id, on.caller, at.core, at.streams, version=repeated.version
        )
        return WebhookSeen(webhook=webhook, replayed=True)

    return await once(at.core, on.key, act, answered)


async def _append(on: OnWebhook, event: WebhookEvent, at: Webhooks) -> WebhookSeen:
    appended = await at.core.log.append(
        of_one(
            event,
            on.caller.partnership,
            author(on.caller),
            key=on.key,
            correlation=on.correlation,
        )
    )
    webhook = await read_webhook(
        appended.stream_id,
        on.caller,
        at.core,
        at.streams,
        version=appended.version,
    )
    return WebhookSeen(webhook=webhook, replayed=appended.replayed)
