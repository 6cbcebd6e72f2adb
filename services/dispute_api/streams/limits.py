"""How many streams there may be, how long they last and what they are waited for."""

from pydantic import BaseModel, ConfigDict, Field


class StreamLimits(BaseModel):
    """What an operator may set; the counts are those of one process."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    per_client: int = Field(default=10, ge=1)
    at_most: int = Field(default=2000, ge=1)
    heartbeat_seconds: float = Field(default=15.0, gt=0)
    patience_seconds: float = Field(default=10.0, gt=0)
    """How long a client may take for what is sent to it."""
    longest_seconds: float = Field(default=3600.0, gt=0)
    """After that a client connects again, perhaps to another process."""
