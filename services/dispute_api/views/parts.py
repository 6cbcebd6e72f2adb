"""The small things that views are made of."""

from datetime import UTC, datetime
from typing import Any, TypeAlias

import orjson
from pydantic_core import to_jsonable_python

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.events import event_name
from dispute_core.domain.values import By, Party, Person, Source, Subject

Json: TypeAlias = dict[str, Any]


def written(view: Any) -> bytes:
    """A view as the JSON that is sent."""
    return orjson.dumps(view, default=to_jsonable_python, option=orjson.OPT_UTC_Z)


def utc(at: datetime) -> datetime:
    return at if at.tzinfo is UTC else at.astimezone(UTC)


def optional_utc(at: datetime | None) -> datetime | None:
    return None if at is None else utc(at)


def item_id(dispute: Dispute, version: int) -> str:
    """The id of what an event put on record: the event's own."""
    return event_name(dispute.id, version)


def said(
    dispute: Dispute, version: int, field: str, at_first: str | None
) -> str | None:
    """What an event says in a field, as last corrected."""
    if not dispute.corrections:
        return at_first
    correction = dispute.corrected(version, field)
    return at_first if correction is None else correction.text


def moment(
    dispute: Dispute, version: int, field: str, at_first: datetime | None
) -> datetime | None:
    """The instant that an event gives in a field, as last corrected."""
    if not dispute.corrections:
        return optional_utc(at_first)
    correction = dispute.corrected(version, field)
    return optional_utc(correction.instant if correction else at_first)


def party(one: Party | Person) -> Json:
    return {
        "agency": one.agency,
        "role": one.role,
        "name": one.name,
        "band": one.band,
    }


def person(one: Person) -> Json:
    return {"side": one.side, **party(one)}


def stated_by(one: By) -> Json:
    return {
        "agency": one.agency,
        "side": one.side,
        "role": one.role,
        "name": one.name,
        "band": one.band,
        "reported_by": one.reported_by,
    }


def subject(one: Subject) -> Json:
    return {"kind": one.kind, "reference": one.reference, "held_by": one.held_by}


def source(one: Source | None) -> Json | None:
    if one is None:
        return None
    return {
        "from": one.sender,
        "to": one.recipient,
        "dated": one.dated,
        "held_at": one.held_at,
        "sha256": one.sha256,
    }
