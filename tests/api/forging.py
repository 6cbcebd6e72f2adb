"""Tokens that only look right, for the tests of who is let in."""

import base64
import hmac
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey

from dispute_api.auth import LEEWAY, MAX_TOKEN
from dispute_api.issuer import DevelopmentIssuer

NOW = 1_800_000_000
FOREIGN_KEY = ECKey.generate_key("P-256", auto_kid=True)

Claims = dict[str, Any]
Forge = Callable[[DevelopmentIssuer], str]


def good(**changes: Any) -> Claims:
    claims: Claims = {
        "iss": "urn:concord:development",
        "aud": "concord",
        "sub": "somebody",
        "client_id": "school-system",
        "iat": NOW,
        "nbf": NOW,
        "exp": NOW + 600,
        "partnership": "worcestershire",
        "role": "practitioner",
        "agency": "school",
        **changes,
    }
    return {name: value for name, value in claims.items() if value is not ...}


def header(issuer: DevelopmentIssuer, **changes: Any) -> dict[str, Any]:
    said = {"alg": "ES256", "typ": "at+jwt", "kid": issuer.key.kid, **changes}
    return {name: value for name, value in said.items() if value is not ...}


def signed(issuer: DevelopmentIssuer, claims: Claims, **changes: Any) -> str:
    return jwt.encode(header(issuer, **changes), claims, issuer.key, default_type=None)


def b64(content: Any) -> str:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def unsigned(issuer: DevelopmentIssuer) -> str:
    return f"{b64(header(issuer, alg='none'))}.{b64(good())}."


def with_public_key_as_secret(issuer: DevelopmentIssuer) -> str:
    """The old confusion: HMAC with the public key that everybody knows."""
    start = f"{b64(header(issuer, alg='HS256'))}.{b64(good())}"
    secret = issuer.jwks_file.read_bytes()
    mac = hmac.digest(secret, start.encode(), sha256)
    return f"{start}.{b64(mac)}"


def with_other_claims(issuer: DevelopmentIssuer) -> str:
    """A good token whose claims were exchanged after signing."""
    head, _, signature = signed(issuer, good()).split(".")
    return f"{head}.{b64(good(role='auditor'))}.{signature}"


def by_another_key(issuer: DevelopmentIssuer) -> str:
    return jwt.encode(header(issuer), good(), FOREIGN_KEY)


def with_its_own_key(issuer: DevelopmentIssuer) -> str:
    """The key to check it with comes along in the token itself."""
    own = header(issuer, jwk=FOREIGN_KEY.as_dict(private=False), kid=FOREIGN_KEY.kid)
    return jwt.encode(own, good(), FOREIGN_KEY)


def claims(**changes: Any) -> Forge:
    return lambda issuer: signed(issuer, good(**changes))


def heads(**changes: Any) -> Forge:
    return lambda issuer: signed(issuer, good(), **changes)


BAD: dict[str, Forge] = {
    "not a token": lambda _: "not-a-token",
    "two parts": lambda issuer: signed(issuer, good()).rpartition(".")[0],
    "four parts": lambda issuer: signed(issuer, good()) + ".e30",
    "empty parts": lambda _: "..",
    "not base64": lambda _: "@@@.@@@.@@@",
    "not ascii": lambda issuer: signed(issuer, good()) + "é",
    "too large": lambda issuer: signed(issuer, good(pad="x" * MAX_TOKEN)),
    "unsigned": unsigned,
    "alg None": lambda issuer: unsigned(issuer).replace("none", "None"),
    "HMAC with the public key": with_public_key_as_secret,
    "other claims": with_other_claims,
    "another key": by_another_key,
    "its own key": with_its_own_key,
    "no signature": lambda issuer: signed(issuer, good()).rpartition(".")[0] + ".",
    "unknown key id": heads(kid="other"),
    "no key id": heads(kid=...),
    "key id a number": lambda issuer: f"{b64(header(issuer, kid=1))}.{b64(good())}.AA",
    "type of an id token": heads(typ="id+jwt"),
    "no type": heads(typ=...),
    "unknown critical header": lambda issuer: (
        f"{b64(header(issuer, crit=['x'], x=1))}.{b64(good())}.AA"
    ),
    "header no object": lambda _: f"{b64([])}.{b64(good())}.AA",
    "claims no object": lambda issuer: (
        f"{b64(header(issuer))}.{b64([1])}.{b64(b'x' * 64)}"
    ),
    "expired": claims(exp=NOW - LEEWAY),
    "without expiry": claims(exp=...),
    "expiry a text": claims(exp=str(NOW + 600)),
    "expiry true": claims(exp=True),
    "expiry without end": claims(exp=1e300),
    "not yet valid": claims(nbf=NOW + LEEWAY + 1),
    "issued tomorrow": claims(iat=NOW + 86_400),
    "another issuer": claims(iss="urn:concord:developmen"),
    "no issuer": claims(iss=...),
    "another audience": claims(aud="concord-test"),
    "other audiences": claims(aud=["a", "b"]),
    "no audience": claims(aud=...),
    "audience in an object": claims(aud={"concord": True}),
    "no role": claims(role=...),
    "unknown role": claims(role="root"),
    "roles in a list": claims(role=["practitioner"]),
    "practitioner without agency": claims(agency=...),
    "agency with capitals": claims(agency="School"),
    "agency with NUL": claims(agency="school\x00"),
    "agency a number": claims(agency=7),
    "no partnership": claims(partnership=...),
    "partnership too long": claims(partnership="a" * 300),
    "no client": claims(client_id=...),
    "client with spaces": claims(client_id="school system"),
    "no subject": claims(sub=...),
    "empty subject": claims(sub=""),
}
