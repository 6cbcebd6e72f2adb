"""Who is asking: a signed bearer token (RFC 9068), checked as RFC 8725 asks."""

import json
import re
import time
from collections import OrderedDict
from collections.abc import Callable, Collection
from hashlib import sha256
from typing import Any, cast, get_args

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry

from dispute_api.keys import KeyFile
from dispute_api.problems import UNAUTHENTICATED, Rejected
from dispute_core.application.caller import Caller, Role

MAX_TOKEN = 8 * 1024
LEEWAY = 30
"""Seconds by which the issuer's clock may differ from ours."""

REMEMBERED = 4096
TYPES = {"at+jwt", "application/at+jwt", "jwt"}
ROLES: tuple[str, ...] = get_args(Role)
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_CLIENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@-]*\Z")
_SUBJECT = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,255}\Z")

WANTED = "Send an access token: Authorization: Bearer, then the token."
NOT_ACCEPTED = "This service does not accept the token."
EXPIRED = "The token has expired. Ask its issuer for a new one."


class _Registry(JWSRegistry):
    """Reads headers that carry certificates or addresses, and heeds none of them."""

    max_header_length = MAX_TOKEN


class Verifier:
    """Turns tokens into callers, and remembers those it has verified."""

    def __init__(
        self,
        keys: KeyFile,
        *,
        issuer: str,
        audience: str,
        algorithms: Collection[str],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._keys = keys
        self._issuer = issuer
        self._audience = audience
        self._algorithms = tuple(algorithms)
        self._registry = _Registry(
            algorithms=self._algorithms, strict_check_header=False
        )
        self._clock = clock
        self._known: OrderedDict[bytes, tuple[Caller, float]] = OrderedDict()
        self._generation = keys.generation

    def caller(self, authorization: str) -> Caller:
        """The caller named by an Authorization header; raises `Rejected`."""
        scheme, _, token = authorization.partition(" ")
        token = token.strip(" ")
        if scheme.lower() != "bearer" or not token:
            raise refused(WANTED, error=None)
        if len(token) > MAX_TOKEN or not token.isascii():
            raise refused(NOT_ACCEPTED)
        now = self._clock()
        self._forget_if_keys_changed()
        digest = sha256(token.encode()).digest()
        remembered = self._known.get(digest)
        if remembered is None:
            remembered = self._verify(token, now)
            self._known[digest] = remembered
            if len(self._known) > REMEMBERED:
                self._known.popitem(last=False)
        else:
            self._known.move_to_end(digest)
        caller, expires = remembered
        if now >= expires + LEEWAY:
            del self._known[digest]
            raise refused(EXPIRED)
        return caller

    def _forget_if_keys_changed(self) -> None:
        self._keys.refresh()
        if self._keys.generation != self._generation:
            self._known.clear()
            self._generation = self._keys.generation

    def _verify(self, token: str, now: float) -> tuple[Caller, float]:
        try:
            claims = self._claims(token)
        except (JoseError, ValueError, TypeError, KeyError, RecursionError):
            raise refused(NOT_ACCEPTED) from None
        expires = self._expect_times(claims, now)
        if claims.get("iss") != self._issuer or not self._is_for_us(claims.get("aud")):
            raise refused(NOT_ACCEPTED)
        return caller_from(claims), expires

    def _claims(self, token: str) -> dict[str, Any]:
        signed = jws.extract_compact(token.encode(), registry=self._registry)
        header = signed.headers()
        kind = header.get("typ")
        if not isinstance(kind, str) or kind.lower() not in TYPES:
            raise refused(NOT_ACCEPTED)
        if "crit" in header or header.get("alg") not in self._algorithms:
            raise refused(NOT_ACCEPTED)
        key = self._keys.find(header.get("kid"))
        if key is None or not jws.validate_compact(
            signed, key, self._algorithms, self._registry
        ):
            raise refused(NOT_ACCEPTED)
        return read_claims(signed.payload)

    def _is_for_us(self, audience: object) -> bool:
        if isinstance(audience, list):
            return self._audience in audience
        return audience == self._audience

    @staticmethod
    def _expect_times(claims: dict[str, Any], now: float) -> float:
        expires = _instant(claims.get("exp"))
        if expires is None:
            raise refused(NOT_ACCEPTED)
        if now >= expires + LEEWAY:
            raise refused(EXPIRED)
        for name in ("nbf", "iat"):
            if name in claims:
                instant = _instant(claims[name])
                if instant is None or instant > now + LEEWAY:
                    raise refused(NOT_ACCEPTED)
        return expires


def read_claims(payload: bytes | None) -> dict[str, Any]:
    """The claims of a verified token; raises ValueError."""
    claims = json.loads(payload or b"")
    if not isinstance(claims, dict):
        raise TypeError
    return claims


def caller_from(claims: dict[str, Any]) -> Caller:
    """The caller that verified claims describe; raises `Rejected` where they do not."""
    role = claims.get("role")
    if role not in ROLES:
        raise refused(NOT_ACCEPTED)
    agency = _matching(claims, "agency", _SLUG)
    partnership = _matching(claims, "partnership", _SLUG)
    client = _matching(claims, "client_id", _CLIENT)
    subject = _matching(claims, "sub", _SUBJECT)
    bound = role not in ("monitor", "admin")
    if client is None or subject is None or (bound and partnership is None):
        raise refused(NOT_ACCEPTED)
    if role == "practitioner" and agency is None:
        raise refused(NOT_ACCEPTED)
    return Caller(
        client=client,
        subject=subject,
        partnership=partnership or "",
        role=cast("Role", role),
        agency=agency if role in ("practitioner", "auditor") else None,
        office=_matching(claims, "office", _SLUG),
    )


def refused(detail: str, error: str | None = "invalid_token") -> Rejected:
    """A 401 that says what kind of token is asked for, and nothing of the one sent."""
    challenge = f'Bearer error="{error}"' if error else "Bearer"
    return Rejected(UNAUTHENTICATED, detail, headers={"WWW-Authenticate": challenge})


def _matching(claims: dict[str, Any], name: str, form: re.Pattern[str]) -> str | None:
    value = claims.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > 255 or not form.match(value):  # noqa: PLR2004
        raise refused(NOT_ACCEPTED)
    return value


def _instant(value: object) -> float | None:
    """A NumericDate; neither a truth value nor something without end."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return float(value) if 0 <= value < 1e12 else None  # noqa: PLR2004
