"""The cases of the demonstration, read from the files beside this one."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any, TypeAlias

import yaml

from dispute_core.domain.working_time import Calendar, calendar_for, london

ORDER = ("lewisham", "bexley", "worcestershire", "brighton-hove", "wales-region")
"""The order in which the stories are told: that of the five documents."""

_WEEKDAY = re.compile(r"weekday (?P<days>[+-]\d+)(?: at (?P<time>\d\d:\d\d))?")
_OFFICE = "office "

Json: TypeAlias = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class Step:
    """What one agency or office of the board does next.

    `duty` is the task of the document that it is about, such as "stage-2.feedback".
    """

    operation: str
    body: Json
    agency: str | None = None
    office: str | None = None
    duty: str | None = None


@dataclass(frozen=True, kw_only=True)
class Awaited:
    """A breach that the worker is to report before the case goes on."""

    duty: str


@dataclass(frozen=True, kw_only=True)
class Case:
    """One disagreement, from its raising to its last check-back.

    Its `edition` changes with its file, so that a changed case is another case.
    """

    name: str
    edition: str
    title: str
    partnership: str
    told_by: str
    steps: tuple[Step | Awaited, ...]


def read_cases(day: date) -> list[Case]:
    """The cases; what is said in weekdays is counted from this day."""
    return [_read(name, day) for name in ORDER]


def _read(name: str, day: date) -> Case:
    file = Path(__file__).parent / "cases" / f"{name}.yaml"
    text = file.read_text(encoding="utf-8")
    content = yaml.safe_load(text)
    return Case(
        name=name,
        edition=sha256(text.encode()).hexdigest()[:8],
        title=content["title"],
        partnership=content["partnership"],
        told_by=content["told_by"],
        steps=tuple(_steps(content["steps"], day)),
    )


def _steps(entries: Sequence[Json], day: date) -> Iterator[Step | Awaited]:
    for entry in entries:
        if "worker_reports" in entry:
            yield Awaited(duty=entry["worker_reports"])
            continue
        who: str = entry["who"]
        office = who.removeprefix(_OFFICE) if who.startswith(_OFFICE) else None
        yield Step(
            operation=entry["does"],
            body=_dated(entry["body"], day),
            agency=None if office else who,
            office=office,
            duty=entry.get("duty"),
        )


def _dated(value: Any, day: date) -> Any:
    """The same value with every "weekday -3 at 10:05" turned into its instant."""
    if isinstance(value, dict):
        return {key: _dated(inner, day) for key, inner in value.items()}
    if isinstance(value, list):
        return [_dated(inner, day) for inner in value]
    said = _WEEKDAY.fullmatch(value) if isinstance(value, str) else None
    if said is None:
        return value
    on = working_day(day, int(said["days"]))
    if said["time"] is None:
        return on.isoformat()
    at = datetime.combine(on, time.fromisoformat(said["time"]), london())
    return at.astimezone(UTC).isoformat()


def working_day(day: date, number: int) -> date:
    """The working day in England that lies so many working days from this day."""
    calendar: Calendar = calendar_for("ENG")
    step = timedelta(days=1 if number > 0 else -1)
    for _ in range(abs(number)):
        day += step
        while not calendar.is_working_day(day):
            day += step
    return day
