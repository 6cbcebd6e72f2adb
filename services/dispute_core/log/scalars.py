"""Converts single values of an event to JSON and back, checking each.

What does not fit is refused before it is written: nothing written can ever be mended.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from dispute_core.log.canonical import LARGEST, canonical

Convert = Callable[[Any], Any]


class Unfit(ValueError):
    """A type that the codec does not know, or a value that does not fit its type."""


@dataclass(frozen=True, slots=True)
class Shape:
    """How values of one type are written and read.

    `split` is set where the type holds sealed fields further inside: it gives the
    facts and the narrative apart, where `dump` gives the two together.
    """

    dump: Convert
    load: Convert
    split: Callable[[Any], tuple[Any, Any]] | None = None
    empty: object = None
    """What a sealed field of this type reads as after erasure."""
    kind: type | None = None
    """Set where a value of exactly this class is written, and read, as it stands..."""
    known: frozenset[str] | None = None
    """...and, where this is set, only if it is one of these."""
    inside: "Shape | None" = None
    """The shape of a value that may be nothing, where it is something."""


def instant(value: datetime) -> str:
    """An instant as the log writes it: UTC, six decimals, Z."""
    if value.tzinfo is not UTC:
        if value.tzinfo is None:
            message = "an instant without a time zone"
            raise Unfit(message)
        value = value.astimezone(UTC)
    return _in_utc(value)


@lru_cache(maxsize=1024)
def _in_utc(value: datetime) -> str:
    """An event says the same instant many times; in UTC equal ones read alike."""
    return value.isoformat("T", "microseconds")[:-6] + "Z"


def _exactly(kind: type) -> Convert:
    def exactly(value: Any) -> Any:
        if type(value) is not kind:
            message = f"expected {kind.__name__}, found {type(value).__name__}"
            raise Unfit(message)
        return value

    return exactly


def _whole(value: Any) -> Any:
    if type(value) is not int or not -LARGEST <= value <= LARGEST:
        message = "expected an integer within 2^53 - 1"
        raise Unfit(message)
    return value


def _dump_instant(value: Any) -> str:
    if not isinstance(value, datetime):
        message = f"expected an instant, found {type(value).__name__}"
        raise Unfit(message)
    return instant(value)


def _dump_date(value: Any) -> str:
    if type(value) is not date:
        message = f"expected a date, found {type(value).__name__}"
        raise Unfit(message)
    return value.isoformat()


def _dump_uuid(value: Any) -> str:
    if not isinstance(value, UUID):
        message = f"expected a UUID, found {type(value).__name__}"
        raise Unfit(message)
    return str(value)


def _any_json(value: Any) -> Any:
    canonical(value)
    return value


def same(value: Any) -> Any:
    """Read a value as it stands: it was checked when written, and is hashed since."""
    return value


text = _exactly(str)
SCALARS: dict[Any, Shape] = {
    str: Shape(text, same, kind=str),
    bool: Shape(_exactly(bool), same, kind=bool),
    int: Shape(_whole, same),
    datetime: Shape(_dump_instant, datetime.fromisoformat),
    date: Shape(_dump_date, date.fromisoformat),
    UUID: Shape(_dump_uuid, UUID),
    Any: Shape(_any_json, same),
}


def choice(allowed: tuple[Any, ...]) -> Shape:
    if not all(type(value) is str for value in allowed):
        message = "the codec knows literals of text only"
        raise Unfit(message)
    known = frozenset(allowed)

    def check(value: Any) -> Any:
        if type(value) is not str or value not in known:
            message = f"expected one of {sorted(known)}"
            raise Unfit(message)
        return value

    return Shape(check, check, kind=str, known=known)
