"""Fitting the values of a file to a typed model, and saying where they do not fit."""

from difflib import get_close_matches
from functools import cache
from json import dumps
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from dispute_core.policies.yaml_file import (
    DataFileError,
    Flaw,
    Path,
    Tree,
    shortened,
)

M = TypeVar("M", bound=BaseModel)


def fit(model: type[M], tree: Tree) -> M:
    """Read a tree into a model; raises `DataFileError`."""
    try:
        # Through JSON, because there a date in quotes is a date and a list a tuple.
        return model.model_validate_json(dumps(tree.value))
    except ValidationError as error:
        known = _names(model)
        flaws = [_flaw(found, tree, known) for found in error.errors()]
        raise DataFileError([tree.problem(flaw) for flaw in flaws]) from error


def _flaw(found: ErrorDetails, tree: Tree, known: frozenset[str]) -> Flaw:
    path = _path(found["loc"], tree)
    name = _name(path)
    match found["type"]:
        case "missing":
            return Flaw(path, _missing(path), f"`{name}` is missing.", "Add it.")
        case "extra_forbidden":
            close = get_close_matches(name, sorted(known), n=1)
            hint = f"Did you mean `{close[0]}`?" if close else "Remove it."
            what = f"`{shortened(name)}` is not a word of this format."
            return Flaw(path, "unknown-word", what, hint)
        case "too_short":
            hint = "Say at least one, in a line that begins with `- `."
            return Flaw(path, _missing(path), f"`{name}` is empty.", hint)
        case "too_long":
            most = found.get("ctx", {}).get("max_length")
            what = f"`{name}` has {len(found['input'])} parts."
            return Flaw(path, "too-many", what, f"Keep {most} or fewer.")
        case _:
            return Flaw(path, _unfit(path), _not_so(found, name), _mend(found, path))


def _mend(found: ErrorDetails, path: Path) -> str:
    bounds = found.get("ctx", {})
    match found["type"]:
        case "literal_error":
            return f"Use {bounds.get('expected', '')}."
        case "string_pattern_mismatch" | "string_too_short":
            return _example(path) or "Write it in words, a name or a label on one line."
        case kind if kind in BOUNDS:
            return BOUNDS[kind].format(**bounds)
        case "string_type" if _example(path):
            return _example(path)
        case kind:
            return KINDS.get(kind, f"{found['msg'].replace('Input', 'It')}.")


BOUNDS = {
    "greater_than_equal": "Write {ge} or more.",
    "less_than_equal": "Write {le} or less.",
    "string_too_long": "Say it in {max_length} characters or fewer.",
}
"""How to mend what goes past a limit."""

KINDS = {
    "string_type": "Write text here; put a number in quotes if it is meant as text.",
    "int_type": "Write a whole number, without quotes.",
    "int_parsing": "Write a whole number, without quotes.",
    "bool_type": "Write true or false.",
    "tuple_type": "Write a list: begin each of its parts with `- `.",
    "dict_type": "Write named parts: `name: value`, one to a line.",
    "model_type": "Write named parts: `name: value`, one to a line.",
    "date_type": "Write a date like 2026-04-01.",
    "date_parsing": "Write a date like 2026-04-01.",
    "date_from_datetime_parsing": "Write a date like 2026-04-01.",
    "date_from_datetime_inexact": "Write a date without a time, like 2026-04-01.",
    "time_type": 'Write a time in quotes, like "16:30".',
    "time_parsing": 'Write a time in quotes, like "16:30".',
}
"""How to mend what has the wrong shape, by pydantic's name for it."""

EXAMPLES = {
    "within": "2 working days",
    "no_later_than": "2 working days",
    "may_be_extended_to": "2 working days",
    "every": "2 working days",
    "cut_off": "16:30",
    "priority": "urgent",
    "to": "stage 2",
    "policy": "worcestershire@1",
    "code": "information_sharing",
    "duty": "discuss",
    "links": "https://www.example.org/guidance",
}

WHO = {"side", "level", "owed_by", "decided_by"}
"""The names under which a file says whose part something is."""


def _path(location: Path, tree: Tree) -> Path:
    """The place in the file: pydantic adds steps of its own below a part."""
    path = tuple(step for step in location if step != "[key]")
    while path and path not in tree.lines and path[:-1] not in tree.lines:
        path = path[:-1]
    return path


def _name(path: Path) -> str:
    """The nearest name: an entry of a list is called as the list is."""
    return next((step for step in reversed(path) if isinstance(step, str)), "")


def _missing(path: Path) -> str:
    match _name(path):
        case "clause":
            return "missing-clause"
        case "settled_by":
            return "timer-nothing-can-stop"
        case _:
            return "missing"


def _unfit(path: Path) -> str:
    return "unknown-role" if _name(path) in WHO else "does-not-fit"


def _not_so(found: ErrorDetails, name: str) -> str:
    match found["input"]:
        case dict():
            value = "a set of named parts"
        case list():
            value = "a list"
        case bool(flag):
            value = f"written as `{str(flag).lower()}`"
        case other:
            text = shortened("" if other is None else str(other))
            value = f"written as `{text}`" if text else "empty"
    subject = f"`{shortened(name)}`" if name else "The file"
    return f"{subject} does not fit: it is {value}."


def _example(path: Path) -> str:
    example = next((EXAMPLES[str(s)] for s in reversed(path) if s in EXAMPLES), None)
    return f"Write it like `{example}`." if example else ""


@cache
def _names(model: type[BaseModel]) -> frozenset[str]:
    """Every word of a format, to find the one that was meant."""
    schema = model.model_json_schema()
    parts: list[dict[str, Any]] = [schema, *schema.get("$defs", {}).values()]
    return frozenset(name for part in parts for name in part.get("properties", {}))
