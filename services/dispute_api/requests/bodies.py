"""Bodies: read once, within limits, refused before anything odd can hide in them."""

import json
from collections.abc import Iterable
from typing import Any, TypeVar

import orjson
from pydantic import ValidationError
from starlette.requests import Request

from dispute_api.refusals.flaws import flaws_of
from dispute_api.refusals.problems import (
    BODY_TOO_LARGE,
    MALFORMED_JSON,
    TYPES,
    UNSUPPORTED_MEDIA_TYPE,
    Rejected,
)
from dispute_api.schemas.words import Body

BodyT = TypeVar("BodyT", bound=Body)

MAX_BODY = 1024 * 1024
TOO_LARGE = (
    "A body may have 1 MiB at most. Keep documents where they are and record where "
    "that is."
)
NOT_JSON = "Send the body with the Content-Type application/json."
MAX_DEPTH = 32
DEEP = "Objects and lists may stand 32 deep in each other."
UNREADABLE = "The body could not be read as JSON in UTF-8."
TWICE = "A field stands twice in the same object. Say each thing once."

INVALID = TYPES["invalid-request"]


async def read_json(request: Request) -> Any:
    """The JSON body of a request; raises `Rejected`."""
    _expect_json(request)
    return parse(await _read(request))


def validated(model: type[BodyT], value: Any) -> BodyT:
    """The body as the contract describes it; raises `Rejected` with every flaw."""
    try:
        return model.model_validate(value)
    except ValidationError as error:
        flaws = flaws_of(error)
        count = "One field needs" if len(flaws) == 1 else "Some fields need"
        raise Rejected(
            INVALID, f"{count} attention; see errors.", flaws=flaws
        ) from None


def canonical(value: Any) -> bytes:
    """The same bytes for the same JSON, however it was written."""
    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except orjson.JSONEncodeError:  # a number too large for it, or half a character
        return json.dumps(
            value, ensure_ascii=False, sort_keys=True, separators=(",", ":")
        ).encode()


def parse(raw: bytes) -> Any:
    """Strict JSON: UTF-8, no field twice, no NaN, no half characters."""
    try:
        value = _decode(raw.decode())
        if b"\\u" in raw:
            canonical(value)  # half of a surrogate pair cannot be written as UTF-8
        if raw.count(b"{") + raw.count(b"[") > MAX_DEPTH and _is_too_deep(value):
            raise Rejected(MALFORMED_JSON, DEEP)
    except _Twice:
        raise Rejected(MALFORMED_JSON, TWICE) from None
    except (ValueError, RecursionError):
        raise Rejected(MALFORMED_JSON, UNREADABLE) from None
    return value


def _is_too_deep(value: Any) -> bool:
    level = [value]
    for _ in range(MAX_DEPTH + 1):
        level = [inner for outer in level for inner in _within(outer)]
    return bool(level)


def _within(value: Any) -> Iterable[Any]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()


class _Twice(Exception):
    """A name stands twice in one object."""


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise _Twice
    return found


def _no_constant(_: str) -> None:
    raise ValueError


_decode = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_constant).decode


def _expect_json(request: Request) -> None:
    kinds = request.headers.getlist("content-type")
    kind, _, parameters = (kinds[0] if len(kinds) == 1 else "").partition(";")
    charset = parameters.strip().lower().replace('"', "")
    if kind.strip().lower() != "application/json" or charset not in (
        "",
        "charset=utf-8",
    ):
        raise Rejected(UNSUPPORTED_MEDIA_TYPE, NOT_JSON)
    if request.headers.get("content-encoding", "identity").lower() != "identity":
        raise Rejected(UNSUPPORTED_MEDIA_TYPE, "Send the body without compression.")


async def _read(request: Request) -> bytes:
    """The body, given up as soon as it is known to be too large."""
    announced = request.headers.get("content-length", "")
    if announced.isdigit() and int(announced[:20]) > MAX_BODY:
        raise Rejected(BODY_TOO_LARGE, TOO_LARGE)
    chunks: list[bytes] = []
    size = 0
    async for chunk in request.stream():
        size += len(chunk)
        if size > MAX_BODY:
            raise Rejected(BODY_TOO_LARGE, TOO_LARGE)
        chunks.append(chunk)
    return b"".join(chunks)
