"""What every answer is held to besides the checks that schemathesis brings."""

import json
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import parse_qsl, unquote, urlsplit

import schemathesis
from openapi_schema_validator import OAS31Validator, oas31_format_checker
from schemathesis import CheckContext
from schemathesis.core.transport import Response

from tests.contract.desk import Sent, text_of
from tests.contract.reading import Json, contract, vocabulary

PROBLEM = "application/problem+json"
SHORTEST = 6
"""Shorter words stand in our own sentences by chance."""

INSTANCE = re.compile(r"urn:uuid:[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")
TOKEN = re.compile(r"Bearer ey[\w-]+[.][\w-]{40,}[.][\w-]{40,}\Z")
OURS = {
    "host",
    "user-agent",
    "accept",
    "accept-encoding",
    "connection",
    "content-length",
    "x-schemathesis-testcaseid",
}
"""Headers that the client library writes, not the person."""

TYPES = {problem["code"]: problem for problem in contract()["x-problem-types"]}
_PROBLEM = OAS31Validator(
    {"$ref": "#/components/schemas/Problem", "components": contract()["components"]},
    format_checker=oas31_format_checker,
)


@schemathesis.check
def refusals_are_problems(_: CheckContext, response: Response, __: Sent) -> None:
    """Every error is a problem of the list, whatever was asked."""
    if response.status_code < 400 or response.request.method == "HEAD":
        return
    kind = response.headers.get("content-type", ["none"])[0]
    assert kind == PROBLEM, f"an error came as {kind}"
    problem = response.json()
    flaws = [f"{e.json_path}: {e.message}" for e in _PROBLEM.iter_errors(problem)]
    assert flaws == []
    listed = TYPES[problem["code"]]
    assert problem["type"].endswith(f"/problems/{problem['code']}")
    assert (problem["status"], problem["title"]) == (listed["status"], listed["title"])
    assert problem["status"] == response.status_code
    assert INSTANCE.match(problem["instance"])


@schemathesis.check
def nothing_fails_inside(_: CheckContext, response: Response, __: Sent) -> None:
    """No request makes the service stumble."""
    assert response.status_code < 500, response.content[:500]


@schemathesis.check
def good_tokens_are_taken(_: CheckContext, response: Response, __: Sent) -> None:
    """Whoever has a token is known, whatever else is wrong with the request."""
    if TOKEN.match(text_of(response.request.headers.get("Authorization"))):
        assert response.status_code != 401


@schemathesis.check
def nobody_is_too_quick(_: CheckContext, response: Response, __: Sent) -> None:
    """The limits of rates hold nobody up who only works; 429 would hide the rest."""
    assert response.status_code != 429


@schemathesis.check
def problems_repeat_nothing(_: CheckContext, response: Response, __: Sent) -> None:
    """A problem never says what the client sent: here it may be somebody's name."""
    if response.status_code < 400 or _is_about_a_policy_file(response):
        return
    echoed = echoes(response)
    assert not echoed, f"the problem repeats what was sent: {echoed}"


def _is_about_a_policy_file(response: Response) -> bool:
    """What is wrong in a file is said in its own words: it is to be published."""
    path = urlsplit(str(response.request.url)).path
    return path == "/v1/policies" and b'"policy-not-valid"' in response.content


def echoes(response: Response) -> list[str]:
    """What was sent, is no word of the contract, and stands in the answer."""
    said = "\n".join(_answered(response)).lower()
    return [
        word
        for word in dict.fromkeys(word.lower() for word in sent_words(response))
        if len(word) >= SHORTEST and word in said and word not in vocabulary()
    ]


def sent_words(response: Response) -> Iterator[str]:
    """Every text in a request: address, headers, body."""
    request = response.request
    address = urlsplit(str(request.url))
    yield from (unquote(step) for step in address.path.split("/"))
    for name, value in parse_qsl(address.query, keep_blank_values=True):
        yield from (name, value)
    for name, header in request.headers.items():
        text = text_of(header)
        if name.lower() not in OURS:
            yield from (text, *text.split())
        if name.lower() not in (*OURS, "authorization"):
            yield name
    yield from _in_body(request.body)


def _in_body(body: Any) -> Iterator[str]:
    raw = body.encode() if isinstance(body, str) else body
    if not isinstance(raw, bytes):
        return
    try:
        yield from texts(json.loads(raw))
    except ValueError:
        text = raw.decode("utf-8", "replace")
        yield from (text, *text.split())


def _answered(response: Response) -> Iterator[str]:
    """Every text of an answer, save the number that we gave it."""
    for name, values in response.headers.items():
        if name not in ("x-request-id", "traceparent", "date"):
            yield from values
    if not response.content:
        return
    body: Json = response.json()
    yield from texts({k: v for k, v in body.items() if k != "instance"})


def texts(value: Any) -> Iterator[str]:
    """Every text within a JSON value, names of fields included."""
    if isinstance(value, dict):
        for name, item in value.items():
            yield name
            yield from texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from texts(item)
    elif isinstance(value, str):
        yield value
    elif isinstance(value, int | float):
        yield str(value)
