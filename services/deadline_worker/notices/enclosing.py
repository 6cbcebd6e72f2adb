"""Encloses the Record that a person sent by secure mail: encrypted, or not at all."""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from pydantic import SecretStr

from deadline_worker.notices.addressing import Reached
from deadline_worker.notices.mail import Attached
from deadline_worker.notices.rules import Rules
from dispute_core.application.documenting import OFFICE
from dispute_core.application.ports import Log
from dispute_core.documents.pdf import PdfNotInstalled, PdfNotPossible, record_pdf
from dispute_core.documents.telling import Matter
from dispute_core.readmodel.notices import NoticeRow

SECURE = "secure_mail"


class CannotEnclose(Exception):
    """No password was agreed with the office, or nothing here can make the file."""


class RecordSent(NamedTuple):
    """Which version of the Record a person sent, and how."""

    version: int
    how: str


def record_in(about: str | None) -> RecordSent | None:
    """What a notice says of a Record, if it speaks of one."""
    kind, _, rest = (about or "").partition(":")
    if kind != "record":
        return None
    version, _, how = rest.partition(":")
    return RecordSent(int(version), how)


@dataclass(frozen=True, kw_only=True)
class Enclosing:
    """`passwords` are agreed with each office another way, by "partnership/office"."""

    log: Log
    rules: Rules
    passwords: Mapping[str, SecretStr]

    async def of(self, row: NoticeRow, reached: Reached) -> tuple[Attached, ...]:
        """The file that goes with a notice; raises `CannotEnclose`."""
        sent = record_in(row.about)
        if sent is None or sent.how != SECURE:
            return ()
        place = f"{row.partnership}/{row.notice.to.code}"
        password = self.passwords.get(place)
        if password is None or not reached.secure or reached.meant:
            raise CannotEnclose
        matter = await self._matter(row, sent.version)
        secret = password.get_secret_value()
        try:
            pdf = await asyncio.to_thread(record_pdf, matter, password=secret)
        except (PdfNotInstalled, PdfNotPossible):
            raise CannotEnclose from None
        return (Attached(name=f"{row.reference}.pdf", content=pdf),)

    async def _matter(self, row: NoticeRow, version: int) -> Matter:
        loaded = await self.log.load(row.dispute_id, version=version)
        policy = await self.rules.policy(loaded.dispute)
        if policy is None:
            raise CannotEnclose
        return Matter(
            loaded=loaded,
            policy=policy,
            standing=OFFICE,
            partnership=await self.rules.partnership(row.partnership),
            generated_at=loaded.events[-1].recorded_at,
        )
