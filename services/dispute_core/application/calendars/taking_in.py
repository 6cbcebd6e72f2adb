"""Taking in a file of days off: what it says newly is added, and nothing taken away."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Protocol

from dispute_core.application.calendars.publishing import CalendarEntry
from dispute_core.application.policies.releasing import ATTEMPTS
from dispute_core.application.policies.releasing import OPERATOR as AUTHOR
from dispute_core.application.ports import Append, Clock, Log, VersionConflict
from dispute_core.domain.errors import Busy
from dispute_core.domain.published_calendars import (
    NATIONS,
    DaysSaid,
    PublishedCalendars,
    calendar_publication,
)
from dispute_core.domain.releases import (
    EVERYWHERE,
    OPERATOR,
    CalendarPublished,
    calendar_stream,
)


class Calendars(Protocol):
    """Where one sees what has been published, past anything remembered."""

    async def look(self) -> None: ...

    async def calendars(self) -> PublishedCalendars: ...


async def take_in_calendars(
    log: Log, shelf: Calendars, entries: Iterable[CalendarEntry], *, clock: Clock
) -> int:
    """Publish what a file says newly; how many calendars that changed.

    A day that ever stood in a calendar is no news: whoever has taken it out since then
    meant it, and a file that is read at every start does not bring it back.
    """
    new = [await _take_in(log, shelf, entry, clock) for entry in entries]
    return sum(new)


async def _take_in(
    log: Log, shelf: Calendars, entry: CalendarEntry, clock: Clock
) -> bool:
    for _ in range(ATTEMPTS):
        await shelf.look()
        history = (await shelf.calendars()).history(entry.code)
        said = _with_news(entry.said, history)
        if said is None:
            return False
        nation = entry.code in NATIONS
        try:
            await log.append(
                Append(
                    stream_id=calendar_stream(entry.code),
                    expected_version=len(history),
                    partnership=EVERYWHERE if nation else entry.code,
                    events=[
                        calendar_publication(
                            entry.code,
                            said,
                            by=OPERATOR,
                            reason=entry.reason,
                            version=len(history) + 1,
                            at=clock(),
                        )
                    ],
                    author=AUTHOR,
                )
            )
        except VersionConflict:
            continue
        await shelf.look()
        return True
    raise Busy


def _with_news(said: DaysSaid, history: Sequence[CalendarPublished]) -> DaysSaid | None:
    """The newest publication and what the file adds to it; None if that is nothing."""
    known = {day.date for one in history for day in one.days_off}
    moved = {day for one in history for day in one.worked}
    days = tuple(day for day in said.days_off if day.date not in known)
    worked = tuple(day for day in said.worked if day not in moved)
    until = [one.confirmed_until for one in history]
    later = _later(said.confirmed_until, max((d for d in until if d), default=None))
    if history and not (days or worked or later):
        return None
    newest = history[-1] if history else None
    return DaysSaid(
        days_off=(*(newest.days_off if newest else ()), *days),
        worked=(*(newest.worked if newest else ()), *worked),
        confirmed_until=later or (newest.confirmed_until if newest else None),
        recomputes=said.recomputes,
    )


def _later(said: date | None, known: date | None) -> date | None:
    """A date that goes beyond what was known."""
    return said if said and (known is None or said > known) else None
