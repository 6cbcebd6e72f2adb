"""The monitoring copy: what a board counts of a dispute, and never whose it is."""

from base64 import b32encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from hmac import digest
from uuid import UUID

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.vocabulary import Band, Status
from dispute_core.domain.working_time import local_date

_PURPOSE = b"monitoring copy\0"
_BYTES = 10


@dataclass(frozen=True, kw_only=True)
class StageReached:
    """A stage that the dispute was at, from which day, and at whose level."""

    id: str
    label: str
    number: int
    level: Band | None
    started_on: date


@dataclass(frozen=True, kw_only=True)
class MonitoringCopy:
    """Facts alone (003-21): no reference of a person, no name, no words."""

    pseudonym: str
    partnership: str
    policy: str
    raising_agency: str
    responding_agencies: tuple[str, ...]
    category: str
    status: Status
    stages: tuple[StageReached, ...]
    raised_on: date
    outcome: str | None
    ended_on: date | None


def monitoring_copy(dispute: Dispute, pseudonym: str) -> MonitoringCopy:
    """What the board keeps of a dispute that it may not see."""
    raised, ending, taken_back = (
        dispute.raised,
        dispute.resolution,
        dispute.withdrawal,
    )
    outcome: str | None = None
    ended_on: date | None = None
    if taken_back is not None:
        outcome, ended_on = "withdrawn", local_date(taken_back.timestamp)
    elif ending is not None and not ending.proposal:
        outcome, ended_on = ending.outcome, local_date(ending.resolved_at)
    return MonitoringCopy(
        pseudonym=pseudonym,
        partnership=raised.partnership,
        policy=raised.policy.ref,
        raising_agency=dispute.raised_by.agency,
        responding_agencies=tuple(one.agency for one in dispute.responding),
        category=dispute.category,
        status=dispute.status,
        stages=tuple(_stages(dispute)),
        raised_on=local_date(dispute.raised_at),
        outcome=outcome,
        ended_on=ended_on,
    )


def pseudonym_of(dispute_id: UUID, key: bytes) -> str:
    """A lasting name for a dispute; without the key it leads nobody to it."""
    mark = digest(key, _PURPOSE + dispute_id.bytes, "sha256")[:_BYTES]
    return f"M-{b32encode(mark).decode()}"


def _stages(dispute: Dispute) -> Iterator[StageReached]:
    for passed in dispute.stages:
        stage = passed.entered
        yield StageReached(
            id=stage.id,
            label=stage.label,
            number=stage.number,
            level=stage.acting[-1].band if stage.acting else None,
            started_on=local_date(passed.started_at),
        )
