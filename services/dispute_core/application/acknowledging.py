"""Saying that a notice has been read, and that one came back."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.relations import to_own
from dispute_core.application.caller import Caller, agencies_of
from dispute_core.application.changing import author
from dispute_core.application.core import Core
from dispute_core.application.notices import Record, give_up, put_on_record
from dispute_core.application.ports import IdempotencyKey
from dispute_core.application.reading import read_dispute
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import InTheFuture, NotYourAgency
from dispute_core.domain.notices.happened import NoticeAcknowledged
from dispute_core.domain.notices.naming import meant_by
from dispute_core.domain.notices.notice import AGENCY, NAMED, OFFICE, Notice
from dispute_core.domain.refusals.notices import NoticeNotFound

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True, kw_only=True)
class Standing:
    """A notice as the table has it, as far as what is said of it needs."""

    notice: Notice
    partnership: str
    status: str
    attempts: int


@dataclass(frozen=True, kw_only=True)
class Acknowledgement:
    """Who says that they have read which notice, and when they did."""

    caller: Caller
    dispute_id: UUID
    key: IdempotencyKey
    at: datetime | None
    correlation: str


async def acknowledge(
    asked: Acknowledgement, found: Standing | None, core: Core
) -> None:
    """Put it on record, once; a second time nothing more happens.

    Raises `DisputeNotFound`, `NoticeNotFound`, `NotYourAgency` or `InTheFuture`.
    """
    seen = await read_dispute(core, asked.caller, asked.dispute_id)
    if found is None or found.notice.dispute_id != asked.dispute_id:
        raise NoticeNotFound("The dispute has no such notice.")
    now = core.clock()
    if asked.at is not None and asked.at > now:
        message = "Nobody has read it before it happened."
        raise InTheFuture(message, pointer="/acknowledged_at")
    partnership = await core.partnership(found.partnership)
    by = _reader(asked.caller, found.notice, seen.dispute, partnership)
    record = Record(
        says=NoticeAcknowledged,
        notice=found.notice,
        partnership=found.partnership,
        at=asked.at or now,
        facts={"by_agency": by},
        once="acknowledged",
        author=author(asked.caller),
        key=asked.key,
        correlation=asked.correlation,
    )
    await put_on_record(record, core.log)


async def report_bounce(
    caller: Caller, found: Sequence[Standing], core: Core
) -> list[UUID]:
    """Leave to a person what came back; which notices those are.

    Raises `NotAllowed` or `NoticeNotFound`.
    """
    expect("reportBounce", to_own(caller))
    if not found:
        raise NoticeNotFound("No mail of this service has that id.")
    now = core.clock()
    for one in found:
        await give_up(
            one.notice,
            one.partnership,
            "bounced",
            core.log,
            at=now,
            attempts=one.attempts,
            author=author(caller),
        )
    return [one.notice.id for one in found]


def mail_in(message_id: str) -> UUID | None:
    """The mail that the Message-ID of a returned mail names."""
    found = _ID.search(message_id.lower())
    return UUID(found.group()) if found else None


def _reader(
    caller: Caller, notice: Notice, dispute: Dispute, partnership: Partnership
) -> str:
    """The agency, or the board, that a notice is for; refuses all others."""
    agencies = agencies_of(caller, partnership)
    meant = _meant(notice, dispute, partnership)
    for agency in agencies:
        if agency in meant:
            return agency
    if caller.role == "board" and None in meant:
        return caller.office or "board"
    message = "Only those whom a notice is for say that it has been read."
    raise NotYourAgency(message)


def _meant(
    notice: Notice, dispute: Dispute, partnership: Partnership
) -> set[str | None]:
    """Whose people a notice is for; None stands for the board's."""
    if notice.to.kind == AGENCY:
        return {notice.to.code}
    codes = {notice.to.code} if notice.to.kind == OFFICE else set()
    if notice.to.kind == NAMED:
        parties = [dispute.raised_by.agency, *(p.agency for p in dispute.responding)]
        rules = meant_by(notice.to.code, partnership, parties)
        codes = {rule.office for rule in rules if rule.office}
    offices = [partnership.offices[code] for code in codes & partnership.offices.keys()]
    return {office.agency for office in offices} or {None}
