"""What the worker must be told before it can tell anybody else anything."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Literal, Self
from urllib.parse import urlsplit

from pydantic import Field, HttpUrl, SecretStr, StringConstraints, model_validator

from dispute_core.given_files import GivenSettings

Address = Annotated[str, StringConstraints(pattern=r"^[^@\s<>]+@[^@\s<>]+$")]
TlsMode = Literal["none", "starttls", "tls"]
_THIS_MACHINE = frozenset({"127.0.0.1", "::1", "localhost"})


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """The relay that takes our mail, and from whom the mails come."""

    host: str
    port: int
    tls: TlsMode
    sender: str
    timeout_seconds: float
    ca_file: Path | None = None
    user: str | None = None
    password: SecretStr | None = field(default=None, repr=False)


class NoticeSettings(GivenSettings):
    """How notices go out; without `smtp_host` what should go by e-mail waits."""

    public_url: str = "http://127.0.0.1:8000"
    """Where people reach the service; links in mails begin with it."""
    smtp_host: str | None = None
    smtp_port: int = Field(default=587, ge=1, le=65535)
    smtp_tls: TlsMode = "starttls"
    smtp_sender: Address | None = None
    """From whom the mails come; its domain stands in their ids."""
    smtp_user: str | None = None
    smtp_password: SecretStr | None = None
    smtp_ca_file: Path | None = None
    """Who may vouch for the relay; the system's authorities if not set."""
    smtp_timeout_seconds: float = Field(default=30.0, gt=0, le=300)
    """How long the relay may take for one mail before it is tried again later."""
    mail_folder: Path | None = None
    """For trying out without a relay: mails are put there, and nobody gets any."""
    notices_at_once: int = Field(default=8, ge=1, le=64)
    """How many mails are under way at the same time, to all destinations."""
    notices_to_one_destination: int = Field(default=4, ge=1, le=64)
    """How many of these may hang on one server."""
    notices_lease_seconds: float = Field(default=120.0, gt=0)
    """After which what a dead worker had taken up is taken up by another."""
    notices_first_retry_seconds: float = Field(default=60.0, gt=0)
    notices_longest_retry_seconds: float = Field(default=4 * 3600.0, gt=0)
    notices_working_days: int = Field(default=5, ge=5, le=30)
    """For how long it is tried, by the calendar of the dispute."""
    notices_many: int = Field(default=10, ge=1)
    """More mails than this to one recipient in a minute become a digest."""
    notice_webhooks: dict[str, HttpUrl] = Field(default_factory=dict)
    """Addresses of agencies' systems, by "partnership/agency"; they get no e-mail."""

    notice_record_passwords: dict[str, SecretStr] = Field(default_factory=dict)
    """With which a Record sent by secure mail is encrypted, by "partnership/office"."""

    @property
    def base_url(self) -> str:
        return self.public_url.rstrip("/")

    @property
    def on_its_own(self) -> bool:
        """Whether nobody but this machine reaches the service."""
        return urlsplit(self.public_url).hostname in _THIS_MACHINE

    @property
    def mail_server(self) -> MailServer | None:
        """None where nobody has named one: then mails wait, and monitors are told."""
        if self.smtp_host is None or self.smtp_sender is None:
            return None
        return MailServer(
            host=self.smtp_host,
            port=self.smtp_port,
            tls=self.smtp_tls,
            sender=self.smtp_sender,
            timeout_seconds=self.smtp_timeout_seconds,
            ca_file=self.smtp_ca_file,
            user=self.smtp_user,
            password=self.smtp_password,
        )

    @model_validator(mode="after")
    def _belong_together(self) -> Self:
        if (self.smtp_host is None) != (self.smtp_sender is None):
            message = "Set smtp_host and smtp_sender, or neither."
            raise ValueError(message)
        if self.mail_folder is not None and not self.on_its_own:
            message = (
                "Set mail_folder only to try Concord out, with a public_url on this "
                "machine."
            )
            raise ValueError(message)
        if (self.smtp_user is None) != (self.smtp_password is None):
            message = "Set smtp_user and smtp_password, or neither."
            raise ValueError(message)
        return self
