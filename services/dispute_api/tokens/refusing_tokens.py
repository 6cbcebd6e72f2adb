"""Why a token is refused: a code for the operator's record, and one answer for all."""

from typing import Literal

from dispute_api.refusals.problems import UNAUTHENTICATED, Rejected

WANTED = "Send an access token: Authorization: Bearer, then the token."
NOT_ACCEPTED = "This service does not accept the token."
EXPIRED = "The token has expired. Ask its issuer for a new one."

Reason = Literal[
    "scheme",
    "size",
    "malformed",
    "issuer",
    "type",
    "critical_header",
    "algorithm",
    "key",
    "signature",
    "audience",
    "times",
    "expired",
    "life",
    "claims",
    "partnership",
    "certificate",
    "client_revoked",
    "agency_revoked",
    "office_revoked",
]


class TokenRefused(Exception):
    """A token that does not count; what it says stays with whoever sent it."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason)
        self.reason = reason
        self.issuer: str | None = None
        """Whose it is, once it is known to be of an issuer of ours."""


def refused(detail: str, error: str | None = "invalid_token") -> Rejected:
    """A 401 that says what kind of token is asked for, and nothing of the one sent."""
    challenge = f'Bearer error="{error}"' if error else "Bearer"
    return Rejected(UNAUTHENTICATED, detail, headers={"WWW-Authenticate": challenge})


def answer_to(reason: Reason) -> Rejected:
    """What whoever sent the token is told: only its age, which a client can mend."""
    if reason == "scheme":
        return refused(WANTED, error=None)
    return refused(EXPIRED if reason == "expired" else NOT_ACCEPTED)
