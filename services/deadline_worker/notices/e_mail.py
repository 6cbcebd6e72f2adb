"""Notices by e-mail, through the mail relay that the operator names."""

import ssl
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import SMTP as SMTP_FORM
from email.utils import format_datetime

import aiosmtplib

from deadline_worker.notices.mail import Mail, NotNow, RefusedForGood
from deadline_worker.notices.settings import MailServer
from dispute_core.domain.notices.happened import Channel as ChannelName

PERMANENT = 500
_FAREWELL_SECONDS = 1.0
_FORM = SMTP_FORM.clone(max_line_length=200)
"""Some programs show the fold of a long subject as a gap."""


@dataclass(frozen=True, kw_only=True)
class EMail:
    """Hands each mail to the relay over a connection of its own."""

    server: MailServer
    context: ssl.SSLContext | None = None
    name: ChannelName = field(default="e_mail", init=False)
    destination: str = field(default="smtp", init=False)
    for_people: bool = field(default=True, init=False)

    async def send(self, mail: Mail) -> None:
        """Hand it over: done once the relay has said that it has taken it."""
        message = composed(mail, self.server.sender).as_bytes()
        try:
            async with self._connected() as relay:
                refused, _ = await relay.sendmail(
                    self.server.sender, list(mail.to), message
                )
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise _of_recipients(error) from None
        except aiosmtplib.SMTPDataError as error:
            raise _of_answer(error) from None
        except (aiosmtplib.SMTPTimeoutError, TimeoutError):
            raise NotNow("timed_out") from None
        except aiosmtplib.SMTPResponseException:
            raise NotNow("relay_refused_us") from None
        except (aiosmtplib.SMTPException, OSError):
            raise NotNow("no_answer") from None
        if refused:
            raise _of_some(answer.code for answer in refused.values())

    @asynccontextmanager
    async def _connected(self) -> AsyncIterator[aiosmtplib.SMTP]:
        """A connection that ends at once: a relay that hangs at the farewell has
        taken the mail all the same.
        """
        server = self.server
        relay = aiosmtplib.SMTP(
            hostname=server.host,
            port=server.port,
            use_tls=server.tls == "tls",
            start_tls=server.tls == "starttls",
            tls_context=self.context,
            username=server.user,
            password=server.password.get_secret_value() if server.password else None,
            timeout=server.timeout_seconds,
        )
        try:
            await relay.connect()
            yield relay
            with suppress(aiosmtplib.SMTPException, OSError, TimeoutError):
                await relay.quit(timeout=_FAREWELL_SECONDS)
        finally:
            relay.close()


def composed(mail: Mail, sender: str) -> EmailMessage:
    """The message with headers by which programs know it as a machine's."""
    domain = sender.rpartition("@")[2]
    message = EmailMessage(policy=_FORM)
    message["Subject"] = mail.subject
    message["From"] = sender
    message["To"] = ", ".join(mail.to)
    message["Date"] = format_datetime(datetime.now(UTC))
    message["Message-ID"] = message_id(str(mail.id), domain)
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message["List-Id"] = f"<{mail.partnership}.notices.{domain}>"
    if mail.thread is not None:
        message["References"] = message_id(f"dispute-{mail.thread}", domain)
    message.set_content(mail.text, cte="quoted-printable")
    for one in mail.attached:
        message.add_attachment(
            one.content, maintype="application", subtype="pdf", filename=one.name
        )
    return message


def message_id(local: str, domain: str) -> str:
    return f"<{local}@{domain}>"


def _of_recipients(
    error: aiosmtplib.SMTPRecipientsRefused,
) -> NotNow | RefusedForGood:
    """Refused for good only where every mailbox was."""
    for_good = all(one.code >= PERMANENT for one in error.recipients)
    return RefusedForGood() if for_good else NotNow("put_off")


def _of_some(codes: Iterable[int]) -> NotNow | RefusedForGood:
    """Some mailboxes took it and others not: who has it hears it rather twice."""
    for_good = any(code >= PERMANENT for code in codes)
    return RefusedForGood() if for_good else NotNow("put_off")


def _of_answer(error: aiosmtplib.SMTPDataError) -> NotNow | RefusedForGood:
    return RefusedForGood() if error.code >= PERMANENT else NotNow("put_off")
