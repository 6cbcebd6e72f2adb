"""Planning the board's next review, and what it calls protracted (001-8, 004-20)."""

from dataclasses import dataclass
from datetime import date

from dispute_core.application.boards.records import (
    Recording,
    Records,
    append,
    found_partnership,
)
from dispute_core.application.core import Core
from dispute_core.application.ports import VersionConflict
from dispute_core.domain.board_records import ReviewPlanned, review_plan
from dispute_core.domain.errors import Busy


@dataclass(frozen=True, kw_only=True)
class Plan:
    """A plan as it was recorded."""

    event: ReviewPlanned
    replayed: bool


async def plan_review(
    recording: Recording,
    next_review_on: date | None,
    protracted_after_days: int | None,
    core: Core,
    records: Records,
) -> Plan:
    """Say both anew; what is left out is planned no longer."""
    await found_partnership(recording.caller, recording.partnership, core)
    planned = await records.reviews(recording.partnership)
    event = review_plan(
        recording.partnership,
        next_review_on,
        protracted_after_days,
        by=recording.by,
        version=len(planned) + 1,
        at=core.clock(),
    )

    try:
        appended = await append(recording, core, event)
    except VersionConflict:
        raise Busy from None

    if appended.replayed:
        event = (await records.reviews(recording.partnership))[appended.version - 1]
    return Plan(event=event, replayed=appended.replayed)
