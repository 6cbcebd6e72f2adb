"""Finding every difference between two contents: no leaf of a file goes unmentioned.

It works on the files as written and knows hardly any word of the format, so that what
the format learns later is compared as well.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from json import dumps
from typing import Any

from dispute_core.policies.differences.places import Place, names_of
from dispute_core.policies.differences.saying import sentence
from dispute_core.policies.differences.words import Change, plain

ABSENT = object()
"""Stands for what a file does not say, which differs from saying nothing (null)."""


@dataclass(frozen=True, kw_only=True)
class Difference:
    """One difference: where it is, what was there and what is there now."""

    path: str
    stage: int | None
    change: Change
    was: str | None
    now: str | None
    clause: str | None
    sentence: str


def differences(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[Difference]:
    """Every difference, in the order of the newer file; what is gone comes after."""
    return list(_parts(old, new, Place()))


def _any(old: Any, new: Any, place: Place) -> Iterator[Difference]:
    if _same(old, new):
        return
    if old is ABSENT:
        yield _difference(place, "added", None, new)
    elif new is ABSENT:
        yield _difference(place, "removed", old, None)
    elif isinstance(old, Mapping) and isinstance(new, Mapping):
        yield from _parts(old, new, place)
    elif _is_of_parts(old) and _is_of_parts(new):
        yield from _items(old, new, place)
    else:
        yield _difference(place, "changed", old, new)


def _parts(
    old: Mapping[str, Any], new: Mapping[str, Any], place: Place
) -> Iterator[Difference]:
    here = place.within(old, new)
    for name in (*new, *(name for name in old if name not in new)):
        yield from _any(old.get(name, ABSENT), new.get(name, ABSENT), here.field(name))


def _items(
    old: Sequence[Any], new: Sequence[Any], place: Place
) -> Iterator[Difference]:
    """Items are known by their own names, so that one put between moves no other."""
    before = dict(zip(names_of(old), old, strict=True))
    after = dict(zip(names_of(new), new, strict=True))
    for name in (*after, *(name for name in before if name not in after)):
        was, now = before.get(name, ABSENT), after.get(name, ABSENT)
        yield from _any(was, now, place.at(name))
    stayed = [name for name in before if name in after]
    order = [name for name in after if name in before]
    if stayed != order:
        yield _difference(place, "moved", stayed, order)


def _difference(place: Place, change: Change, old: Any, new: Any) -> Difference:
    here = place.within(old, new) if change in ("added", "removed") else place
    was = None if change == "added" else plain(old)
    now = None if change == "removed" else plain(new)
    return Difference(
        path=here.path,
        stage=here.stage,
        change=change,
        was=was,
        now=now,
        clause=here.clause,
        sentence=sentence(here, change, was, now),
    )


def _same(old: Any, new: Any) -> bool:
    """Equal as they would be written: true is not 1, and 1 is not "1"."""
    if old is ABSENT or new is ABSENT:
        return old is new
    return dumps(old, sort_keys=True) == dumps(new, sort_keys=True)


def _is_of_parts(value: Any) -> bool:
    return (
        isinstance(value, list)
        and bool(value)
        and all(isinstance(item, Mapping) for item in value)
    )
