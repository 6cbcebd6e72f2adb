"""An event as other systems are told of it: the envelope of CloudEvents 1.0.

The feed, its stream and the webhooks share it, so that a receiver meets one event
under one id and one type, whichever way it comes.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

from dispute_core.domain.events import WRITTEN_AS, event_name

SPECIFICATION = "1.0"
PREFIX = "org.concord"
"""The same in every installation: receivers are written against the types."""

JSON = "application/json"
THIN = f"{PREFIX}.thin.v1"
"""Names the schema of data that only says where to read."""

GENERATIONS: Mapping[str, int] = MappingProxyType({})
"""Topics of which the data was changed in a way that breaks its readers, and how
often; all others are in their first. A fact more breaks nobody."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What the envelope says of an event beside its data."""

    stream_id: UUID
    version: int
    topic: str
    partnership: str
    occurred_at: datetime
    recorded_at: datetime
    traceparent: str | None = None
    training: bool = False
    """Said only where it is so: an attribute that is not there means a real case."""

    @property
    def id(self) -> str:
        """The same however often and whichever way the event is told."""
        return event_name(self.stream_id, self.version)


def event_type(topic: str) -> str:
    """The type by which receivers know the events of a topic."""
    return f"{PREFIX}.{topic}.v{GENERATIONS.get(topic, 1)}"


def schema_address(base_url: str, named: str) -> str:
    """Where the schema of a type's data is served; `named` may be `THIN` as well."""
    return f"{base_url}/event-schemas/{named}"


def envelope(told: Told, data: Mapping[str, Any], base_url: str) -> dict[str, Any]:
    """The event with its facts; an event of a dispute has the dispute as subject."""
    return _envelope(told, data, base_url, event_type(told.topic))


def thin_envelope(told: Told, base_url: str) -> dict[str, Any]:
    """The event without its facts: which it is, and where to read it."""
    return _envelope(told, thin_data(told, base_url), base_url, THIN)


def data_of(facts: Mapping[str, Any]) -> dict[str, Any]:
    """The facts of an event without what only the log needs; narrative is no fact."""
    return {name: value for name, value in facts.items() if name != WRITTEN_AS}


def thin_data(told: Told, base_url: str) -> dict[str, Any]:
    """Where the event and its dispute can be read by whoever may."""
    return {
        "event": f"{base_url}/v1/events/{told.id}",
        "dispute": f"{base_url}/v1/disputes/{told.stream_id}",
    }


def _envelope(
    told: Told, data: Mapping[str, Any], base_url: str, schema: str
) -> dict[str, Any]:
    said: dict[str, Any] = {
        "specversion": SPECIFICATION,
        "id": told.id,
        "source": f"{base_url}/",
        "type": event_type(told.topic),
        "subject": str(told.stream_id),
        "time": _instant(told.occurred_at),
        "datacontenttype": JSON,
        "dataschema": schema_address(base_url, schema),
        "partnership": told.partnership,
        "recordedat": _instant(told.recorded_at),
        "data": dict(data),
    }
    if told.traceparent is not None:
        said["traceparent"] = told.traceparent
    if told.training:
        said["training"] = True
    return said


def _instant(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
