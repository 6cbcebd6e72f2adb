"""Takes out of an export what is about other people, as somebody marked it by hand.

    - event: 0199e0c2-7b1e-7c55-8a43-5d6f0b6e2a10.3
      field: summary
      reason: Names a neighbour who reported it in confidence.

A mark that meets nothing stops the export: what was to be hidden must not slip through
by a slip of the pen.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from concord.errors import CannotGoOn

_WORDS = {"event", "field", "reason"}


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A field of an event that is not handed over, and why."""

    event: str
    field: str
    reason: str


def read_marks(file: Path) -> list[Mark]:
    """The marks of a file; what it says itself is repeated in no refusal."""
    try:
        said = yaml.safe_load(file.read_text("utf-8"))
    except yaml.YAMLError:
        raise CannotGoOn("The file of redactions is not YAML.") from None
    if not isinstance(said, list):
        raise CannotGoOn("The file of redactions must be a list of marks.")
    return [_mark(number, one) for number, one in enumerate(said, start=1)]


def _mark(number: int, said: Any) -> Mark:
    if not isinstance(said, dict) or set(said) != _WORDS:
        message = f"Mark {number} must say an event, a field and a reason."
        raise CannotGoOn(message)
    texts = {word: str(said[word] or "").strip() for word in _WORDS}
    if not all(texts.values()):
        message = f"Mark {number} must say an event, a field and a reason."
        raise CannotGoOn(message)
    return Mark(**texts)


def redacted(
    events: Iterable[Mapping[str, Any]], marks: Iterable[Mark]
) -> list[dict[str, Any]]:
    """The events with what is marked taken out, and the reason in its place."""
    left = {(mark.event, mark.field): mark for mark in marks}
    numbers = {key: number for number, key in enumerate(left, start=1)}
    found = []
    for event in events:
        mine = {
            field: left.pop((event_id, field))
            for event_id, field in list(left)
            if event_id == event["id"] and field in dict(leaves(event["said"]))
        }
        found.append({**event, "said": _without(event["said"], "", mine)})
    if left:
        message = f"Mark {numbers[next(iter(left))]} meets no field of the export."
        raise CannotGoOn(message)
    return found


def leaves(said: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every value by its path, such as `difference.disputed` or `responding.0.name`."""
    inner = _inner(said)
    if inner is None:
        yield path, said
        return
    for name, value in inner:
        yield from leaves(value, f"{path}.{name}" if path else name)


def _without(said: Any, path: str, marks: Mapping[str, Mark]) -> Any:
    if path in marks:
        return {"redacted": True, "reason": marks[path].reason}
    inner = _inner(said)
    if inner is None:
        return said
    made = [
        (name, _without(value, f"{path}.{name}" if path else name, marks))
        for name, value in inner
    ]
    if isinstance(said, Mapping):
        return dict(made)
    return [value for _, value in made]


def _inner(said: Any) -> list[tuple[str, Any]] | None:
    """What is inside a value; None where it is a value itself."""
    if isinstance(said, Mapping) and said:
        return [(str(name), value) for name, value in said.items()]
    if isinstance(said, list) and said:
        return [(str(place), value) for place, value in enumerate(said)]
    return None
