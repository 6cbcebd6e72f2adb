"""Says with an answer that what was asked is deprecated, and when it will be gone.

The contract marks an operation or a parameter with `deprecated`, `x-deprecated-at` and
`x-sunset-at`; docs/api-versions.md says when it may. Other routes are left as they are.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime
from typing import Any
from urllib.parse import parse_qs

import yaml
from fastapi.routing import APIRoute
from starlette.datastructures import Headers
from starlette.routing import BaseRoute
from starlette.types import Receive, Scope, Send

ANNOUNCED = "concord.announced"
"""Where a request keeps these headers for its answer, be that a problem or not."""

_SINCE, _GOES = "x-deprecated-at", "x-sunset-at"


class BadDeprecation(Exception):
    """The contract calls something deprecated and does not say enough about it."""


@dataclass(frozen=True, kw_only=True)
class Deprecation:
    """Since when an operation, or one parameter of it, is deprecated; when it goes."""

    since: datetime
    goes_at: datetime | None
    place: str | None = None
    name: str | None = None

    def is_met_by(self, scope: Scope) -> bool:
        """Whether a request makes use of what is deprecated."""
        if self.name is None:
            return True
        if self.place == "header":
            return self.name in Headers(scope=scope)
        sent = parse_qs(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        return self.name in sent


@dataclass(frozen=True)
class _Marked:
    """An operation of which something is deprecated, and the page that tells of it."""

    page: str
    deprecations: Sequence[Deprecation]

    def headers(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        met = [one for one in self.deprecations if one.is_met_by(scope)]
        return headers_of(met, self.page) if met else []


def announcing(routes: Iterable[BaseRoute], contract: bytes) -> list[BaseRoute]:
    """The routes; those of which the contract marks something tell so when asked."""
    marked = dict(_marked(contract))
    return [
        _telling(route, marked[route.operation_id])
        if isinstance(route, APIRoute) and route.operation_id in marked
        else route
        for route in routes
    ]


def headers_of(met: Sequence[Deprecation], page: str) -> list[tuple[bytes, bytes]]:
    """Deprecation (RFC 9745) and Sunset (RFC 8594), of whatever comes first."""
    since = min(one.since for one in met)
    goes = [one.goes_at for one in met if one.goes_at is not None]
    link = f'<{page}>; rel="deprecation"; type="text/html"'
    said = [
        (b"deprecation", f"@{int(since.timestamp())}".encode()),
        (b"link", link.encode()),
    ]
    if goes:
        said.append((b"sunset", format_datetime(min(goes), usegmt=True).encode()))
    return said


def deprecations(operation: Mapping[str, Any], contract: Any) -> Iterator[Deprecation]:
    """What the contract calls deprecated of one operation."""
    if operation.get("deprecated"):
        yield _deprecation(operation)
    for named in operation.get("parameters", ()):
        parameter = _followed(named, contract)
        if parameter.get("deprecated"):
            if parameter["in"] == "path":
                raise BadDeprecation("a part of a path goes with its operation only")
            yield _deprecation(parameter, parameter["in"], parameter["name"])


def _telling(route: APIRoute, marked: _Marked) -> APIRoute:
    """A copy of a route, which other applications in this process may share."""
    told = copy.copy(route)

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        scope[ANNOUNCED] = marked.headers(scope)
        await route.app(scope, receive, send)

    told.app = app
    return told


def _marked(contract: bytes) -> Iterator[tuple[str, _Marked]]:
    if f"{_SINCE}:".encode() not in contract:
        return  # to read the whole of it takes longer than everything else at the start
    said = yaml.load(contract, Loader=yaml.CSafeLoader)
    for item in said["paths"].values():
        shared = item.get("parameters", [])
        for operation in (item[name] for name in ("get", "post") if name in item):
            parameters = [*shared, *operation.get("parameters", ())]
            found = [*deprecations({**operation, "parameters": parameters}, said)]
            if found:
                name = operation["operationId"]
                yield name, _Marked(f"/docs#/{operation['tags'][0]}/{name}", found)


def _deprecation(
    marked: Mapping[str, Any], place: str | None = None, name: str | None = None
) -> Deprecation:
    if _SINCE not in marked:
        raise BadDeprecation(f"what is deprecated needs {_SINCE}")
    since = _instant(marked[_SINCE])
    goes_at = _instant(marked[_GOES]) if _GOES in marked else None
    if goes_at is not None and goes_at < since:
        raise BadDeprecation("what is deprecated goes only after it was deprecated")
    return Deprecation(since=since, goes_at=goes_at, place=place, name=name)


def _instant(said: object) -> datetime:
    """An instant, or a day in UTC, with quotation marks in YAML or without."""
    instant = datetime.fromisoformat(str(said))
    return (instant if instant.tzinfo else instant.replace(tzinfo=UTC)).astimezone(UTC)


def _followed(part: Mapping[str, Any], contract: Any) -> Mapping[str, Any]:
    """A parameter, where it stands or where a reference leads."""
    steps = part["$ref"].removeprefix("#/").split("/") if "$ref" in part else ()
    found: Any = contract if steps else part
    for step in steps:
        found = found[step]
    followed: Mapping[str, Any] = found
    return followed
