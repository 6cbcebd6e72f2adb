"""Canonical JSON (RFC 8785) for what the log keeps: no floats, no surprises.

The same value always gives the same bytes, in any language, so that a hash over them
can be checked by anybody for ever. Floats are refused: they are the one part of the
standard that implementations get wrong, and no fact of ours needs one.
"""

import json
from collections.abc import Mapping
from typing import Any

import orjson

LARGEST = 2**53 - 1
"""Integers beyond this lose their value in readers that use floats."""


class NotCanonical(ValueError):
    """A value that has no canonical form here: the message says which kind."""


def canonical(value: object) -> bytes:
    """The canonical bytes of a JSON value; raises `NotCanonical`."""
    _check(value)
    return render(value)


def render(value: object) -> bytes:
    """As `canonical`, for values whose leaves have been checked already."""
    try:
        written = orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
        if not written.isascii() and max(written.decode()) > "\uffff":
            # RFC 8785 sorts keys by UTF-16 code units, orjson by code points; the two
            # differ only beyond the basic plane.
            written = orjson.dumps(_by_utf16(value))
    except orjson.JSONEncodeError:
        message = "half characters, or nesting without end, have no canonical form"
        raise NotCanonical(message) from None
    return written


def parse(text: str | bytes) -> Any:
    """Read canonical JSON back; a float in it raises `NotCanonical`."""
    return _decode(text if isinstance(text, str) else text.decode())


def _no_float(_: str) -> float:
    message = "a float has no place in the log"
    raise NotCanonical(message)


_decode = json.JSONDecoder(parse_float=_no_float, parse_constant=_no_float).decode


def _check(value: object) -> None:
    if value is None or isinstance(value, bool | str):
        return
    if isinstance(value, int) and abs(value) <= LARGEST:
        return
    if isinstance(value, list | tuple):
        for item in value:
            _check(item)
    elif isinstance(value, Mapping):
        if not all(isinstance(key, str) for key in value):
            message = "a key that is not text has no canonical form"
            raise NotCanonical(message)
        _check(list(value.values()))
    else:
        message = f"this {type(value).__name__} has no canonical form"
        raise NotCanonical(message)


def _by_utf16(value: object) -> object:
    if isinstance(value, Mapping):
        ordered = sorted(value, key=_utf16)
        return {key: _by_utf16(value[key]) for key in ordered}
    if isinstance(value, list | tuple):
        return [_by_utf16(item) for item in value]
    return value


def _utf16(key: str) -> bytes:
    return key.encode("utf-16-be", "surrogatepass")
