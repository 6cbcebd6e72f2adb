"""How often a client may ask, and all clients of an agency together."""

from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class Rate(BaseModel):
    """So many requests at once; what was used comes back evenly over `seconds`."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    requests: int = Field(ge=1, le=10_000_000)
    seconds: float = Field(default=60.0, gt=0, le=3600)

    @property
    def each(self) -> float:
        """Seconds after which one request has come back."""
        return self.seconds / self.requests


class RateLimits(BaseModel):
    """What an operator may set; the counts are those of all API processes together."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    client: Rate = Rate(requests=30_000)
    agency: Rate = Rate(requests=60_000)
    share_seconds: float = Field(default=0.5, gt=0, le=10)
    """After so long at the latest the other processes know what this one let pass."""

    @model_validator(mode="after")
    def _agency_has_the_larger_share(self) -> Self:
        if self.agency.each > self.client.each:
            raise ValueError("An agency may ask at least as often as one client.")
        return self
