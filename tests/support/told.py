"""Whom the steps of a story have told, and whether that is still worth sending."""

from datetime import datetime

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.notices.calling import notices_of
from dispute_core.domain.notices.notice import Notice
from dispute_core.domain.notices.standing import still_called_for
from dispute_core.domain.working_time import calendar_for
from tests.support.story import Story

ENGLAND = calendar_for("ENG")


async def told(story: Story, kind: str | None = None) -> list[Notice]:
    """What the last step of a story calls for; reminders only where asked for."""
    dispute = await story.dispute()
    found = [
        notice
        for event in story.happened
        for notice in notices_of(event, dispute, ENGLAND)
    ]
    quiet = ("reminder", "prompt", "duty")
    return [one for one in found if one.kind == kind or not (kind or one.kind in quiet)]


def said(notices: list[Notice]) -> list[tuple[str, str, bool]]:
    return sorted((one.kind, one.to.key, one.copy) for one in notices)


def stands(notice: Notice, dispute: Dispute, now: datetime) -> bool:
    return still_called_for(notice, dispute, now)
