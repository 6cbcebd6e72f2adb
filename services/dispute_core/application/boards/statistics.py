"""Reading and publishing statistics, and planning the next review of them."""

from asyncio import to_thread
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import partial

from dispute_core.application.boards.records import (
    Records,
    found_partnership,
)
from dispute_core.application.caller import Caller
from dispute_core.application.core import Core
from dispute_core.domain.board_records import (
    ReviewPlanned,
    StatisticsPublished,
)
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.published_calendars import Board
from dispute_core.domain.refusals.boards import (
    StatisticsNotPublished,
)
from dispute_core.domain.releases import Decider
from dispute_core.domain.working_time import USUAL_DAYS, Calendar, local_date
from dispute_core.statistics.concerns import ConcernCounts, count_concerns
from dispute_core.statistics.editions import Edition
from dispute_core.statistics.figures import Figures, figures
from dispute_core.statistics.periods import (
    Period,
    reporting_year,
    reporting_year_is,
    year_of,
)
from dispute_core.statistics.protracted import Protracted, protracted

_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Next:
    """What the board has to publish next, and when it reviews next, if it has said."""

    year: int
    """The one after the newest published; the newest that is over, without any."""
    from_date: date
    """The first day on which it may be published."""
    review_on: date | None


@dataclass(frozen=True, kw_only=True)
class Whole:
    """What the board office reads of a period, and of the one before it."""

    partnership: Partnership
    period: Period
    now: Figures
    before: Figures
    concerns: ConcernCounts
    protracted: Protracted | None
    review: ReviewPlanned | None
    next: Next
    at: datetime


@dataclass(frozen=True, kw_only=True)
class Published:
    """What everyone else reads: a year's edition and the one before, if published."""

    partnership: Partnership
    edition: Edition
    published_at: datetime
    published_by: Decider
    before: Edition | None
    years: Sequence[int]
    next: Next
    replayed: bool = False


async def read_whole(
    caller: Caller,
    code: str,
    period: Period | None,
    core: Core,
    records: Records,
    *,
    protracted_after_days: int | None = None,
) -> Whole:
    """The figures as they are, small ones too, for the board office alone."""
    partnership = await found_partnership(caller, code, core)
    now = core.clock()
    asked = period or reporting_year(year_of(now))
    known = await records.facts(code)
    planned = await records.reviews(code)
    review = planned[-1] if planned else None
    after = protracted_after_days or (review.protracted_after_days if review else None)
    calendar = await _calendar(partnership, core)
    count = partial(
        figures,
        known,
        agencies=partnership.agencies,
        working_days=WorkingDaysOf(calendar),
    )
    cohort = [one for one in known if asked.holds(one.raised_at)]
    on = min(asked.last, local_date(now))
    return Whole(
        partnership=partnership,
        period=asked,
        now=await to_thread(count, asked),
        before=await to_thread(count, asked.before()),
        concerns=count_concerns(await records.concern_facts(code), asked),
        protracted=protracted(cohort, after, on) if after else None,
        review=review,
        next=_next([one.year for one in await records.editions(code)], review, now),
        at=now,
    )


async def read_published(
    caller: Caller, code: str, period: Period | None, core: Core, records: Records
) -> Published:
    """The edition of a year; of the newest, if none is asked for."""
    partnership = await found_partnership(caller, code, core)
    planned = await records.reviews(code)
    by_year = {event.year: event for event in await records.editions(code)}
    upcoming = _next(list(by_year), planned[-1] if planned else None, core.clock())
    return _published(partnership, by_year, period, upcoming)


def _next(years: Sequence[int], review: ReviewPlanned | None, now: datetime) -> Next:
    year = max(years) + 1 if years else year_of(now) - 1
    return Next(
        year=year,
        from_date=reporting_year(year + 1).first,
        review_on=review.next_review_on if review else None,
    )


def _published(
    partnership: Partnership,
    by_year: Mapping[int, StatisticsPublished],
    period: Period | None,
    upcoming: Next,
) -> Published:
    year = max(by_year, default=None) if period is None else reporting_year_is(period)
    if year is None or year not in by_year:
        message = (
            "Read a reporting year, from 1 April to 31 March, that the board has "
            "published; without from and to you read the newest of them."
        )
        raise StatisticsNotPublished(message)
    last = by_year.get(year - 1)
    return Published(
        partnership=partnership,
        edition=_as_published(by_year[year]),
        published_at=by_year[year].timestamp,
        published_by=by_year[year].by,
        before=_as_published(last) if last else None,
        years=sorted(by_year),
        next=upcoming,
    )


def _as_published(event: StatisticsPublished) -> Edition:
    return Edition(year=event.year, opened=event.opened, tables=event.tables)


async def _calendar(partnership: Partnership, core: Core) -> Calendar:
    published = await core.catalogue.calendars()
    return published.newest(
        Board(
            partnership=partnership.code,
            nation=partnership.nation,
            definition=USUAL_DAYS,
        )
    )


class WorkingDaysOf:
    """Counts the working days after the day of one instant, up to that of another."""

    def __init__(self, calendar: Calendar) -> None:
        self._calendar = calendar
        self._known: dict[tuple[date, date], int] = {}

    def __call__(self, began: datetime, ended: datetime) -> int:
        days = local_date(began), local_date(ended)
        if days not in self._known:
            self._known[days] = self._count(*days)
        return self._known[days]

    def _count(self, first: date, last: date) -> int:
        length = max((last - first).days, 0)
        return sum(
            self._calendar.is_working_day(first + number * _DAY)
            for number in range(1, length + 1)
        )
