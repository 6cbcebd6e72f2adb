"""The record itself: statements answered, the Record read, sent and counted."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from dispute_core.application.authorization.fields import PARTY
from dispute_core.application.authorization.standing import (
    Standing,
    record_versions_sent_to,
)
from dispute_core.application.caller import Caller
from dispute_core.application.changing import Changed, change
from dispute_core.application.core import Core
from dispute_core.application.correcting import find_event
from dispute_core.application.ports import Loaded
from dispute_core.application.reading import Seen, read_dispute
from dispute_core.application.target import Target
from dispute_core.domain.acts import answering, submitting
from dispute_core.domain.acts.given import Given
from dispute_core.domain.errors import DisputeNotFound
from dispute_core.domain.vocabulary import StatementMark

Digest = Callable[[Loaded, Given], str]
"""The digest of the Record that an office gets of a dispute."""


async def answer_statement(
    target: Target,
    core: Core,
    *,
    event_id: str,
    field: str,
    answer: StatementMark,
    note: str | None,
) -> Changed:
    """Say whether one's side agrees with a statement of the other side."""

    def act(on: Loaded, given: Given) -> None:
        event = find_event(on, event_id, given.by.agency)
        answering.answer_statement(
            on.dispute,
            given,
            statement=(event.topic, event.version, field),
            answer=answer,
            note=note,
        )

    return await change(core, target, act)


async def submit_record(
    target: Target, wanted: submitting.Submission, core: Core, *, digest: Digest
) -> Changed:
    """Record that the Record was sent, as it stands in the version decided on."""

    def act(on: Loaded, given: Given) -> None:
        newest = on.events[-1]
        sent = submitting.Sent(
            version=newest.version,
            hash=newest.hash,
            sha256=lambda: digest(on, given),
        )
        submitting.submit_record(on.dispute, wanted, sent, given)

    return await change(core, target, act)


OFFICE = Standing(sides=("board",), agency=None, fields=PARTY)
"""How an office stands to a Record that was sent to it."""


async def read_record(
    core: Core,
    caller: Caller,
    dispute_id: UUID,
    *,
    version: int | None = None,
    as_at: datetime | None = None,
) -> Seen:
    """What the Record is made from; raises `DisputeNotFound`.

    An office to which the Record was sent by a link may read it as it was sent, even
    where its policy never shows it the dispute.
    """
    try:
        return await read_dispute(
            core,
            caller,
            dispute_id,
            version=version,
            as_at=as_at,
            operation="getDispute",
        )
    except DisputeNotFound:
        seen = await read_dispute(core, caller, dispute_id)
        sent = record_versions_sent_to(seen.dispute, caller.office)
        if as_at is not None or version not in (None, *sent):
            raise
    as_sent = await core.log.load(dispute_id, version=version or sent[-1])
    return replace(seen, loaded=as_sent, standing=OFFICE)
