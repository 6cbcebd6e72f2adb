"""What an API process must be told before it can start."""

from pathlib import Path
from typing import Literal

from pydantic import SecretStr

from dispute_core.given_files import GivenSettings

Algorithm = Literal["ES256", "ES384", "ES512", "EdDSA", "RS256", "PS256"]
"""Signatures that a token may bear: asymmetric ones only."""


class Settings(GivenSettings):
    """Secrets have no default."""

    writer_url: SecretStr
    reader_url: SecretStr
    secrets_file: Path
    jwks_file: Path
    issuer: str
    audience: str = "concord"
    algorithms: tuple[Algorithm, ...] = ("ES256", "EdDSA")
    host: str = "127.0.0.1"
    port: int = 8000
    public_url: str | None = None
    """Where clients reach the service; addresses in answers begin with it."""
    contract_file: Path | None = None

    @property
    def base_url(self) -> str:
        own = f"http://{self.host}:{self.port}"
        return (self.public_url or own).rstrip("/")

    def contract(self) -> bytes:
        """The contract as it is kept in the source."""
        source = Path(__file__).parents[2] / "contracts" / "openapi.yaml"
        return (self.contract_file or source).read_bytes()
