"""Any operation of the contract as a request, and whether its answer let one in."""

from collections.abc import Mapping
from functools import cache
from typing import Any
from uuid import uuid4

import httpx

from tests.api.rights.prepared import Thing
from tests.contract.reading import Operation, operations, resolved
from tests.support.api import Json, Speaker

NEVER_READ = '"999999"'
"""Decided on a version that there is not: let in, and nothing changes."""

ITS_OWN = ("x-request-id", "traceparent")
"""What every request is numbered by."""

TURNED_AWAY = frozenset(
    (
        "unauthenticated",
        "role-may-not",
        "not-your-agency",
        "not-the-lead",
        "dispute-not-found",
        "concern-not-found",
        "partnership-not-found",
        "calendar-feed-not-found",
    )
)


@cache
def operation_named(name: str) -> Operation:
    return next(one for one in operations() if one.name == name)


@cache
def example_of(name: str) -> Json:
    """What the contract shows of its body."""
    operation = operation_named(name)
    media = operation.spec["requestBody"]["content"]["application/json"]
    shown: Json = resolved(next(iter(media["examples"].values())))["value"]
    return shown


async def ask(
    speaker: Speaker, name: str, about: Thing, seen: str = NEVER_READ
) -> httpx.Response:
    """The operation as the contract shows it, about something."""
    operation = operation_named(name)
    parts: dict[str, Any] = {}
    if operation.body:
        parts["json"] = {**example_of(name), **_said(operation, about.body)}
        parts["headers"] = {"Idempotency-Key": str(uuid4()), "If-Match": seen}
    where = _address(operation, about.path)
    return await speaker.send(operation.method, where, **parts)


def turned_away(answer: httpx.Response) -> bool:
    """Whether it is a refusal of the person, and not of what they sent."""
    if not answer.headers.get("content-type", "").endswith("problem+json"):
        return False
    return answer.json()["code"] in TURNED_AWAY


def but_for_its_number(answer: httpx.Response) -> tuple[int, bytes, dict[str, str]]:
    """An answer without what every request has of its own."""
    instance = str(answer.json()["instance"]).encode()
    headers = {k: v for k, v in answer.headers.items() if k not in ITS_OWN}
    return answer.status_code, answer.content.replace(instance, b""), headers


def _said(operation: Operation, wanted: Mapping[str, Any]) -> Json:
    """What a thing has to say in a body, as far as this body has a place for it."""
    schema = _schema(operation)
    return {k: v for k, v in wanted.items() if k in schema.get("properties", {})}


def _schema(operation: Operation) -> Json:
    content = operation.spec["requestBody"]["content"]["application/json"]
    found: Json = resolved(content["schema"])
    return found


def _address(operation: Operation, known: Mapping[str, str]) -> str:
    here = {k: v for k, v in known.items() if k in operation.of_place("path")}
    return operation.address(**here)
