"""Whose a subscription is, and reading one's own."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.relations import to_own
from dispute_core.application.caller import Caller, agencies_of
from dispute_core.application.core import Core
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.errors import NotYourAgency
from dispute_core.domain.refusals.webhooks import WebhookNotFound
from dispute_core.domain.webhooks.subscription import Webhook, webhook_of


class Streams(Protocol):
    """Where the events of a stream are read with what is sealed in them."""

    async def events(
        self, stream_id: UUID, *, version: int | None = None
    ) -> Sequence[Any]: ...


class Shelf(Protocol):
    """Where the subscriptions of a partnership are found, as facts."""

    async def webhooks(self, partnership: str) -> Sequence[Webhook]: ...


@dataclass(frozen=True, kw_only=True)
class WebhookSeen:
    """A subscription as its owner reads it; `replayed` if a repeat is answered."""

    webhook: Webhook
    replayed: bool = False


async def read_webhook(
    webhook_id: UUID,
    caller: Caller,
    core: Core,
    streams: Streams,
    *,
    version: int | None = None,
) -> Webhook:
    """One's own; raises `WebhookNotFound` for another's as for none."""
    partnership = await partnership_for(caller, core)
    webhook = webhook_of(await streams.events(webhook_id, version=version))
    if webhook is None or not is_own(webhook, caller, partnership):
        raise WebhookNotFound
    return webhook


async def list_webhooks(caller: Caller, core: Core, shelf: Shelf) -> Sequence[Webhook]:
    """Those of the caller's agencies or board, the newest first, ended ones too."""
    partnership = await partnership_for(caller, core)
    found = await shelf.webhooks(partnership.code)
    return [one for one in reversed(found) if is_own(one, caller, partnership)]


async def partnership_for(caller: Caller, core: Core) -> Partnership:
    """The caller's; raises `NotAllowed` for those who may have no webhooks."""
    expect(caller.operation, to_own(caller))
    return await core.partnership(caller.partnership)


def owner(caller: Caller, agency: str | None, partnership: Partnership) -> str | None:
    """The agency for which one subscribes; None for the board."""
    if caller.role == "board":
        if agency is not None:
            message = "A board office subscribes for itself and for no agency."
            raise NotYourAgency(message, pointer="/agency")
        return None
    acts_for = agencies_of(caller, partnership)
    chosen = agency or caller.agency
    if chosen is None or chosen not in acts_for:
        message = "You act neither in this agency nor for it."
        raise NotYourAgency(message, pointer="/agency")
    return chosen


def is_own(webhook: Webhook, caller: Caller, partnership: Partnership) -> bool:
    """The one place that decides whose a webhook is."""
    if webhook.partnership != caller.partnership:
        return False
    if caller.role == "board":
        return webhook.agency is None
    return webhook.agency in agencies_of(caller, partnership)
