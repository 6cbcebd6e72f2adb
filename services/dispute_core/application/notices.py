"""Putting on record what became of notices, once each, on their stream and beyond."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from dispute_core.application.appends import appending
from dispute_core.application.breaches import WORKER
from dispute_core.application.changing import ATTEMPTS
from dispute_core.application.ports import (
    AlreadyDone,
    Append,
    Author,
    IdempotencyKey,
    Log,
    VersionConflict,
)
from dispute_core.domain.acts.notifying import report_undelivered
from dispute_core.domain.errors import Busy
from dispute_core.domain.notices.happened import (
    NoticeEvent,
    NoticeUndeliverable,
    UndeliverableBecause,
    header,
    notices_stream,
)
from dispute_core.domain.notices.notice import Notice
from dispute_core.domain.notices.of_concerns import CONCERN_RAISED

_OF_NO_DUTY = frozenset({"undelivered", "system_unreached", CONCERN_RAISED})


@dataclass(frozen=True, kw_only=True)
class Record:
    """What is said of a notice, and by whom; under `once` it is said once for ever."""

    says: type[NoticeEvent]
    notice: Notice
    partnership: str
    at: datetime
    facts: dict[str, Any]
    once: str
    author: Author = WORKER
    key: IdempotencyKey | None = None
    correlation: str | None = None

    def event(self, version: int) -> NoticeEvent:
        notice = self.notice
        said = {
            "notice_id": notice.id,
            "dispute_id": notice.dispute_id,
            "kind": notice.kind,
            "recipient": notice.to.key,
        }
        return self.says(
            **header(notice.dispute_id, version, self.at) | said | self.facts
        )


async def put_on_record(record: Record, log: Log) -> NoticeEvent | None:
    """Append it; None where the log has it already."""
    version = 0
    for _ in range(ATTEMPTS):
        event = record.event(version + 1)
        try:
            await log.append(
                Append(
                    stream_id=notices_stream(record.notice.dispute_id),
                    expected_version=version,
                    partnership=record.partnership,
                    events=[event],
                    author=record.author,
                    dedupe=[f"notice/{record.notice.id}/{record.once}"],
                    idempotency=record.key,
                    correlation=record.correlation,
                )
            )
        except VersionConflict as lost:
            version = lost.current
        except AlreadyDone:
            return None
        else:
            return event
    raise Busy


async def give_up(
    notice: Notice,
    partnership: str,
    because: UndeliverableBecause,
    log: Log,
    *,
    at: datetime,
    attempts: int,
    author: Author = WORKER,
) -> NoticeEvent | None:
    """Never silence: the dispute hears of it first, then it is put down as given up.

    A concern is no dispute: whoever reads it sees what became of its notice.
    That the notice of an undelivered notice is undelivered changes nothing that stands
    on the dispute already; so no loop can begin here.
    """
    if notice.kind not in _OF_NO_DUTY:
        await _tell_dispute(notice, because, log, at=at, author=author)
    record = Record(
        says=NoticeUndeliverable,
        notice=notice,
        partnership=partnership,
        at=at,
        facts={"because": because, "attempts": attempts},
        once="undeliverable",
        author=author,
    )
    return await put_on_record(record, log)


async def _tell_dispute(
    notice: Notice,
    because: UndeliverableBecause,
    log: Log,
    *,
    at: datetime,
    author: Author,
) -> None:
    for _ in range(ATTEMPTS):
        dispute = (await log.load(notice.dispute_id)).dispute
        report_undelivered(dispute, notice, because, at)
        append = appending(dispute, now=at, author=author)
        once = [f"notice/{notice.id}/undelivered"]
        try:
            await log.append(replace(append, dedupe=once))
        except VersionConflict:
            continue
        except AlreadyDone:
            return
        else:
            return
    raise Busy
