"""What a worker process must be told before it can start."""

import os
import secrets
import socket
from pathlib import Path
from typing import Self

from pydantic import Field, SecretStr

from deadline_worker.notices.settings import NoticeSettings
from deadline_worker.webhooks.settings import WebhookSettings


def _new_id() -> str:
    """A name for this process alone: the next one has not watched what it watched."""
    return f"{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}"


class Settings(NoticeSettings, WebhookSettings):
    """Read from variables that begin with CONCORD_; secrets have no default."""

    worker_url: SecretStr
    secrets_file: Path
    worker_id: str = Field(default_factory=_new_id)
    worker_idle_seconds: float = Field(default=1.0, gt=0, le=60)
    worker_steady_seconds: float = Field(default=60.0, ge=0)
    """How long the clocks must agree again before breaches are recorded again."""
    worker_stop_seconds: float = Field(default=10.0, gt=0)
    """How long the work in hand may take when the worker is asked to stop."""
    worker_metrics_port: int | None = Field(default=None, ge=0, le=65535)
    """Where /livez and /metrics answer; nowhere if not set."""
    metrics_host: str = "127.0.0.1"

    @classmethod
    def from_environment(cls) -> Self:
        return cls.model_validate({})
