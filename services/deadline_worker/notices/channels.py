"""Which way a notice goes, and how much may hang on one server at a time."""

import ssl
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from deadline_worker.http import Http
from deadline_worker.notices.e_mail import EMail
from deadline_worker.notices.mail import Channel
from deadline_worker.notices.mail_folder import OF_FILES, MailFolder
from deadline_worker.notices.settings import NoticeSettings
from deadline_worker.notices.webhook import Webhook
from dispute_core.domain.notices.notice import AGENCY, Recipient


class Full(Exception):
    """As many mails as may be are under way to this destination."""


@dataclass(kw_only=True)
class Channels:
    """The ways out; a server that hangs takes only its own share of them."""

    settings: NoticeSettings
    http: Http
    e_mail: Channel | None
    _under_way: Counter[str] = field(default_factory=Counter)

    @property
    def none(self) -> bool:
        """Whether nothing at all can go out."""
        return self.e_mail is None and not self.settings.notice_webhooks

    def of(self, partnership: str, to: Recipient) -> Channel | None:
        """The way to a recipient; None where no mail server has been named."""
        if to.kind == AGENCY:
            url = self.settings.notice_webhooks.get(f"{partnership}/{to.code}")
            if url is not None:
                return Webhook(http=self.http, url=str(url))
        return self.e_mail

    @contextmanager
    def room(self, channel: Channel) -> Iterator[None]:
        """A place on the way; raises `Full`."""
        destination = channel.destination
        if self._under_way[destination] >= self.settings.notices_to_one_destination:
            raise Full
        self._under_way[destination] += 1
        try:
            yield
        finally:
            self._under_way[destination] -= 1


def e_mail_by(settings: NoticeSettings) -> Channel | None:
    """The relay; where Concord is only tried out, a folder; None where neither is."""
    server = settings.mail_server
    if server is not None:
        context = ssl.create_default_context(cafile=server.ca_file)
        return EMail(server=server, context=context)
    if settings.mail_folder is not None:
        return MailFolder(folder=settings.mail_folder, sender=OF_FILES)
    return None
