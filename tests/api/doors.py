"""A door to knock at with tokens, without a service behind it."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from starlette.datastructures import Headers

from dispute_api.tokens.issuers import Issuer, TrustedIssuer
from dispute_api.tokens.keys import Keys
from dispute_api.tokens.revoked import Revocations, RevokedClients
from dispute_api.tokens.verifier import Verifier
from dispute_core.application.caller import Caller
from tests.api.forging import NOW

CERTIFICATE_HEADER = "X-Client-Certificate"


def trusted(jwks_file: Path, **changes: Any) -> TrustedIssuer:
    """The development issuer, with one algorithm of each kind of key."""
    said = {
        "issuer": "urn:concord:development",
        "audience": "concord",
        "jwks_file": jwks_file,
        "algorithms": ("ES256", "EdDSA", "RS256"),
        "types": ("at+jwt", "JWT"),
        **changes,
    }
    return TrustedIssuer.model_validate(said)


def a_door(
    *trusts: TrustedIssuer,
    keys: Keys | None = None,
    clock: Callable[[], float] = lambda: NOW,
    clients: RevokedClients | None = None,
) -> Verifier:
    return Verifier(
        [Issuer.of(trust, keys) for trust in trusts],
        revocations=Revocations(clients, None),
        certificate_header=CERTIFICATE_HEADER,
        clock=clock,
    )


async def knock(
    door: Verifier, token: str, more: Mapping[str, str] | None = None
) -> Caller:
    """Whoever is let in with a token; raises `Rejected`."""
    return await door.caller(
        Headers({"Authorization": f"Bearer {token}", **(more or {})}), "request-1"
    )
