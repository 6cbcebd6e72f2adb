"""Which issuers of tokens are trusted, with what, and for how much."""

from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator
from pydantic_core import Url

from dispute_api.tokens.fetched_keys import FetchedKeys
from dispute_api.tokens.keys import KeyFile, Keys
from dispute_api.tokens.refusing_tokens import TokenRefused
from dispute_api.tokens.signed import plain_type
from dispute_core.application.caller import Caller

Algorithm = Literal["ES256", "ES384", "ES512", "EdDSA", "RS256", "RS512", "PS256"]
"""Signatures that a token may bear: asymmetric ones only."""

ACCESS_TOKEN = "at+jwt"  # noqa: S105 - a media type (RFC 9068, 2.1)
_HOUR = 3600


def _safe_address(text: str) -> str:
    """An address whose answer nobody on the way can have written."""
    url = Url(text)
    if url.username or url.password or url.fragment or not url.host:
        raise ValueError("has a user, a password or a fragment, or no host")
    if url.scheme != "https" and not (url.scheme == "http" and _is_loopback(url.host)):
        raise ValueError("must begin with https (http: on this machine alone)")
    return text


def _is_loopback(host: str) -> bool:
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return host == "localhost"


class TrustedIssuer(BaseModel):
    """One entry of CONCORD_ISSUERS."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    issuer: Annotated[str, Field(min_length=1)]
    audience: Annotated[str, Field(min_length=1)] = "concord"
    jwks_url: Annotated[str, AfterValidator(_safe_address)] | None = None
    jwks_file: Path | None = None
    ca_file: Path | None = None
    """Who vouches for the server at `jwks_url`; without it the system's authorities."""
    algorithms: Annotated[tuple[Algorithm, ...], Field(min_length=1)] = (
        "ES256",
        "EdDSA",
    )
    types: Annotated[tuple[str, ...], Field(min_length=1)] = (ACCESS_TOKEN,)
    longest_life: Annotated[int, Field(gt=0)] | None = _HOUR
    """Seconds from `iat` to `exp`; None for no limit."""
    certificate_bound: bool = False
    """Whether each of its tokens must belong to a client's certificate (RFC 8705)."""
    partnerships: tuple[str, ...] | None = None
    """For which it may speak; None for all."""

    @model_validator(mode="after")
    def _one_place_for_keys(self) -> Self:
        if (self.jwks_url is None) == (self.jwks_file is None):
            raise ValueError("An issuer has either jwks_url or jwks_file.")
        return self

    def keys(self) -> Keys:
        """Where its keys are; raises `BadKeys` where a file holds none."""
        if self.jwks_file is not None:
            return KeyFile(self.jwks_file)
        return FetchedKeys(self.jwks_url or "", ca_file=self.ca_file)


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """An issuer that is trusted, and its keys."""

    trust: TrustedIssuer
    keys: Keys
    types: frozenset[str]

    @classmethod
    def of(cls, trust: TrustedIssuer, keys: Keys | None = None) -> "Issuer":
        types = frozenset(plain_type(kind) for kind in trust.types)
        return cls(trust=trust, keys=keys or trust.keys(), types=types)

    def expect_competent(self, caller: Caller) -> None:
        """Raise where the issuer of some partnerships speaks for others, or for all."""
        own = self.trust.partnerships
        if own is None:
            return
        if caller.partnership not in own or caller.role in ("monitor", "admin"):
            raise TokenRefused("partnership")
