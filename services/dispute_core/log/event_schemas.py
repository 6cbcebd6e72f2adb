"""A JSON Schema for each event, made from its class: facts and narrative apart.

`python -m dispute_core.log.event_schemas contracts/events` writes one file per topic.
"""

import dataclasses
import sys
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from json import dumps
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, TypeAlias, Union, get_args, get_origin
from typing import get_type_hints as hints_of
from uuid import UUID

from dispute_core.domain.board_records import BOARD_RECORDS
from dispute_core.domain.concerns import CONCERN_EVENTS
from dispute_core.domain.directory.events import DIRECTORY_EVENTS
from dispute_core.domain.dispute_events import EVENTS
from dispute_core.domain.events import WRITTEN_AS
from dispute_core.domain.notices.happened import NOTICES
from dispute_core.domain.releases import RELEASES
from dispute_core.domain.webhooks.events import WEBHOOK_EVENTS
from dispute_core.log.codec import HEADER
from dispute_core.log.shapes import is_sealed

Json: TypeAlias = dict[str, Any]

INSTANT = r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$"
SCALARS: Mapping[Any, Json] = {
    str: {"type": "string"},
    bool: {"type": "boolean"},
    int: {"type": "integer"},
    datetime: {"type": "string", "format": "date-time", "pattern": INSTANT},
    date: {"type": "string", "format": "date"},
    UUID: {"type": "string", "format": "uuid"},
    Any: {},
}


@dataclasses.dataclass(frozen=True)
class Part:
    """What of a type is legible, and what is sealed; either may be nothing."""

    facts: Json | None
    narrative: Json | None


def event_schema(cls: type[Any]) -> Json:
    """The schema of an event as the log holds it."""
    part = _record(cls)
    version = getattr(cls, "class_version", 1)
    parts = {"facts": part.facts or {"type": "object", "properties": {}}}
    if version > 1:
        parts["facts"]["properties"][WRITTEN_AS] = {"const": version}
        parts["facts"].setdefault("required", []).append(WRITTEN_AS)
    if part.narrative is not None:
        parts["narrative"] = {
            "description": "Sealed. Absent where nothing was said, and after erasure.",
            **part.narrative,
        }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:concord:event:{cls.TOPIC}:{version}",
        "title": cls.TOPIC,
        "description": (cls.__doc__ or "").strip(),
        "type": "object",
        "properties": parts,
        "required": ["facts"],
        "additionalProperties": False,
    }


def files(
    classes: Iterable[type[Any]] = (
        *EVENTS,
        *RELEASES,
        *DIRECTORY_EVENTS,
        *NOTICES,
        *BOARD_RECORDS,
        *CONCERN_EVENTS,
        *WEBHOOK_EVENTS,
    ),
) -> dict[str, str]:
    """The text of every file, by its name."""
    return {
        f"{cls.TOPIC}.json": dumps(event_schema(cls), indent=2, ensure_ascii=False)
        + "\n"
        for cls in classes
    }


def _part(annotation: Any) -> Part:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation in SCALARS:
        return Part(dict(SCALARS[annotation]), None)
    if origin is Annotated:
        return _part(arguments[0])
    if origin is Literal:
        return Part({"enum": sorted(arguments)}, None)
    if origin in (Union, UnionType):
        inner = _part(next(a for a in arguments if a is not NoneType))
        return Part(_or_nothing(inner.facts), inner.narrative)
    if origin is None:
        return _record(annotation)
    return _list(_part(arguments[0])) if origin is tuple else _table(arguments[1])


def _or_nothing(schema: Json | None) -> Json | None:
    return {"anyOf": [schema, {"type": "null"}]} if schema is not None else None


def _list(item: Part) -> Part:
    narrative = _or_nothing(item.narrative)
    return Part(
        {"type": "array", "items": item.facts},
        {"type": "array", "items": narrative} if narrative else None,
    )


def _table(annotation: Any) -> Part:
    values = _part(annotation).facts
    return Part({"type": "object", "additionalProperties": values}, None)


def _record(cls: type[Any]) -> Part:
    """Facts are all there; of the narrative, only what was said."""
    hints = hints_of(cls, include_extras=True)
    facts: Json = {}
    narrative: Json = {}
    for name in (f.name for f in dataclasses.fields(cls) if f.name not in HEADER):
        part = _part(hints[name])
        if is_sealed(hints[name]):
            narrative[name] = _said(hints[name])
            continue
        facts[name] = part.facts
        if part.narrative is not None:
            narrative[name] = part.narrative
    return Part(
        _object(facts, list(facts)),
        _object(narrative, []) if narrative else None,
    )


def _said(annotation: Any) -> Json:
    """A sealed value as it is written: never null, since silence is not written."""
    if get_origin(annotation) is Annotated:
        return _said(get_args(annotation)[0])
    if get_origin(annotation) in (Union, UnionType):
        return _said(next(a for a in get_args(annotation) if a is not NoneType))
    return _part(annotation).facts or {}


def _object(properties: Json, required: list[str]) -> Json:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def main(arguments: list[str], show: Callable[[str], object] = sys.stdout.write) -> int:
    """Write the files to the folder that is named."""
    if len(arguments) != 1:
        show("Name the folder to write to, such as contracts/events.\n")
        return 2
    folder = Path(arguments[0])
    for name, text in files().items():
        (folder / name).write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
