"""Every event's topic and fields, flattened, for the golden file.

`python -m tests.support.event_fields` writes it anew. Do that only for a new event,
or with a new `class_version` and an upcast: what is stored can never be changed.
"""

import dataclasses
import re
from collections.abc import Iterator
from json import dumps
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Literal, Union, get_args, get_origin, get_type_hints

from dispute_core.domain.board_records import BOARD_RECORDS
from dispute_core.domain.concerns import CONCERN_EVENTS
from dispute_core.domain.directory.events import DIRECTORY_EVENTS
from dispute_core.domain.dispute_events import EVENTS
from dispute_core.domain.notices.happened import NOTICES
from dispute_core.domain.releases import RELEASES
from dispute_core.domain.webhooks.events import WEBHOOK_EVENTS
from dispute_core.log.codec import HEADER
from dispute_core.log.shapes import is_sealed

GOLDEN = Path(__file__).parent.parent / "domain" / "golden" / "events.json"

Field = tuple[str, str, str]


def events_as_stored() -> dict[str, Any]:
    """Topic to class version and fields; a field says fact or sealed, and its type."""
    return {
        topic_of(cls): {
            "class_version": getattr(cls, "class_version", 1),
            "fields": {
                name: {"kind": kind, "type": type_}
                for name, kind, type_ in sorted(_fields(cls))
            },
        }
        for cls in (
            *EVENTS,
            *RELEASES,
            *DIRECTORY_EVENTS,
            *NOTICES,
            *BOARD_RECORDS,
            *CONCERN_EVENTS,
            *WEBHOOK_EVENTS,
        )
    }


def topic_of(cls: type[Any]) -> str:
    topic: str = cls.TOPIC
    return topic


def golden_text() -> str:
    text = dumps(events_as_stored(), indent=2, sort_keys=True)
    # One line for each field, so that a change of one reads as a change of one.
    field = r"\{\s+(\"kind\": .*?,)\s+(\"type\": .*?)\s+\}"
    return re.sub(field, r"{\1 \2}", text) + "\n"


def _fields(cls: type[Any], prefix: str = "") -> Iterator[Field]:
    hints = get_type_hints(cls, include_extras=True)
    for field in dataclasses.fields(cls):
        if field.name not in HEADER:
            yield from _field(prefix + field.name, hints[field.name])


def _field(name: str, annotation: Any) -> Iterator[Field]:
    kind = "sealed" if is_sealed(annotation) else "fact"
    nested = _record_in(annotation)
    if nested is None:
        yield name, kind, _written(annotation)
        return
    holds = f"{name}[]" if _is_list(annotation) else name
    optional = "optional " if _is_optional(annotation) else ""
    yield name, kind, f"{optional}{'list of records' if holds != name else 'record'}"
    yield from _fields(nested, f"{holds}.")


def _record_in(annotation: Any) -> type[Any] | None:
    if dataclasses.is_dataclass(annotation) and isinstance(annotation, type):
        return annotation
    found = (_record_in(argument) for argument in get_args(annotation))
    return next((record for record in found if record is not None), None)


def _is_list(annotation: Any) -> bool:
    return get_origin(annotation) is tuple


def _is_optional(annotation: Any) -> bool:
    return get_origin(annotation) in (Union, UnionType)


def _written(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _written(arguments[0])
    if origin is Literal:
        return " | ".join(sorted(map(repr, arguments)))
    if origin is tuple:
        return f"list of {_written(arguments[0])}"
    if _is_optional(annotation):
        inner = next(a for a in arguments if a is not NoneType)
        return f"optional {_written(inner)}"
    return str(getattr(annotation, "__name__", annotation))


if __name__ == "__main__":
    GOLDEN.write_text(golden_text(), encoding="utf-8")
