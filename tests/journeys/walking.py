"""Plants a mark of its own wherever the contract lets a client say something.

Each request says in one place what must not be repeated, in a part of a body, a step of
an address, a parameter or a header, and is else as the contract shows it. The token of
a request is as good as that; its claims have a walk of their own.
"""

import re
import secrets
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from tests.contract.reading import Operation, operations, resolved

Place = tuple[str | int, ...]
Json = dict[str, Any]

NEVER_READ = '"999999"'
"""Decided on a version that there is not, so that nothing in a dispute changes."""

UNASKED = (
    *("traceparent", "tracestate", "baggage", "User-Agent", "Referer", "Origin"),
    *("Cookie", "From", "Forwarded", "Accept-Language", "Prefer", "X-Request-Id"),
    *("X-Correlation-Id", "X-Forwarded-For", "X-Real-IP", "X-Forwarded-Host"),
    *("X-Client-Cert", "X-Person", "X-HTTP-Method-Override", "If-Modified-Since"),
)
"""Headers of which the contract says nothing."""


@dataclass
class Marks:
    """Hands out marks, each for one place, and knows them again."""

    stem: str = field(default_factory=lambda: f"mark{secrets.token_hex(4)}n")
    places: dict[str, str] = field(default_factory=dict)

    def of(self, place: str) -> str:
        """A mark that could be a name, a code or the beginning of an address."""
        mark = f"{self.stem}{len(self.places):05}"
        self.places[mark] = place
        return mark

    def heard_in(self, text: str) -> set[str]:
        """The places whose marks stand in a text, in whatever case."""
        found = re.findall(rf"{self.stem}\d{{5}}", text.lower())
        return {self.places[mark] for mark in found}


@dataclass(frozen=True, kw_only=True)
class Request:
    """One request with one mark in it, or with one in every header nobody asks for."""

    operation: Operation
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    headers: Mapping[str, str] = field(default_factory=dict)
    body: Any = None


@dataclass(frozen=True)
class Walk:
    """Every request that the contract gives rise to.

    `known` stands in addresses and `said` in bodies, each where no mark does.
    """

    marks: Marks
    known: Mapping[str, str]
    said: Mapping[str, Json]

    def __iter__(self) -> Iterator[Request]:
        for operation in operations():
            yield from self._in_addresses(operation)
            yield from self._in_headers(operation)
            if operation.body:
                yield from self._in_bodies(operation)

    def _in_addresses(self, operation: Operation) -> Iterator[Request]:
        for name in operation.of_place("path"):
            mark = self._mark(operation, f"path {name}")
            yield self._request(operation, path=self._path(operation, **{name: mark}))
        for name in operation.of_place("query"):
            mark = self._mark(operation, f"query {name}")
            yield self._request(operation, query={name: mark})
        mark = self._mark(operation, "query of its own")
        yield self._request(operation, query={mark: mark})

    def _in_headers(self, operation: Operation) -> Iterator[Request]:
        for name in operation.of_place("header"):
            mark = self._mark(operation, f"header {name}")
            yield self._request(operation, headers={name: mark})
        unasked = {name: self._mark(operation, f"header {name}") for name in UNASKED}
        own = self._mark(operation, "header of its own")
        yield self._request(operation, headers={**unasked, f"X-{own}": own})

    def _in_bodies(self, operation: Operation) -> Iterator[Request]:
        media = operation.spec["requestBody"]["content"]["application/json"]
        example = resolved(next(iter(media["examples"].values())))["value"]
        shown = {**example, **self.said.get(operation.name, {})}
        for places in _together(media["schema"]):
            body = deepcopy(shown)
            for place in places:
                mark = self._mark(operation, f"body {'.'.join(map(str, place))}")
                _put(body, place, mark)
            yield self._request(operation, body=body)
        mark = self._mark(operation, "body unknown field")
        yield self._request(operation, body={**shown, mark: mark})
        mark = self._mark(operation, "body no object")
        yield self._request(operation, body=mark)

    def _request(self, operation: Operation, **parts: Any) -> Request:
        return Request(operation=operation, **{"path": self._path(operation), **parts})

    def _path(self, operation: Operation, **said: str) -> str:
        wanted = operation.of_place("path")
        here = {k: v for k, v in {**self.known, **said}.items() if k in wanted}
        return operation.address(**here)

    def _mark(self, operation: Operation, place: str) -> str:
        return self.marks.of(f"{operation.name} {place}")


def _texts(
    schema: Any, place: Place = (), within: tuple[str, ...] = ()
) -> Iterator[Place]:
    """Where a text may stand in what a schema describes."""
    name = schema.get("$ref")
    if name in within:
        return
    within, schema = (*within, *filter(None, [name])), resolved(schema)
    for part in (*schema.get("anyOf", ()), *schema.get("allOf", ())):
        yield from _texts(part, place, within)
    if "string" in (schema.get("type"), *_listed(schema.get("type"))):
        yield place
    if "items" in schema:
        yield from _texts(schema["items"], (*place, 0), within)
    for field_, inner in schema.get("properties", {}).items():
        yield from _texts(inner, (*place, field_), within)


def _listed(kind: Any) -> list[str]:
    return kind if isinstance(kind, list) else []


def _together(schema: Any) -> Iterator[Sequence[Place]]:
    """What is said in one request: a field alone, or all of an object in the body.

    A refusal names every field of the object, so that each is looked at.
    """
    places = sorted(set(_texts(schema)), key=str)
    nested = sorted({place[:-1] for place in places if len(place) > 1}, key=str)
    yield from ([place] for place in places if len(place) == 1)
    for parent in nested:
        yield [place for place in places if place[:-1] == parent]


def _put(body: Any, place: Place, mark: str) -> None:
    """Put a text somewhere, and make what leads there if need be."""
    here = body
    for step, following in pairwise(place):
        wanted: Any = [] if following == 0 else {}
        if step == 0:
            here[:] = here or [wanted]
        elif not isinstance(here.get(step), type(wanted)):
            here[step] = wanted
        here = here[step]
    if place[-1] == 0:
        here[:] = [mark]
    else:
        here[place[-1]] = mark
