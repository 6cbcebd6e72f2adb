"""Values on both sides of every limit that the contract sets to its parameters."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import requests
from openapi_schema_validator import OAS31Validator, oas31_format_checker

from tests.contract.reading import Json, Operation, contract, resolved

CURSORS = ("cursor", "after", "Last-Event-ID")
"""Opaque: whatever a client makes up is refused."""

GOOD: dict[str, str] = {"Idempotency-Key": "a-key", "If-Match": '"1"'}


@dataclass(frozen=True, kw_only=True)
class Trial:
    """One value for one parameter, and whether the contract refuses it."""

    operation: Operation
    name: str
    place: str
    value: str | None
    refused: bool

    def __str__(self) -> str:
        value = "nothing" if self.value is None else self.value
        shown = value if len(value) <= 40 else f"{value[:8]}... of {len(value)}"
        verdict = "refuses" if self.refused else "takes"
        return f"{self.operation.name} {verdict} {self.name}={shown}"

    @property
    def query(self) -> Mapping[str, str]:
        given = self.place == "query" and self.value is not None
        return {self.name: self.value or ""} if given else {}

    @property
    def headers(self) -> Mapping[str, str]:
        wanted = {
            name: GOOD[name]
            for name in self.operation.of_place("header")
            if name in GOOD
        }
        if self.place != "header":
            return wanted
        wanted.pop(self.name, None)
        return wanted if self.value is None else {**wanted, self.name: self.value}

    def send(
        self, http: requests.Session, where: str, authorization: str
    ) -> requests.Response:
        """The answer; commands are cut short by a body that nobody can read."""
        headers = {"Authorization": authorization, **self.headers}
        if self.operation.body:
            headers["Content-Type"] = "application/json"
        return http.request(
            self.operation.method,
            where,
            params=self.query,
            headers=headers,
            data="{" if self.operation.body else None,
        )

    def named_in(self, answer: requests.Response) -> bool:
        """Whether an answer says that it is this parameter that does not fit."""
        assert answer.status_code < 500, self
        if answer.status_code not in (400, 428):
            return False
        if self.name in CURSORS and answer.json()["code"] == "invalid-cursor":
            return True
        place = "header" if self.place == "header" else "parameter"
        flaws = answer.json().get("errors", ())
        return any(flaw.get(place) == self.name for flaw in flaws)


def trials(operation: Operation) -> Iterator[Trial]:
    """Every value to try on the parameters of an operation, one at a time."""
    for place in ("query", "header"):
        for name, parameter in operation.of_place(place).items():
            for value, refused in _values(name, parameter, place):
                yield Trial(
                    operation=operation,
                    name=name,
                    place=place,
                    value=value,
                    refused=refused,
                )


def _values(
    name: str, parameter: Json, place: str
) -> Iterator[tuple[str | None, bool]]:
    yield None, bool(parameter.get("required"))
    schema = resolved(parameter["schema"])
    for value in dict.fromkeys(_tried(schema)):
        if place == "header" and value != value.strip():
            continue
        fits = _fits(schema, value)
        if fits and name in CURSORS:
            continue
        yield value, not fits


def _tried(schema: Json) -> Iterator[str]:
    yield from ("", " ", "!", "0", "a", "A", "stage-0", "true", "True", "2026-02-30")
    yield from (str(word) for word in schema.get("enum", ()))
    yield from (str(example) for example in schema.get("examples", ()))
    for limit in ("minimum", "maximum"):
        if limit in schema:
            yield from (str(schema[limit] + step) for step in (-1, 0, 1))
    if "maxLength" in schema:
        for character in ("a", "0", "!"):
            for length in (schema["maxLength"], schema["maxLength"] + 1):
                yield character * length
    if schema.get("format") == "date-time":
        yield from INSTANTS


INSTANTS = (
    "2000-01-01T00:00:00Z",
    "1999-12-31T23:59:59Z",
    "2199-12-31t23:59:59.123456789+23:59",
    "2200-01-01T00:00:00Z",
    "2026-09-15T09:20:00",
    "2026-09-15T09:20Z",
    "2026-09-15 09:20:00Z",
    "2026-02-30T09:20:00Z",
    "2026-09-15T24:00:00Z",
    "2026-09-15T23:59:60Z",
    "2026-09-15T09:20:00.Z",
    "2026-09-15T09:20:00+24:00",
)


def _fits(schema: Json, text: str) -> bool:
    value: Any = text
    if schema["type"] == "integer":
        value = int(text) if text.isdecimal() and str(int(text)) == text else text
    if schema["type"] == "boolean":
        value = {"true": True, "false": False}.get(text, text)
    whole = {**schema, "components": contract()["components"]}
    checker = OAS31Validator(whole, format_checker=oas31_format_checker)
    return bool(checker.is_valid(value))
