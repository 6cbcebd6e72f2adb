"""A notice that reaches nobody, as the worker puts that on record."""

from dispute_core.application.appends import appending
from dispute_core.application.breaches import WORKER
from dispute_core.domain.acts.notifying import report_undelivered
from dispute_core.domain.notices.notice import Notice, agency, notice_id
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
