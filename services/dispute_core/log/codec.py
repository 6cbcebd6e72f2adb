"""Turns events into what the log stores, and back.

Topics are looked up in a dictionary of our own: no import path ever comes from data.
How a stored event reads is fixed for ever; a changed class gets a new `class_version`
and an upcast beside it.
"""

import dataclasses
from collections.abc import Callable, Iterable, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any, cast
from uuid import UUID

from eventsourcing.utils import get_topic

from dispute_core.domain.events import WRITTEN_AS, DomainFact
from dispute_core.log.scalars import Convert, Unfit
from dispute_core.log.shapes import record

HEADER = frozenset(
    {"originator_id", "originator_version", "timestamp", "originator_topic"}
)
"""What stands in the event's header or in this codec, never in its facts."""


class UnknownTopic(LookupError):
    """An event of a topic, or of a class version, that this release does not know."""


@dataclass(frozen=True, slots=True)
class Encoded:
    """An event as JSON values, what may be read apart from what is to be sealed."""

    topic: str
    class_version: int
    facts: dict[str, Any]
    narrative: dict[str, Any] | None


class Codec:
    """The event classes that the log knows, by topic.

    `aggregates` names the aggregate class that a created event (by topic) begins.
    """

    def __init__(
        self,
        classes: Iterable[type[Any]],
        aggregates: Mapping[str, type[Any]] | None = None,
    ) -> None:
        self._by_topic: dict[str, _Entry] = {}
        self._by_class: dict[type[Any], _Entry] = {}
        begins = dict(aggregates or {})
        for cls in classes:
            entry = _compile(cls, begins.pop(cls.TOPIC, None))
            if entry.topic in self._by_topic:
                message = f"two event classes share the topic {entry.topic}"
                raise Unfit(message)
            self._by_topic[entry.topic] = self._by_class[cls] = entry
        if begins:
            message = f"no event class has the topics {sorted(begins)}"
            raise Unfit(message)

    @property
    def topics(self) -> frozenset[str]:
        return frozenset(self._by_topic)

    def encode(self, event: DomainFact) -> Encoded:
        """Write an event down; raises `Unfit` if it could not be read back."""
        entry = self._by_class.get(type(event))
        if entry is None:
            message = f"{type(event).__qualname__} is not registered with the codec"
            raise UnknownTopic(message)
        facts, narrative = entry.split(event)
        if entry.class_version > 1:
            facts[WRITTEN_AS] = entry.class_version
        return Encoded(entry.topic, entry.class_version, facts, narrative)

    def decode(
        self,
        topic: str,
        facts: Mapping[str, Any],
        narrative: Mapping[str, Any] | None,
        **header: Any,
    ) -> Any:
        """Build the event; without its narrative, sealed fields read as nothing.

        `header` gives originator_id, originator_version and timestamp.
        """
        entry = self._by_topic.get(topic)
        if entry is None:
            message = f"this release does not know the topic {topic}"
            raise UnknownTopic(message)
        state = merged(facts, narrative) if narrative else facts
        written = facts.get(WRITTEN_AS, 1)
        if written != entry.class_version:
            state = _upcast(entry, deepcopy(dict(state)), written)
        elif WRITTEN_AS in state:
            state = dict(state)
            del state[WRITTEN_AS]
        if entry.aggregate_topic is not None:
            header["originator_topic"] = entry.aggregate_topic
        return entry.load(state, header)

    def current(self, topic: str, facts: Mapping[str, Any]) -> Mapping[str, Any]:
        """The facts as this release would write them; a newer one's as they are."""
        entry = self._by_topic.get(topic)
        written = facts.get(WRITTEN_AS, 1)
        if entry is None or written >= entry.class_version:
            return facts
        return _upcast(entry, deepcopy(dict(facts)), written)


@dataclass(frozen=True, slots=True)
class _Entry:
    cls: type[Any]
    topic: str
    class_version: int
    load: Callable[[Mapping[str, Any], Mapping[str, Any]], Any]
    """Makes the event of its state, and of what stands in its header."""
    split: Convert
    aggregate_topic: str | None


def _compile(cls: type[Any], aggregate: type[Any] | None) -> _Entry:
    names = {field.name for field in dataclasses.fields(cls)}
    if WRITTEN_AS in names:
        message = (
            f"{cls.__qualname__}: the field name {WRITTEN_AS!r} is taken by the codec"
        )
        raise Unfit(message)
    if ("originator_topic" in names) != (aggregate is not None):
        message = (
            f"{cls.__qualname__}: name the aggregate of created events, of no others"
        )
        raise Unfit(message)
    class_version = getattr(cls, "class_version", 1)
    for version in range(1, class_version):
        if not hasattr(cls, _upcast_name(version)):
            message = f"{cls.__qualname__} lacks {_upcast_name(version)}"
            raise Unfit(message)
    shape = record(cls, without=HEADER)  # type: ignore[arg-type]  # classes hash
    dump = shape.dump
    return _Entry(
        cls,
        cls.TOPIC,
        class_version,
        cast("Callable[..., Any]", shape.load),
        shape.split or (lambda event: (dump(event), None)),
        get_topic(aggregate) if aggregate is not None else None,
    )


def _upcast_name(version: int) -> str:
    return f"upcast_v{version}_v{version + 1}"


def _upcast(entry: _Entry, state: dict[str, Any], written: int) -> dict[str, Any]:
    state.pop(WRITTEN_AS, None)
    if written > entry.class_version:
        message = f"{entry.topic} was written by a newer release (version {written})"
        raise UnknownTopic(message)
    for version in range(written, entry.class_version):
        getattr(entry.cls, _upcast_name(version))(state)
    return state


def merged(facts: Any, narrative: Any) -> Any:
    """Lay narrative over facts: by key in objects, by place in lists."""
    if narrative is None:
        return facts
    if isinstance(facts, Mapping):
        state = dict(facts)
        for key, inner in narrative.items():
            state[key] = merged(facts[key], inner) if key in facts else inner
        return state
    return [merged(fact, inner) for fact, inner in zip(facts, narrative, strict=True)]


def header_of(stream_id: UUID, version: int, occurred_at: Any) -> dict[str, Any]:
    """The header fields under the names that event classes give them."""
    return {
        "originator_id": stream_id,
        "originator_version": version,
        "timestamp": occurred_at,
    }
