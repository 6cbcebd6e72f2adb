"""Mails kept as files instead of being sent: for trying Concord out on one machine."""

import asyncio
from dataclasses import dataclass, field
from pathlib import Path

from deadline_worker.notices.e_mail import composed
from deadline_worker.notices.mail import Mail, NotNow
from dispute_core.domain.notices.happened import Channel as ChannelName
from dispute_core.private_files import write_private

OF_FILES = "notices@concord.example"
"""From whom mails come that nobody gets."""


@dataclass(frozen=True, kw_only=True)
class MailFolder:
    """A file for each mail, by its id: one that is sent again replaces itself."""

    folder: Path
    sender: str
    name: ChannelName = field(default="file", init=False)
    destination: str = field(default="file", init=False)
    for_people: bool = field(default=True, init=False)

    async def send(self, mail: Mail) -> None:
        """Put it into the folder, whole or not at all."""
        text = composed(mail, self.sender).as_bytes().decode("ascii")
        try:
            await asyncio.to_thread(write_private, self.folder / f"{mail.id}.eml", text)
        except OSError:
            raise NotNow("no_answer") from None
