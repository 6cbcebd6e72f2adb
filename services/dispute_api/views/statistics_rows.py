"""Statistics as rows of a table: one line for each number."""

from collections.abc import Iterator
from typing import Any

from dispute_api.views.parts import Json
from dispute_core.domain.training import MARKS

HEADS = ("section", "item", "measure", "value")
HIDDEN = "hidden"
NOT_SET = "not set"

_NAMES = ("duty", "raising", "responding", "figure", "table", "code")
"""By which a thing in a list is known."""

Cell = str | int
Row = tuple[Cell, ...]


def whole_rows(view: Json) -> Iterator[Row]:
    """Everything that the board office reads, in the order of the JSON."""
    yield from _place(view)
    if view["training"]:
        yield ("training", "", "", MARKS)
    for name, value in view["figures"].items():
        yield from _rows(name, (), value)
    yield from _rows("change", (), view["change"]["figures"])
    for part in ("protracted", "review", "next"):
        yield from _rows(part, (), view[part])
    yield ("note", "", "", view["note"])


def published_rows(view: Json) -> Iterator[Row]:
    """What everyone else reads; what is hidden says so."""
    yield from _place(view)
    yield from _edition(view, str(view["year"]))
    yield from _rows("next", (), view["next"])
    if view["before"] is not None:
        yield from _edition(view["before"], str(view["before"]["year"]))
    yield ("note", "", "", view["note"])


def _place(view: Json) -> Iterator[Row]:
    yield ("partnership", "", "", view["partnership"])
    yield ("period", "", "from", str(view["period"]["from"]))
    yield ("period", "", "to", str(view["period"]["to"]))


def _edition(view: Json, year: str) -> Iterator[Row]:
    yield ("opened", year, "count", _shown(view["opened"]))
    for table in view["tables"]:
        for cell in table["cells"]:
            yield (table["table"], year, cell["code"], _shown(cell["count"]))
    for left in view["left_out"]:
        yield ("left_out", year, left["table"], left["because"])
    share = view["settled_at_the_lowest_stage"] or {
        "at_the_lowest_stage": None,
        "settled": None,
    }
    for measure, value in share.items():
        yield ("settled_at_the_lowest_stage", year, measure, _shown(value))


def _shown(count: int | None) -> Cell:
    return HIDDEN if count is None else count


def _rows(section: str, path: tuple[str, ...], value: Any) -> Iterator[Row]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _rows(section, (*path, str(key)), inner)
    elif isinstance(value, list | tuple):
        for number, inner in enumerate(value, start=1):
            yield from _rows(section, (*path, *_name(inner, number)), inner)
    elif not (path and path[-1] in _NAMES):
        item, measure = " / ".join(path[:-1]), path[-1] if path else "count"
        yield (section, item, measure, _written(value))


def _name(value: Any, number: int) -> tuple[str, ...]:
    if not isinstance(value, dict):
        return (str(number),)
    return tuple(str(value[name]) for name in _NAMES if name in value)


def _written(value: Any) -> Cell:
    if value is None:
        return NOT_SET
    return value if isinstance(value, int | str) else str(value)
