"""The record itself: statements answered, the Record read, sent and counted."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from dispute_core.application.caller import Caller, Standing, monitors, standing
from dispute_core.application.changing import Changed, change
from dispute_core.application.core import Core
from dispute_core.application.correcting import find_event
from dispute_core.application.ports import Loaded
from dispute_core.application.reading import Seen, read_dispute
from dispute_core.application.target import Target
from dispute_core.domain.acts import answering, submitting
from dispute_core.domain.acts.given import Given
from dispute_core.domain.dispute import Dispute
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


OFFICE = Standing(sides=("board",), agency=None, sees=True)
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
            core, caller, dispute_id, version=version, as_at=as_at
        )
    except DisputeNotFound:
        loaded = await core.log.load(dispute_id)
        sent = _sent_to(loaded.dispute, caller)
        if not sent or as_at is not None or version not in (None, *sent):
            raise
    as_sent = await core.log.load(dispute_id, version=version or sent[-1])
    pin = as_sent.dispute.raised
    policy = await core.policy(pin.policy.ref, pin.policy.sha256)
    return Seen(
        loaded=as_sent,
        policy=policy.for_case(pin.priority, as_sent.dispute.category),
        standing=OFFICE,
    )


def _sent_to(dispute: Dispute, caller: Caller) -> list[int]:
    """The versions of the Record that were sent to an office by a link."""
    if caller.role != "board" or caller.partnership != dispute.raised.partnership:
        return []
    return [
        one.record_version
        for one in dispute.submissions
        if one.how == "link" and one.to_office == caller.office
    ]


async def read_monitored(core: Core, caller: Caller, dispute_id: UUID) -> Dispute:
    """A dispute of which the caller may have the copy without names.

    The board office may, although its policy does not show it the case (003-21).
    """
    loaded = await core.log.load(dispute_id)
    dispute = loaded.dispute
    partnership = await core.partnership(dispute.raised.partnership)
    same = caller.partnership == dispute.raised.partnership
    if not standing(dispute, caller, partnership).sees and not (
        same and monitors(caller)
    ):
        raise DisputeNotFound
    return dispute
