"""The body of what is said about working days."""

from typing import Annotated

from pydantic import Field

from dispute_api.schemas.words import Body, Day, Line, ShortText
from dispute_core.domain.published_calendars import DaysSaid
from dispute_core.domain.working_time import DayOff
from dispute_core.domain.working_time.definitions import DayOffKind

MOST_DAYS = 1000


class DayOffInput(Body):
    """A day that is not worked."""

    date: Day
    name: Line
    kind: DayOffKind = "closure"


class PublishCalendarRequest(Body):
    """All days off of a calendar, in the place of those said before."""

    days_off: Annotated[list[DayOffInput], Field(max_length=MOST_DAYS)]
    worked_after_all: Annotated[
        list[Day], Field(max_length=MOST_DAYS, default_factory=list)
    ]
    confirmed_until: Day | None = None
    recompute_open_deadlines: bool = False
    reason: ShortText

    def said(self) -> DaysSaid:
        return DaysSaid(
            days_off=tuple(
                DayOff(date=day.date, name=day.name, kind=day.kind)
                for day in self.days_off
            ),
            worked=tuple(self.worked_after_all),
            confirmed_until=self.confirmed_until,
            recomputes=self.recompute_open_deadlines,
        )
