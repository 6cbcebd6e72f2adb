"""Notices that reach nobody, and those that do what a duty asks, on the log."""

from uuid import UUID, uuid5

from dispute_core.application.appends import appending
from dispute_core.application.breaches import WORKER
from dispute_core.application.told import hear_of_mail
from dispute_core.domain.acts.notifying import (
    report_system_unreached,
    report_undelivered,
)
from dispute_core.domain.notices.notice import Notice, agency, named, notice_id
from tests.support.story import Story


async def cannot_be_reached(story: Story, code: str) -> None:
    """Nobody at an agency hears that the dispute was raised."""
    dispute, now, to = await story.dispute(), story.clock(), agency(code)
    notice = Notice(
        id=notice_id(dispute.id, 1, "raised", to),
        dispute_id=dispute.id,
        version=1,
        kind="raised",
        to=to,
        stage=dispute.stage.label,
        owed_by=dispute.raised_by.agency,
    )
    report_undelivered(dispute, notice, "refused", now)
    await story.log.append(appending(dispute, now=now, author=WORKER))
    story.happened = [story._event(len(story.log.events) - 1)]


async def is_told_by_mail(story: Story) -> None:
    """The first duty by which somebody need only know is done by its notice."""
    dispute = await story.dispute()
    duty = next(one for one in dispute.duties if one.due.asks == "to_be_told")
    to = named(duty.due.to or "")
    notice = Notice(
        id=notice_id(dispute.id, duty.version, "duty", to),
        dispute_id=dispute.id,
        version=duty.version,
        kind="duty",
        to=to,
        stage=dispute.stage.label,
        owed_by=dispute.raised_by.agency,
    )
    await hear_of_mail(notice, story.clock(), story.core)


async def system_hears_nothing(
    story: Story, subscriber: str | None, webhook: UUID
) -> bool:
    """A message to a subscriber's own system has not arrived; whether it was told."""
    dispute, now = await story.dispute(), story.clock()
    message = (webhook, uuid5(webhook, str(dispute.version)))
    opened = report_system_unreached(dispute, subscriber, message, "given_up", now)
    if opened:
        await story.log.append(appending(dispute, now=now, author=WORKER))
        story.happened = [story._event(len(story.log.events) - 1)]
    return opened
