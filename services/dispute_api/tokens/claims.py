"""What the claims of a verified token say: for whom, until when, and who asks."""

import re
from datetime import date
from typing import Any, cast, get_args

from dispute_api.tokens.refusing_tokens import TokenRefused
from dispute_core.application.caller import Caller, Mandate, Role

LEEWAY = 30
"""Seconds by which the issuer's clock may differ from ours."""

ROLES: tuple[str, ...] = get_args(Role)
_LONGEST = 255
_END_OF_TIME = 1e12
_SLUG = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_CLIENT = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@-]*\Z")
_SUBJECT = re.compile(r"[^\x00-\x1f\x7f-\x9f\ud800-\udfff]{1,255}\Z")
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}\Z", re.ASCII)
_THUMBPRINT = re.compile(r"[A-Za-z0-9_-]{43}\Z")

Claims = dict[str, Any]


def expect_audience(claims: Claims, audience: str) -> None:
    """Raise unless the token is for us alone: another audience could use it on us."""
    said = claims.get("aud")
    if said not in (audience, [audience]):
        raise TokenRefused("audience")


def expect_times(claims: Claims, now: float, longest: int | None) -> float:
    """When the token expires; raises unless it has begun and has not ended."""
    issued, expires = _instant(claims, "iat"), _instant(claims, "exp")
    begins = _instant(claims, "nbf") if "nbf" in claims else issued
    if max(issued, begins) > now + LEEWAY:
        raise TokenRefused("times")
    if now >= expires + LEEWAY:
        raise TokenRefused("expired")
    if longest is not None and expires - issued > longest:
        raise TokenRefused("life")
    return expires


def bound_to(claims: Claims) -> str | None:
    """The certificate that a token belongs to (RFC 8705, 3.1); None for none.

    A token that is bound in another way is refused: we could not hold it to that.
    """
    if "cnf" not in claims:
        return None
    said = claims["cnf"]
    thumbprint = said.get("x5t#S256") if isinstance(said, dict) else None
    whole = isinstance(thumbprint, str) and _THUMBPRINT.match(thumbprint)
    if not whole or len(said) != 1:
        raise TokenRefused("certificate")
    return cast("str", thumbprint)


def caller_from(claims: Claims) -> Caller:
    """The caller that verified claims describe; raises where they do not."""
    role = claims.get("role")
    if role not in ROLES:
        raise TokenRefused("claims")
    agency = _matching(claims, "agency", _SLUG)
    partnership = _matching(claims, "partnership", _SLUG)
    client = _matching(claims, "client_id", _CLIENT)
    subject = _matching(claims, "sub", _SUBJECT)
    bound = role not in ("monitor", "admin")
    if client is None or subject is None or (bound and partnership is None):
        raise TokenRefused("claims")
    if role == "practitioner" and agency is None:
        raise TokenRefused("claims")
    return Caller(
        client=client,
        subject=subject,
        partnership=partnership or "",
        role=cast("Role", role),
        agency=agency if role in ("practitioner", "auditor") else None,
        office=_matching(claims, "office", _SLUG),
        mandate=_mandate(claims) if role == "auditor" else None,
    )


def _mandate(claims: Claims) -> Mandate | None:
    """What an auditor was appointed for; one without it, or with half, may nothing."""
    begins, ends = _day(claims, "mandate_from"), _day(claims, "mandate_to")
    purpose = _matching(claims, "mandate_purpose", _SLUG)
    if begins is None or ends is None or purpose is None:
        return None
    return Mandate(from_date=begins, to_date=ends, purpose=purpose)


def _day(claims: Claims, name: str) -> date | None:
    said = _matching(claims, name, _DAY)
    try:
        return None if said is None else date.fromisoformat(said)
    except ValueError:
        raise TokenRefused("claims") from None


def _matching(claims: Claims, name: str, form: re.Pattern[str]) -> str | None:
    value = claims.get(name)
    if value is None:
        return None
    if not isinstance(value, str) or len(value) > _LONGEST or not form.match(value):
        raise TokenRefused("claims")
    return value


def _instant(claims: Claims, name: str) -> float:
    """A NumericDate; neither a truth value nor something without end."""
    value = claims.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TokenRefused("times")
    if not 0 <= value < _END_OF_TIME:
        raise TokenRefused("times")
    return float(value)
