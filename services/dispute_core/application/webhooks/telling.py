"""Telling people that another system does not hear: never silently given up."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from dispute_core.application.appends import appending
from dispute_core.application.breaches import WORKER
from dispute_core.application.changing import ATTEMPTS
from dispute_core.application.ports import (
    AlreadyDone,
    Append,
    Log,
    VersionConflict,
)
from dispute_core.application.webhooks.seeing import subscriber_sees
from dispute_core.domain.acts.notifying import report_system_unreached
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.errors import Busy
from dispute_core.domain.notices.happened import UndeliverableBecause
from dispute_core.domain.webhooks.events import WebhookEnded, following
from dispute_core.domain.webhooks.subscription import Webhook


@dataclass(frozen=True, kw_only=True)
class Unreached:
    """A message that has not arrived, and whose it is; None is the board's."""

    id: UUID
    webhook_id: UUID
    dispute_id: UUID
    agency: str | None
    because: UndeliverableBecause


async def end_as_gone(webhook: Webhook, log: Log, *, at: datetime) -> None:
    """The endpoint says that it is no more: nothing further goes there."""
    version = webhook.version
    for _ in range(ATTEMPTS):
        event = following(WebhookEnded, webhook.id, version, at, because="gone")
        try:
            await log.append(
                Append(
                    stream_id=webhook.id,
                    expected_version=version,
                    partnership=webhook.partnership,
                    events=[event],
                    author=WORKER,
                    dedupe=[f"webhook/{webhook.id}/gone"],
                )
            )
        except VersionConflict as lost:
            version = lost.current
        except AlreadyDone:
            return
        else:
            return
    raise Busy


async def tell_on_dispute(
    message: Unreached, partnership: Partnership, log: Log, *, at: datetime
) -> None:
    """Open the duty of a person, once for each message, if they see the dispute."""
    for _ in range(ATTEMPTS):
        dispute = (await log.load(message.dispute_id)).dispute
        if not subscriber_sees(message.agency, dispute, partnership, at):
            return
        opened = report_system_unreached(
            dispute,
            message.agency,
            (message.webhook_id, message.id),
            message.because,
            max(at, dispute.newest_at),
        )
        if not opened:
            return
        append = appending(dispute, now=at, author=WORKER)
        try:
            await log.append(replace(append, dedupe=[f"message/{message.id}/untold"]))
        except VersionConflict:
            continue
        except AlreadyDone:
            return
        else:
            return
    raise Busy
