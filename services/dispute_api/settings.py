"""What an API process must be told before it can start."""

from pathlib import Path
from typing import Annotated, Self

from pydantic import Field, SecretStr, model_validator

from dispute_api.rates.limits import RateLimits
from dispute_api.streams.limits import StreamLimits
from dispute_api.tokens.issuers import ACCESS_TOKEN, Algorithm, TrustedIssuer
from dispute_core.resolving import CallingSettings


class Settings(CallingSettings):
    """Secrets have no default."""

    writer_url: SecretStr
    api_url: SecretStr
    """The role to which the database shows what callers may see (`concord_api`)."""
    secrets_file: Path
    issuers: tuple[TrustedIssuer, ...] = ()
    issuer: str | None = None
    """One issuer in short: its keys in `jwks_file`, its tokens of any life."""
    jwks_file: Path | None = None
    audience: str = "concord"
    algorithms: Annotated[tuple[Algorithm, ...], Field(min_length=1)] = (
        "ES256",
        "EdDSA",
    )
    certificate_header: str | None = None
    """In which header the proxy, and nobody else, names clients' certificates."""
    revoked_clients_file: Path | None = None
    host: str = "127.0.0.1"
    port: int = 8000
    metrics_host: str = "127.0.0.1"
    metrics_port: int | None = Field(default=None, ge=0, le=65535)
    """Where /metrics answers, apart from the public interface; nowhere if not set."""
    ready_without_worker_seconds: float = Field(default=120.0, ge=0)
    """How long requests are taken while no worker is heard of; 0 for ever."""
    public_url: str | None = None
    """Where clients reach the service; addresses in answers begin with it."""
    contract_file: Path | None = None
    streams: StreamLimits = StreamLimits()
    rates: RateLimits = RateLimits()

    @model_validator(mode="after")
    def _somebody_is_trusted_once(self) -> Self:
        if (self.issuer is None) != (self.jwks_file is None):
            raise ValueError("CONCORD_ISSUER and CONCORD_JWKS_FILE go together.")
        names = [trusted.issuer for trusted in self.trusted()]
        if not names:
            raise ValueError("Name an issuer: CONCORD_ISSUERS, or CONCORD_ISSUER.")
        if len(names) != len(set(names)):
            raise ValueError("CONCORD_ISSUERS names an issuer twice.")
        return self

    def trusted(self) -> tuple[TrustedIssuer, ...]:
        """Every issuer whose tokens are accepted, and on which terms."""
        if self.issuer is None or self.jwks_file is None:
            return self.issuers
        in_short = TrustedIssuer(
            issuer=self.issuer,
            audience=self.audience,
            jwks_file=self.jwks_file,
            algorithms=self.algorithms,
            types=(ACCESS_TOKEN, "jwt"),
            longest_life=None,
        )
        return (*self.issuers, in_short)

    @property
    def base_url(self) -> str:
        own = f"http://{self.host}:{self.port}"
        return (self.public_url or own).rstrip("/")

    def contract(self) -> bytes:
        """The contract as it is kept in the source."""
        source = Path(__file__).parents[2] / "contracts" / "openapi.yaml"
        return (self.contract_file or source).read_bytes()
