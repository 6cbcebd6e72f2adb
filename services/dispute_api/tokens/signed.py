"""Takes a signed token apart, so strictly that no two readers read it differently."""

import json
import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry

from dispute_api.tokens.keys import PublicKey, fits
from dispute_api.tokens.refusing_tokens import TokenRefused

MAX_TOKEN = 8 * 1024
_PARTS = 3
_BASE64 = re.compile(r"[A-Za-z0-9_-]+\Z")

Object = dict[str, Any]


class _Registry(JWSRegistry):
    """Reads headers that carry keys, certificates or addresses, and heeds none."""

    max_header_length = MAX_TOKEN


@dataclass(frozen=True, kw_only=True)
class Signed:
    """A token in its parts; nothing of it is true before `expect_signature`."""

    header: Object
    claims: Object
    token: str

    @property
    def kid(self) -> str | None:
        kid = self.header.get("kid")
        return kid if isinstance(kid, str) else None

    def expect_header(self, types: Collection[str], algorithms: Collection[str]) -> str:
        """The algorithm, if the token is of the kind that its issuer gives out."""
        kind = self.header.get("typ")
        if not isinstance(kind, str) or plain_type(kind) not in types:
            raise TokenRefused("type")
        if "crit" in self.header or "b64" in self.header:  # we know no extension
            raise TokenRefused("critical_header")
        algorithm = self.header.get("alg")
        if not isinstance(algorithm, str) or algorithm not in algorithms:
            raise TokenRefused("algorithm")
        return algorithm

    def expect_signature(self, key: PublicKey, algorithm: str) -> None:
        """Raise unless this key made the signature, with an algorithm of its kind."""
        if not fits(key, algorithm):
            raise TokenRefused("key")
        registry = _Registry(algorithms=[algorithm], strict_check_header=False)
        try:
            signed = jws.extract_compact(self.token.encode(), registry=registry)
            good = jws.validate_compact(signed, key, [algorithm], registry)
        except (JoseError, ValueError, TypeError, KeyError):
            raise TokenRefused("malformed") from None
        if not good:
            raise TokenRefused("signature")


def take_apart(token: str) -> Signed:
    """The parts of a compact token; raises `TokenRefused` for whatever is none."""
    if len(token) > MAX_TOKEN:
        raise TokenRefused("size")
    parts = token.split(".")
    if len(parts) != _PARTS:
        raise TokenRefused("malformed")
    try:
        header, claims = (_object(_bytes(part)) for part in parts[:2])
        _bytes(parts[2])
    except (ValueError, TypeError, RecursionError):
        raise TokenRefused("malformed") from None
    return Signed(header=header, claims=claims, token=token)


def plain_type(kind: str) -> str:
    """A media type without the prefix that may be left out (RFC 7515, 4.1.9)."""
    return kind.lower().removeprefix("application/")


def _bytes(part: str) -> bytes:
    """What a part stands for; it may be written in one way only."""
    if not _BASE64.match(part):
        raise ValueError(part)
    raw = urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if urlsafe_b64encode(raw).rstrip(b"=").decode() != part:
        raise ValueError(part)
    return raw


def _object(raw: bytes) -> Object:
    read = json.loads(
        raw.decode("utf-8"), object_pairs_hook=_each_once, parse_constant=_no_number
    )
    if not isinstance(read, dict):
        raise TypeError
    return read


def _each_once(pairs: list[tuple[str, Any]]) -> Object:
    read = dict(pairs)
    if len(read) != len(pairs):
        raise ValueError
    return read


def _no_number(name: str) -> float:
    raise ValueError(name)
