"""Saying anew which days are not worked: by boards, or by an administrator."""

from collections.abc import Sequence
from dataclasses import dataclass

from dispute_core.application.appends import of_one
from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.relations import to_partnership
from dispute_core.application.changing import author
from dispute_core.application.core import Core
from dispute_core.application.deciding import (
    Asker,
    Library,
    deciding_partnership,
    expect_all_read,
)
from dispute_core.application.once import once
from dispute_core.application.ports import Appended, VersionConflict
from dispute_core.domain.errors import (
    CalendarNotFound,
    Invalid,
    NotAllowed,
)
from dispute_core.domain.published_calendars import (
    NATIONS,
    DaysSaid,
    calendar_publication,
)
from dispute_core.domain.refusals.releases import DecidedMeanwhile
from dispute_core.domain.releases import (
    EVERYWHERE,
    CalendarPublished,
)


@dataclass(frozen=True, kw_only=True)
class CalendarEntry:
    """What a file says of one calendar, and why."""

    code: str
    reason: str
    said: DaysSaid


@dataclass(frozen=True, kw_only=True)
class CalendarShown:
    """A nation's or a partnership's days as they were said, the oldest first."""

    code: str
    history: Sequence[CalendarPublished]
    replayed: bool = False


async def publish_calendar(
    asker: Asker, code: str, said: DaysSaid, core: Core, library: Library
) -> CalendarShown:
    """Say anew the days of a nation, or the closures of a partnership."""

    async def publish() -> CalendarShown:
        return await _append(asker, code, said, core, library)

    async def answered(repeated: Appended) -> CalendarShown:
        shown = await read_calendar(code, core, library)
        history = shown.history[: repeated.version]
        return CalendarShown(code=code, history=history, replayed=True)

    return await once(core, asker.key, publish, answered)


async def read_calendar(code: str, core: Core, library: Library) -> CalendarShown:
    """What has been said of a calendar; raises `CalendarNotFound`."""
    if code not in NATIONS and await library.partnership(code) is None:
        message = "A calendar is that of a nation, as ENG, or of a partnership."
        raise CalendarNotFound(message)
    published = await core.catalogue.calendars()
    return CalendarShown(code=code, history=published.history(code))


async def _append(
    asker: Asker, code: str, said: DaysSaid, core: Core, library: Library
) -> CalendarShown:
    await read_calendar(code, core, library)
    belongs_to = await _partnership(asker, code, said, library)
    await library.look()
    version = len((await core.catalogue.calendars()).history(code))
    expect_all_read(asker, version)
    event = calendar_publication(
        code,
        said,
        by=asker.by,
        reason=asker.reason,
        version=version + 1,
        at=core.clock(),
    )
    try:
        appended = await core.log.append(
            of_one(
                event,
                belongs_to,
                author(asker.caller),
                key=asker.key,
                correlation=asker.correlation,
            )
        )
    except VersionConflict as lost:
        raise DecidedMeanwhile(lost.current) from lost
    await library.look()
    history = (await core.catalogue.calendars()).history(code)[: appended.version]
    return CalendarShown(code=code, history=history, replayed=appended.replayed)


async def _partnership(
    asker: Asker, code: str, said: DaysSaid, library: Library
) -> str:
    """Whose the calendar is; refuses those who may not, and what it cannot say."""
    if code in NATIONS:
        message = "Only an administrator publishes the holidays of a nation."
        nobodys = to_partnership(asker.caller, None)
        expect("publishCalendar", nobodys, NotAllowed(message))
        _expect_of_nation(said)
        return EVERYWHERE
    own = await deciding_partnership(asker, library)
    _expect_of_partnership(said)
    return own.code


def _expect_of_nation(said: DaysSaid) -> None:
    if said.recomputes:
        message = (
            "Each board decides whether its open deadlines are counted anew, when it "
            "publishes its own calendar."
        )
        raise Invalid(message, pointer="/recompute_open_deadlines")
    if said.confirmed_until is None:
        message = "Say until which day the holidays of the nation are proclaimed."
        raise Invalid(message, pointer="/confirmed_until")
    _expect_kinds(said, closures=False)


def _expect_of_partnership(said: DaysSaid) -> None:
    if said.worked:
        message = "Only a nation moves a bank holiday away."
        raise Invalid(message, pointer="/worked_after_all")
    if said.confirmed_until is not None:
        message = "Only the holidays of a nation are proclaimed until a day."
        raise Invalid(message, pointer="/confirmed_until")
    _expect_kinds(said, closures=True)


def _expect_kinds(said: DaysSaid, *, closures: bool) -> None:
    for place, day in enumerate(said.days_off):
        if (day.kind == "closure") != closures:
            message = "A partnership has closures; a nation has the other kinds of day."
            raise Invalid(message, pointer=f"/days_off/{place}/kind")
    dates = [day.date for day in said.days_off]
    for place, dated in enumerate(dates):
        if dated in dates[:place]:
            message = "This date stands twice. Say each day once."
            raise Invalid(message, pointer=f"/days_off/{place}/date")
