"""How messages go to other systems."""

from pathlib import Path

from pydantic import Field

from dispute_core.resolving import CallingSettings


class WebhookSettings(CallingSettings):
    """Tries follow each other as those of notices do."""

    webhook_ca_file: Path | None = None
    """Who may vouch for endpoints; the system's authorities if not set."""
    webhook_seconds: float = Field(default=10.0, gt=0, le=10)
    """How long one try may take, from the name to the answer."""
    webhooks_to_one_endpoint: int = Field(default=8, ge=1, le=64)
    """How many messages are under way to one endpoint at the same time."""
    webhook_endpoints_at_once: int = Field(default=200, ge=1, le=1000)
    webhook_log_days: int = Field(default=90, ge=7)
    """How long it is kept what became of a message that is settled."""
    webhook_lease_seconds: float = Field(default=120.0, gt=0)
    """After which what a dead worker had taken up is taken up by another."""
