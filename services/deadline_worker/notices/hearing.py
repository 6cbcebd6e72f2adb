"""Lets the duties of disputes hear of the mails that went for them.

Beside the sending, so that whoever dies between the two only delays it.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from deadline_worker.failures import is_passing
from dispute_core.application.core import Core
from dispute_core.application.directories.reading import Streams
from dispute_core.application.told import hear_of_mail
from dispute_core.domain.errors import DisputeError
from dispute_core.domain.notices.happened import NoticeSent, notices_stream
from dispute_core.readmodel.notices import NoticeRow
from dispute_core.readmodel.outbox import Outbox

_AT_ONCE = 20

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, kw_only=True)
class Hearing:
    """Asks the log how each notice went, and tells the dispute."""

    outbox: Outbox
    streams: Streams
    core: Core
    now: Callable[[], datetime]

    async def __call__(self) -> bool:
        """Whether there was any."""
        rows = await self.outbox.for_duties(_AT_ONCE)
        for row in rows:
            await self._hear(row)
            await self.outbox.duty_heard(row, self.now())
        return bool(rows)

    async def _hear(self, row: NoticeRow) -> None:
        """Only what reached the very offices that are meant does what is asked."""
        sent = await self._sent(row)
        if sent is None or (sent.channel, sent.reached_by) != ("e_mail", "office"):
            return
        try:
            await hear_of_mail(row.notice, sent.timestamp, self.core)
        except DisputeError as error:
            if is_passing(error):
                raise
            logger.exception(
                "A duty stays with people although its notice went.",
                notice_id=str(row.id),
                kind=type(error).__name__,
            )

    async def _sent(self, row: NoticeRow) -> NoticeSent | None:
        happened = await self.streams.events(notices_stream(row.dispute_id))
        found = (one for one in happened if isinstance(one, NoticeSent))
        return next((one for one in found if one.notice_id == row.id), None)
