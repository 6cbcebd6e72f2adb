"""One handler for each command beside the talking: safeguards, helpers, outcomes."""

from dataclasses import replace
from datetime import date
from uuid import UUID

from dispute_core.application.changing import Changed, change
from dispute_core.application.core import Core
from dispute_core.application.naming import Named
from dispute_core.application.target import Target
from dispute_core.domain.acts import facilitating
from dispute_core.domain.acts import safeguards as answering
from dispute_core.domain.acts import side_outcomes as recording
from dispute_core.domain.beside.safeguards import SafeguardReply
from dispute_core.domain.beside.side_outcomes import NewSideOutcome
from dispute_core.domain.values import Person


async def answer_safeguard(
    target: Target,
    record_id: str,
    core: Core,
    *,
    answer: SafeguardReply,
    takes_place_on: date | None,
    reason: str | None,
) -> Changed:
    """Say what becomes of a safeguard that the other side called for."""
    version = version_in(target.dispute_id, record_id)
    return await change(
        core,
        target,
        lambda on, given: answering.answer_safeguard(
            on.dispute,
            given,
            version=version,
            answer=answer,
            takes_place_on=takes_place_on,
            reason=reason,
        ),
    )


async def name_facilitator(
    target: Target, core: Core, *, office: str | None, facilitator: Person
) -> Changed:
    """Say who supports the sides at the present stage."""
    return await change(
        core,
        target,
        lambda on, given: facilitating.name_facilitator(
            on.dispute, given, office=office, facilitator=facilitator
        ),
    )


async def record_side_outcome(
    target: Target, new: NewSideOutcome, core: Core
) -> Changed:
    """Put on record what the dispute led to beside its own end."""
    names: tuple[Named, ...] = ((new.agency, "/agency"),) if new.agency else ()
    return await change(
        core,
        replace(target, names=names),
        lambda on, given: recording.record_side_outcome(on.dispute, new, given),
    )


async def complete_side_outcome(
    target: Target,
    side_outcome_id: str,
    core: Core,
    *,
    done_on: date | None,
    reference: str | None,
    note: str | None,
) -> Changed:
    """Record that a side outcome has been done."""
    version = version_in(target.dispute_id, side_outcome_id)
    return await change(
        core,
        target,
        lambda on, given: recording.complete_side_outcome(
            on.dispute,
            version,
            given,
            done_on=done_on,
            reference=reference,
            note=note,
        ),
    )


def version_in(dispute_id: UUID, item_id: str) -> int | None:
    """The version of which an item's id speaks; None where it is no id of this one."""
    stream, _, version = item_id.rpartition(".")
    known = stream == str(dispute_id) and version.isascii() and version.isdigit()
    return int(version) if known and len(version) < len("1000000000") else None
