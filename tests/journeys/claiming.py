"""Tokens with a mark in each of the things that a token says."""

import time
from collections.abc import Iterator

from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.api.forging import good, signed
from tests.journeys.walking import Marks

OF_A_PERSON = (
    *("sub", "jti", "name", "email", "preferred_username", "given_name"),
    *("family_name", "azp", "sid", "scope", "acr", "phone_number"),
)
DECIDING = {
    **dict.fromkeys(("iss", "aud", "exp", "cnf", "role"), "practitioner"),
    **dict.fromkeys(("client_id", "agency", "partnership"), "practitioner"),
    **dict.fromkeys(("mandate_from", "mandate_to", "mandate_purpose"), "auditor"),
    "office": "board",
}
"""Each with a role for which it means something."""

HEADS = {"kid": "", "typ": "", "cty": "", "jku": "https://", "x5u": "https://"}
"""What a token says beside its claims, with how an address begins."""


def tokens(marks: Marks, issuer: DevelopmentIssuer, partnership: str) -> Iterator[str]:
    """One marked in all that is said of a person; one for each claim that decides."""
    now = int(time.time())
    times = {"iat": now, "nbf": now, "exp": now + 600, "partnership": partnership}

    def mark(name: str) -> str:
        return marks.of(f"token {name}")

    person = {name: mark(name) for name in OF_A_PERSON}
    yield signed(issuer, good(**times, **person))
    for name, role in DECIDING.items():
        mandate = {"mandate_from": "2020-01-01", "mandate_to": "2199-01-01"}
        said = {**times, "role": role, **mandate, name: mark(name)}
        yield signed(issuer, good(**{"mandate_purpose": "audit", **said}))
    for name, begins in HEADS.items():
        yield signed(issuer, good(**times), **{name: f"{begins}{mark(name)}"})
