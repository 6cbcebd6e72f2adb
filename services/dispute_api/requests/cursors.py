"""Opaque cursors: sealed, so that they show nothing and nobody can make one up.

A cursor opens only for the caller who got it, on the same list with the same filters.
Each is sealed under a key of its own, so that any number of them is safe.
"""

import base64
import binascii
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from hmac import digest
from typing import Any
from urllib.parse import urlencode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import json_answer
from dispute_api.context import context_of
from dispute_api.refusals.problems import INVALID_CURSOR, Rejected
from dispute_api.requests.parameters import one, unfit
from dispute_core.application.caller import Caller

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 200
LONGEST_CURSOR = 1024

_FORM = "1."
_SALT = 16
_NONCE = bytes(12)
"""One message per key, so that the nonce need not vary."""

_GRAIN = 32
"""Lengths are rounded up to this: the length of a number tells its size."""

NOT_HERE = (
    "This cursor does not belong to this list with these filters. Start again without "
    "it."
)


class Cursors:
    """Seals and opens places in lists."""

    def __init__(self, key: bytes) -> None:
        self._key = key

    def seal(self, binding: bytes, place: Sequence[Any]) -> str:
        said = json.dumps(place, separators=(",", ":")).encode()
        padded = said.ljust(-(-len(said) // _GRAIN) * _GRAIN)
        salt = os.urandom(_SALT)
        sealed = salt + self._cipher(salt).encrypt(_NONCE, padded, binding)
        return _FORM + base64.urlsafe_b64encode(sealed).decode().rstrip("=")

    def open(self, binding: bytes, cursor: str) -> list[Any]:
        """The place; raises `Rejected` for whatever was not sealed here for this."""
        try:
            sealed = _bytes_of(cursor)
            said = self._cipher(sealed[:_SALT]).decrypt(_NONCE, sealed[_SALT:], binding)
        except (InvalidTag, ValueError):
            raise Rejected(INVALID_CURSOR, NOT_HERE) from None
        place: list[Any] = json.loads(said)
        return place

    def _cipher(self, salt: bytes) -> AESGCM:
        return AESGCM(digest(self._key, salt, "sha256"))


@dataclass(frozen=True, kw_only=True)
class Paging:
    """Which page is asked for, and how the way to the next one is written."""

    limit: int
    place: list[Any] | None
    parameter: str
    binding: bytes
    cursors: Cursors
    request: Request
    filters: Sequence[str]

    def answer(
        self, items: list[Any], next_place: Sequence[Any] | None, **more: Any
    ) -> Response:
        """A page with the way on, if there is one, and what is of the whole list."""
        if next_place is None:
            return json_answer({"items": items, "next": None, **more})
        cursor = self.cursor(next_place)
        return json_answer(
            {"items": items, "next": cursor, **more},
            headers={"Link": self.link(cursor)},
        )

    def cursor(self, place: Sequence[Any]) -> str:
        return self.cursors.seal(self.binding, place)

    def link(self, cursor: str) -> str:
        """The next page as a header (RFC 8288), relative to this one."""
        asked = _asked(self.request, self.filters)
        if "limit" in self.request.query_params:
            asked.append(("limit", str(self.limit)))
        query = urlencode([*asked, (self.parameter, cursor)])
        return f'<{self.request.url.path}?{query}>; rel="next"'


def paging(
    request: Request,
    caller: Caller,
    *,
    filters: Sequence[str] = (),
    parameter: str = "cursor",
) -> Paging:
    """Read limit and cursor; `filters` are the parameters that choose the items.

    Raises `Rejected`.
    """
    cursors = cursors_of(request)
    binding = bound_to(caller, request.url.path, _asked(request, filters))
    sent = one(request, parameter)
    return Paging(
        limit=limit_of(request),
        place=None if sent is None else cursors.open(binding, sent),
        parameter=parameter,
        binding=binding,
        cursors=cursors,
        request=request,
        filters=filters,
    )


def limit_of(request: Request) -> int:
    """How many items a page may have; raises `Rejected`."""
    sent = one(request, "limit")
    if sent is None:
        return DEFAULT_LIMIT
    if sent.isascii() and sent.isdigit() and len(sent) <= len(str(LARGEST_LIMIT)):
        limit = int(sent)
        if 1 <= limit <= LARGEST_LIMIT:
            return limit
    raise unfit("limit", f"Give a number from 1 to {LARGEST_LIMIT}.")


def cursors_of(request: Request) -> Cursors:
    return Cursors(context_of(request).services.secrets.cursor_key)


def bound_to(caller: Caller, path: str, asked: Sequence[tuple[str, str]]) -> bytes:
    """Whose cursor it is, and to which list with which filters it belongs."""
    who = (
        caller.client,
        caller.partnership,
        caller.role,
        caller.agency,
        caller.office,
    )
    return json.dumps([who, path, asked]).encode()


def _asked(request: Request, filters: Sequence[str]) -> list[tuple[str, str]]:
    """The filters as they were sent; what the contract does not name is left out."""
    sent = request.query_params
    return [(name, sent[name]) for name in filters if name in sent]


def _bytes_of(cursor: str) -> bytes:
    """The one spelling of a cursor as bytes; raises ValueError."""
    if len(cursor) > LONGEST_CURSOR or not cursor.startswith(_FORM):
        raise ValueError
    text = cursor[len(_FORM) :]
    try:
        sealed = base64.b64decode(
            text + "=" * (-len(text) % 4), altchars=b"-_", validate=True
        )
    except binascii.Error:
        raise ValueError from None
    if base64.urlsafe_b64encode(sealed).decode().rstrip("=") != text:
        raise ValueError
    return sealed
