"""The schemas of what is told to other systems, each under its type."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from dispute_core.domain.cloud_events import (
    THIN,
    event_type,
    schema_address,
)
from dispute_core.domain.dispute_events import EVENTS
from dispute_core.domain.events import WRITTEN_AS
from dispute_core.domain.webhooks.events import WebhookTestAsked
from dispute_core.log.event_schemas import event_schema

_LINK = {"type": "string", "format": "uri"}
_WHERE = {
    "title": THIN,
    "description": "Which event it was, and where it can be read by whoever may.",
    "type": "object",
    "properties": {
        "event": _LINK,
        "dispute": _LINK,
        "reference": {"type": "string", "description": "That of the dispute."},
    },
    "required": ["event", "dispute"],
}
_TEST = event_type(WebhookTestAsked.TOPIC)
_NO_EVENT = {
    "title": _TEST,
    "description": (WebhookTestAsked.__doc__ or "").strip(),
    "type": "object",
    "properties": {"webhook": _LINK},
    "required": ["webhook"],
}


def schema_of(named: str, base_url: str) -> Mapping[str, Any] | None:
    """The schema of the data of a type, or of thin data; None for what is neither."""
    schema = _schemas().get(named)
    if schema is None:
        return None
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": schema_address(base_url, named),
        **schema,
    }


@cache
def _schemas() -> Mapping[str, Mapping[str, Any]]:
    told = {event_type(cls.TOPIC): _data(event_schema(cls)) for cls in EVENTS}
    return {**told, THIN: _WHERE, _TEST: _NO_EVENT}


def _data(whole: Mapping[str, Any]) -> Mapping[str, Any]:
    """The facts alone: narrative is not told, nor how the log writes."""
    facts = opened(whole["properties"]["facts"])
    facts["properties"].pop(WRITTEN_AS, None)
    facts["required"] = [one for one in facts["required"] if one != WRITTEN_AS]
    head = {"title": event_type(whole["title"]), "description": whole["description"]}
    return {**head, **facts}


def opened(schema: Any) -> Any:
    """The same schema for readers, who must let facts pass that they do not know."""
    if isinstance(schema, list):
        return [opened(one) for one in schema]
    if not isinstance(schema, dict):
        return schema
    return {
        name: opened(part)
        for name, part in schema.items()
        if not (name == "additionalProperties" and part is False)
    }
