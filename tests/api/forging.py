"""Makes tokens, good ones and forged ones, for the tests of who is let in."""

import base64
import hmac
import json
from collections.abc import Callable
from hashlib import sha256
from typing import Any

from joserfc import jwt
from joserfc.jwk import ECKey
from joserfc.jws import JWSRegistry

from dispute_api.tokens.issuer import DevelopmentIssuer

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


def jwt_with(key: ECKey, claims: Claims) -> str:
    """A token as an issuer other than ours makes them."""
    return jwt.encode({"alg": "ES256", "typ": "at+jwt", "kid": key.kid}, claims, key)


def b64(content: Any) -> str:
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def with_public_key_as_secret(spelt: str) -> Forge:
    """The old confusion: HMAC with the public key that everybody knows."""

    def forge(issuer: DevelopmentIssuer) -> str:
        start = f"{b64(header(issuer, alg='HS256'))}.{b64(good())}"
        secrets = {
            "set": issuer.jwks_file.read_bytes(),
            "key": json.dumps(issuer.key.as_dict(private=False)).encode(),
            "PEM": issuer.key.as_pem(private=False),
            "DER": issuer.key.as_der(private=False),
        }
        return f"{start}.{b64(hmac.digest(secrets[spelt], start.encode(), sha256))}"

    return forge


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


def with_its_own_key_under_our_name(issuer: DevelopmentIssuer) -> str:
    own = header(issuer, jwk=FOREIGN_KEY.as_dict(private=False))
    return jwt.encode(own, good(), FOREIGN_KEY)


def claims(**changes: Any) -> Forge:
    return lambda issuer: signed(issuer, good(**changes))


def heads(**changes: Any) -> Forge:
    return lambda issuer: signed(issuer, good(), **changes)


def over_raw(head: str, body: str) -> Forge:
    """Truly signed, over JSON that no library would write."""

    def forge(issuer: DevelopmentIssuer) -> str:
        said = head.replace("KID", issuer.key.kid or "")
        start = f"{b64(said.encode())}.{b64(body.encode())}"
        algorithm = JWSRegistry.algorithms["ES256"]
        return f"{start}.{b64(algorithm.sign(start.encode(), issuer.key))}"

    return forge


def with_signature(signature: bytes) -> Forge:
    return lambda issuer: f"{b64(header(issuer))}.{b64(good())}.{b64(signature)}"


def unsigned_as(spelt: str) -> Forge:
    return lambda issuer: f"{b64(header(issuer, alg=spelt))}.{b64(good())}."


def stretched(issuer: DevelopmentIssuer) -> str:
    """The same signature, spelt with other spare bits in its last character."""
    token = signed(issuer, good())
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return token[:-1] + letters[letters.index(token[-1]) ^ 1]
