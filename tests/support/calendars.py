"""Boards and nations that say their days, for tests that need no API for it."""

from datetime import UTC, date, datetime

from dispute_core.domain.published_calendars import (
    DaysSaid,
    PublishedCalendars,
    calendar_publication,
)
from dispute_core.domain.releases import Decider
from dispute_core.domain.working_time import DayOff

BOARD = Decider(role="board", office="board-manager")
INSPECTION = DayOff(date=date(2026, 3, 5), name="Area inspection", kind="closure")
WHY = "Every agency is at the inspection."


def published(
    calendars: PublishedCalendars, code: str, *days: DayOff, recomputes: bool = False
) -> None:
    """Say a calendar, as its next publication."""
    version = len(calendars.history(code)) + 1
    event = calendar_publication(
        code,
        DaysSaid(days_off=days, recomputes=recomputes),
        by=BOARD,
        reason=WHY,
        version=version,
        at=datetime(2026, 3, 3, tzinfo=UTC),
    )
    calendars.take(event, position=100 + version)
