"""Tokens that only look right, each with the reason for which it is refused."""

import json
from typing import NamedTuple

from dispute_api.tokens.claims import LEEWAY
from dispute_api.tokens.refusing_tokens import Reason
from dispute_api.tokens.signed import MAX_TOKEN
from tests.api.forging import (
    NOW,
    Forge,
    b64,
    by_another_key,
    claims,
    good,
    heads,
    over_raw,
    signed,
    stretched,
    unsigned_as,
    with_its_own_key,
    with_its_own_key_under_our_name,
    with_other_claims,
    with_public_key_as_secret,
    with_signature,
)


class Bad(NamedTuple):
    """A forged token, and what the audit says of it."""

    forge: Forge
    reason: Reason


ATTACKER = "https://attacker.example/keys"
HEAD = '{"alg":"ES256","typ":"at+jwt","kid":"KID"}'
BODY = json.dumps(good())


def _head(said: str) -> Forge:
    return over_raw(f"{HEAD[:-1]},{said}}}", BODY)


def _body(said: str) -> Forge:
    return over_raw(HEAD, f"{BODY[:-1]},{said}}}")


FORMS = {
    "not a token": lambda _: "not-a-token",
    "two parts": lambda issuer: signed(issuer, good()).rpartition(".")[0],
    "four parts": lambda issuer: signed(issuer, good()) + ".e30",
    "encrypted": lambda _: f"{b64({'alg': 'dir', 'enc': 'A256GCM'})}..AA.AA.AA",
    "empty parts": lambda _: "..",
    "not base64": lambda _: "@@@.@@@.@@@",
    "not ascii": lambda issuer: signed(issuer, good()) + "é",
    "padded": lambda issuer: signed(issuer, good()) + "==",
    "with a line's end": lambda issuer: signed(issuer, good()) + "\n",
    "a space inside": lambda issuer: signed(issuer, good()).replace(".", ". ", 1),
    "spare bits": stretched,
    "as JSON": lambda issuer: json.dumps({"payload": signed(issuer, good())}),
    "header no object": lambda _: f"{b64([])}.{b64(good())}.AA",
    "header no JSON": over_raw("{", BODY),
    "header not UTF-8": lambda _: f"{b64(bytes([255, 254]))}.{b64(good())}.AA",
    "claims no object": over_raw(HEAD, "[1]"),
    "claims no JSON": over_raw(HEAD, "aud=concord"),
    "claims nested too deep": over_raw(HEAD, "[" * 2500 + "]" * 2500),
    "claims a token": lambda issuer: over_raw(HEAD, signed(issuer, good()))(issuer),
    "no signature": lambda issuer: signed(issuer, good()).rpartition(".")[0] + ".",
    "the algorithm twice": _head('"alg":"ES256"'),
    "the key id twice": _head('"kid":"KID"'),
    "the audience twice": _body('"aud":"concord"'),
    "the role twice": _body('"role":"admin"'),
    "a name twice, deep inside": _body('"cnf":{"x":1,"x":2}'),
    "expiry not a number": over_raw(HEAD, BODY.replace(str(NOW + 600), "NaN")),
    "expiry Infinity": over_raw(HEAD, BODY.replace(str(NOW + 600), "Infinity")),
    **{f"unsigned, alg {alg!r}": unsigned_as(alg) for alg in ("none", "None", "nOnE")},
}
HEADS = {
    "type of an id token": heads(typ="id+jwt"),
    "type of a logout token": heads(typ="logout+jwt"),
    "type of an assertion": heads(typ="client-authentication+jwt"),
    "type a number": over_raw(HEAD.replace('"at+jwt"', "7"), BODY),
    "no type": heads(typ=...),
}
CRITICAL = {
    "unknown critical header": _head('"crit":["x"],"x":1'),
    "critical header that is known": _head('"crit":["exp"],"exp":1'),
    "empty list of critical headers": _head('"crit":[]'),
    "payload not encoded": _head('"b64":false,"crit":["b64"]'),
    "payload not encoded, uncritically": _head('"b64":false'),
}
ALGORITHMS = {
    **{f"HMAC with the {s}": with_public_key_as_secret(s) for s in ("set", "key")},
    **{f"HMAC with the {s}": with_public_key_as_secret(s) for s in ("PEM", "DER")},
    "algorithm not of the list": over_raw(HEAD.replace("ES256", "ES384"), BODY),
    "algorithm in small letters": over_raw(HEAD.replace("ES256", "es256"), BODY),
    "algorithm in a list": over_raw(HEAD.replace('"ES256"', '["ES256"]'), BODY),
    "no algorithm": over_raw(HEAD.replace('"alg":"ES256",', ""), BODY),
    "an encryption's algorithm": over_raw(HEAD.replace("ES256", "RSA-OAEP"), BODY),
}
KEYS = {
    "its own key": with_its_own_key,
    "unknown key id": heads(kid="other"),
    "no key id": heads(kid=...),
    "empty key id": heads(kid=""),
    "key id a number": over_raw(HEAD.replace('"KID"', "1"), BODY),
    "key id a path": heads(kid="../../../../dev/null"),
    "key id SQL": heads(kid="x' UNION SELECT 'secret"),
    "key id an address": heads(kid=ATTACKER),
    "key id a command": heads(kid="|sleep 9"),
    "key for another algorithm": over_raw(HEAD.replace("ES256", "EdDSA"), BODY),
    "key of another kind": over_raw(HEAD.replace("ES256", "RS256"), BODY),
    "addresses of other keys": heads(kid="other", jku=ATTACKER, x5u=ATTACKER),
}
SIGNATURES = {
    "other claims": with_other_claims,
    "another key": by_another_key,
    "another key, brought along": with_its_own_key_under_our_name,
    "signature of nothing": with_signature(bytes(64)),
    "signature too short": with_signature(bytes(8)),
    "signature too long": with_signature(bytes(96)),
    "signature of ones": with_signature(b"\xff" * 64),
}
ISSUERS = {
    "another issuer": claims(iss="urn:concord:developmen"),
    "issuer with a slash": claims(iss="urn:concord:development/"),
    "issuer in capitals": claims(iss="URN:CONCORD:DEVELOPMENT"),
    "issuers in a list": claims(iss=["urn:concord:development"]),
    "no issuer": claims(iss=...),
}
AUDIENCES = {
    "another audience": claims(aud="concord-test"),
    "part of the audience": claims(aud="concor"),
    "audience with a slash": claims(aud="concord/"),
    "other audiences": claims(aud=["a", "b"]),
    "another audience beside us": claims(aud=["concord", "b"]),
    "audience twice": claims(aud=["concord", "concord"]),
    "audience empty": claims(aud=[]),
    "audience nested": claims(aud=[["concord"]]),
    "no audience": claims(aud=...),
    "audience in an object": claims(aud={"concord": True}),
}
TIMES = {
    "without expiry": claims(exp=...),
    "expiry a text": claims(exp=str(NOW + 600)),
    "expiry true": claims(exp=True),
    "expiry without end": claims(exp=1e300),
    "expiry below zero": claims(exp=-1),
    "not yet valid": claims(nbf=NOW + LEEWAY + 1),
    "not valid before a text": claims(nbf="now"),
    "issued tomorrow": claims(iat=NOW + 86_400),
    "issued nobody knows when": claims(iat=...),
}
CLAIMS = {
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
    "client with a line's end": claims(client_id="school\n"),
    "no subject": claims(sub=...),
    "empty subject": claims(sub=""),
    "office with a quote": claims(office="board'manager"),
}
CERTIFICATES = {
    "certificate that nobody showed": claims(cnf={"x5t#S256": "A" * 43}),
    "bound to a key that we cannot ask for": claims(cnf={"jkt": "A" * 43}),
    "bound to a certificate and a key": claims(
        cnf={"x5t#S256": "A" * 43, "jkt": "A" * 43}
    ),
    "bound to nothing": claims(cnf={}),
    "bound in words": claims(cnf="A" * 43),
}


def _all(forged: dict[str, Forge], reason: Reason) -> dict[str, Bad]:
    return {name: Bad(forge, reason) for name, forge in forged.items()}


BAD: dict[str, Bad] = {
    **_all(FORMS, "malformed"),
    "too large": Bad(claims(pad="x" * MAX_TOKEN), "size"),
    **_all(HEADS, "type"),
    **_all(CRITICAL, "critical_header"),
    **_all(ALGORITHMS, "algorithm"),
    **_all(KEYS, "key"),
    **_all(SIGNATURES, "signature"),
    **_all(ISSUERS, "issuer"),
    **_all(AUDIENCES, "audience"),
    **_all(TIMES, "times"),
    "expired": Bad(claims(exp=NOW - LEEWAY), "expired"),
    "good for a year": Bad(claims(exp=NOW + 365 * 86_400), "life"),
    **_all(CLAIMS, "claims"),
    **_all(CERTIFICATES, "certificate"),
}
