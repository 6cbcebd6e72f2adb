"""Putting on record what is no dispute: the first event of a stream, or the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from dispute_core.application.appends import of_one
from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.relations import to_partnership
from dispute_core.application.caller import Caller
from dispute_core.application.changing import author
from dispute_core.application.core import Core
from dispute_core.application.ports import Appended, IdempotencyKey
from dispute_core.domain.board_records import (
    CalendarFeedOpened,
    CalendarFeedRevoked,
    ReviewPlanned,
    StatisticsPublished,
)
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.events import DomainFact
from dispute_core.domain.refusals.directories import PartnershipNotFound
from dispute_core.domain.releases import Decider
from dispute_core.statistics.concerns import ConcernFacts
from dispute_core.statistics.facts import DisputeFacts

FeedEvent = CalendarFeedOpened | CalendarFeedRevoked


class Records(Protocol):
    """What boards and agencies have on record, and the facts of their disputes."""

    async def editions(self, partnership: str) -> Sequence[StatisticsPublished]: ...

    async def reviews(self, partnership: str) -> Sequence[ReviewPlanned]: ...

    async def feeds(self, partnership: str) -> Sequence[FeedEvent]: ...

    async def feed(self, stream_id: UUID) -> Sequence[FeedEvent]: ...

    async def facts(self, partnership: str) -> Sequence[DisputeFacts]: ...

    async def concern_facts(self, partnership: str) -> Sequence[ConcernFacts]: ...


@dataclass(frozen=True, kw_only=True)
class Recording:
    """Who puts something on record, under which key, for which partnership."""

    caller: Caller
    key: IdempotencyKey
    partnership: str
    correlation: str | None = None

    @property
    def by(self) -> Decider:
        return Decider(role="board", office=self.caller.office)


async def append(recording: Recording, core: Core, event: DomainFact) -> Appended:
    """Append one event to the end of its stream, as it was read."""
    return await core.log.append(
        of_one(
            event,
            recording.partnership,
            author(recording.caller),
            key=recording.key,
            correlation=recording.correlation,
        )
    )


async def found_partnership(caller: Caller, code: str, core: Core) -> Partnership:
    """A partnership of which the caller may do what they ask for.

    Raises `PartnershipNotFound` or `NotAllowed`.
    """
    expect(caller.operation, to_partnership(caller, code))
    found = await core.catalogue.partnership(code)
    if found is None:
        raise PartnershipNotFound
    return found
