"""Notices of concerns: taken from the log, and to whom one may go."""

from collections.abc import Iterator
from datetime import date

import orjson

from deadline_worker.notices.addressing import NoMailbox, Reached, reached_at
from dispute_core.application.ports import UnreadEvent
from dispute_core.domain.concerns import Concern, ConcernRaised
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.directory.recipients import Addressee, recipients
from dispute_core.domain.notices.of_concerns import notice_of, reference_of
from dispute_core.log.codec import header_of
from dispute_core.readmodel.folding import DecodeFacts
from dispute_core.readmodel.notices import Called


def called_by(one: UnreadEvent, decode: DecodeFacts) -> Iterator[Called]:
    """The notice of a concern, where this event is what raised it."""
    if one.topic != ConcernRaised.TOPIC or one.facts is None:
        return
    header = header_of(one.stream_id, one.version, one.occurred_at)
    raised = decode(one.topic, orjson.loads(one.facts), None, **header)
    yield Called(
        notice=notice_of(raised),
        partnership=one.partnership,
        reference=reference_of(raised),
        at=one.recorded_at,
    )


def reach_lead(
    concern: Concern, partnership: Partnership, on: date
) -> Reached | NoMailbox:
    """The lead's mailbox, or that of the own agency behind it.

    Never another's: who else learns that there is a concern is for the lead to say.
    """
    put_to = concern.raised.put_to
    office = partnership.offices.get(put_to)
    found = recipients(partnership, Addressee(office=put_to), on)
    allowed = [
        one
        for one in found
        if office is not None and one.mailbox and one.agency == office.agency
    ]
    return reached_at(allowed) if allowed else NoMailbox()
