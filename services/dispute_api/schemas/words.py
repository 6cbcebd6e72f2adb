"""The words and numbers that requests are made of.

Forms and lengths are those of the contract. Every word refuses what PostgreSQL or a
reader could not take: NUL, lone surrogates, blank lines.
"""

import re
from datetime import UTC, date, datetime
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

T = TypeVar("T")

_VISIBLE = r"[^\u0000-\u0020\u007f-\u00a0]"
_TEXT = rf"^[^\u0000]*{_VISIBLE}[^\u0000]*$"
_IN_LINE = r"[^\u0000-\u001f\u007f-\u009f]*"
_LINE = rf"^{_IN_LINE}{_VISIBLE}{_IN_LINE}$"
_SLUG = r"[a-z][a-z0-9]*(-[a-z0-9]+)*"

Text = Annotated[str, Field(min_length=1, max_length=20_000, pattern=_TEXT)]
ShortText = Annotated[str, Field(min_length=1, max_length=2_000, pattern=_TEXT)]
Line = Annotated[str, Field(min_length=1, max_length=200, pattern=_LINE)]
LocalReference = Annotated[str, Field(min_length=1, max_length=100, pattern=_LINE)]
Slug = Annotated[str, Field(min_length=1, max_length=100, pattern=rf"^{_SLUG}$")]
PolicyRef = Annotated[
    str, Field(min_length=3, max_length=100, pattern=rf"^{_SLUG}@[1-9][0-9]{{0,5}}$")
]
Code = Annotated[str, Field(min_length=1, max_length=100, pattern=r"^[a-z][a-z0-9_]*$")]
StageId = Annotated[
    str,
    Field(min_length=1, max_length=100, pattern=r"^(stage-[1-9]|[a-z]+(-[a-z]+)*)$"),
]
DutyName = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"^[a-z][A-Za-z0-9._:-]*$")
]
FieldName = Annotated[
    str,
    Field(min_length=1, max_length=100, pattern=r"^[a-z][a-z0-9_]*([.][a-z0-9_]+)*$"),
]
ItemId = Annotated[
    str,
    Field(min_length=1, max_length=200, pattern=r"^[A-Za-z0-9][A-Za-z0-9._:@-]*$"),
]
Sha256 = Annotated[str, Field(min_length=64, max_length=64, pattern=r"^[0-9a-f]{64}$")]
DisputeId = Annotated[
    str,
    Field(
        min_length=36,
        max_length=36,
        pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$",
    ),
]

EARLIEST, LATEST = 2000, 2199
"""The years in which an instant or a date may lie."""

_RFC_3339 = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)(\.\d{1,9})?([Zz]|[+-]\d\d:\d\d)\Z",
    re.ASCII,
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z", re.ASCII)


class OutOfRange(ValueError):
    """A year of which the service keeps no account."""


def read_instant(value: str) -> datetime:
    """An RFC 3339 moment with any offset, in UTC; raises ValueError."""
    found = _RFC_3339.match(value)
    if found is None:
        raise ValueError
    day, clock, fraction, offset = found.groups()
    if not EARLIEST <= int(day[:4]) <= LATEST:
        raise OutOfRange
    zone = "+00:00" if offset in "Zz" else offset
    moment = datetime.fromisoformat(f"{day}T{clock}{(fraction or '')[:7]}{zone}")
    return moment.astimezone(UTC)


def read_day(value: str) -> date:
    """A calendar date; raises ValueError."""
    if not _DAY.match(value):
        raise ValueError
    day = date.fromisoformat(value)
    if not EARLIEST <= day.year <= LATEST:
        raise OutOfRange
    return day


def _instant(value: Any) -> datetime:
    try:
        return read_instant(value)
    except OutOfRange:
        raise PydanticCustomError("out_of_range", "") from None
    except (ValueError, TypeError, OverflowError):
        raise PydanticCustomError("instant_form", "") from None


def _day(value: Any) -> date:
    try:
        return read_day(value)
    except OutOfRange:
        raise PydanticCustomError("out_of_range", "") from None
    except (ValueError, TypeError):
        raise PydanticCustomError("date_form", "") from None


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() else value


Instant = Annotated[datetime, BeforeValidator(_instant)]
Day = Annotated[date, BeforeValidator(_day)]
WHOLE = BeforeValidator(_whole)
"""Beside the bounds of a whole number; to JSON Schema 2.0 is one as well as 2."""

Few = Annotated[list[T], Field(max_length=50)]
"""A list of at most 50."""


class Body(BaseModel):
    """A body or a part of one: strict types, and no field that nobody named."""

    model_config = ConfigDict(
        extra="forbid", strict=True, frozen=True, hide_input_in_errors=True
    )
