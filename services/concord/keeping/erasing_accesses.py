"""`concord erase --of accesses`: who read what, once the board's time for it is over.

This is evidence, so nothing of it goes on the software's own account: the schedule must
say a time, two offices must say it, and the log has it before the first row goes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from concord.accesses import CLIENT, operator
from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.keeping.asking import Asked, Desk, at_the_desk
from concord.keeping.carrying_out import NOTHING
from dispute_core.application.appends import of_one
from dispute_core.application.ports import Author, VersionConflict
from dispute_core.domain.board_records import AccessesErased, accesses_erased
from dispute_core.domain.directory.retention import Rule, first_kept, longest
from dispute_core.domain.releases import Decider
from dispute_core.domain.working_time import london
from dispute_core.log.letting_go import Readings, count_readings, let_go, under_hold

SILENT = (
    "The schedule of {partnership} says nothing of accesses, so none falls due: say it "
    "in the directory, as a rule of accesses."
)


@dataclass(frozen=True, kw_only=True)
class _Due:
    rule: Rule
    before: date
    readings: Readings
    held: Sequence[UUID]


async def erase_accesses(addresses: Addresses, asked: Asked) -> list[str]:
    """What there is, what was let go before, and what was done now."""
    async with at_the_desk(addresses, asked) as desk:
        past = await desk.services.records.accesses_erased(asked.partnership)
        due = await _due(desk)
        if due is None:
            said = SILENT.format(partnership=asked.partnership)
            return [*_before(past), said, NOTHING]
        lines = [*_before(past), _line(due, asked)]
        if desk.offices is None or not due.readings.gone:
            return [*lines, NOTHING]
        await _put_on_record(due, desk, past, *desk.offices)
        removed = await let_go(
            desk.eraser, asked.partnership, _instant(due.before), due.held
        )
        return [*lines, f"Removed {removed} readings from the record."]


async def _due(desk: Desk) -> _Due | None:
    rule = longest(desk.partnership.retention, "accesses")
    if rule is None:
        return None
    before = first_kept(rule.keep, desk.asked.today)
    held = await under_hold(desk.eraser)
    found = await count_readings(
        desk.eraser, desk.partnership.code, _instant(before), held
    )
    return _Due(rule=rule, before=before, readings=found, held=held)


def _instant(day: date) -> datetime:
    return datetime.combine(day, time.min, london())


def _before(past: Sequence[AccessesErased]) -> Iterator[str]:
    for one in past:
        yield (
            f"On {one.timestamp:%Y-%m-%d} {one.removed} readings from before "
            f"{one.before} were let go, by {one.by.office} and {one.checked_by}."
        )


def _line(due: _Due, asked: Asked) -> str:
    rule, readings = due.rule, due.readings
    return (
        f"{asked.partnership}, {asked.today}: {readings.gone} readings from before "
        f"{due.before} are due ({rule.keep} by {rule.code}), and {readings.held} stay "
        "because of a legal hold."
    )


async def _put_on_record(
    due: _Due,
    desk: Desk,
    past: Sequence[AccessesErased],
    decided_by: str,
    checked_by: str,
) -> None:
    core = desk.services.core
    event = accesses_erased(
        desk.partnership.code,
        version=len(past) + 1,
        at=core.clock(),
        before=due.before,
        removed=due.readings.gone,
        held=due.readings.held,
        rule=due.rule.code,
        keep=due.rule.keep,
        schedule_version=desk.schedule_version,
        by=Decider(role="operator", office=decided_by),
        checked_by=checked_by,
    )
    author = Author(client=CLIENT, subject=operator())
    append = of_one(event, desk.partnership.code, author, key=None, correlation=None)
    try:
        await core.log.append(append)
    except VersionConflict:
        raise CannotGoOn("Somebody else runs this command just now.") from None
