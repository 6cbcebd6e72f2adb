"""Given, when, then: real handlers on a log in memory, at a time that stands still."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import pytest
import uuid_utils.compat as uuid_utils

from dispute_core.application.breaches import moves_on_by, report_breaches
from dispute_core.application.caller import Caller
from dispute_core.application.changing import Changed
from dispute_core.application.core import Core
from dispute_core.application.ports import IdempotencyKey
from dispute_core.application.recounting import recompute_deadlines
from dispute_core.application.target import Target
from dispute_core.domain.deadlines import Deadline
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Event
from dispute_core.domain.errors import DisputeError
from dispute_core.domain.vocabulary import BreachCause
from tests.support.builders import Raising, Step, signed
from tests.support.memory_log import MemoryLog
from tests.support.world import ShippedCatalogue, caller, london

E_ = TypeVar("E_", bound=Event)
R_ = TypeVar("R_", bound=DisputeError)

MONDAY = london(2026, 3, 2, 10)
"""An ordinary Monday in term, in the morning; no holiday is near."""


A_STEP = "addRecord"
"""Whose place in the table of rights is that of every step."""


@dataclass
class Clock:
    """A clock that a test sets by hand."""

    now: datetime = MONDAY

    def __call__(self) -> datetime:
        return self.now


@dataclass
class Story:
    """One dispute, what happened to it, and what the last step added."""

    clock: Clock = field(default_factory=Clock)
    catalogue: ShippedCatalogue = field(default_factory=ShippedCatalogue)
    changed: Changed | None = None
    happened: list[Event] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.log = MemoryLog(clock=self.clock)
        self.core = Core(
            log=self.log,
            catalogue=self.catalogue,
            clock=self.clock,
            new_id=uuid_utils.uuid7,
        )
        self._asked = 0
        self._id: UUID | None = None
        self._partnership = ""

    def at(self, now: datetime) -> "Story":
        """Let it become another time; tests write the times of a story down."""
        self.clock.now = now
        return self

    async def given(self, *steps: Raising | Step) -> Dispute:
        """What happened before: the same handlers, nothing checked."""
        for step in steps:
            await self.when(step)
        return await self.dispute()

    async def when(
        self,
        step: Raising | Step,
        *,
        key: IdempotencyKey | None = None,
        seen: int | None = None,
    ) -> Changed:
        """Let somebody act, and remember what the log gained by it."""
        before = len(self.log.events)
        try:
            self.changed = await self._ask(step, key or self._key(step.who), seen)
        finally:
            self.happened = [self._event(n) for n in range(before, self._length())]
        self._id = self.changed.dispute.id
        if not self.changed.replayed:
            await self._expect_replay(self.changed.dispute)
        return self.changed

    def then(self, kind: type[E_], /, **expected: Any) -> E_:
        """The last step caused exactly one event of a kind, which says the expected."""
        found = [event for event in self.happened if isinstance(event, kind)]
        assert len(found) == 1, f"{len(found)} {kind.TOPIC} among {self.topics}"
        actual = {name: getattr(found[0], name) for name in expected}

        assert actual == expected
        return found[0]

    @property
    def topics(self) -> list[str]:
        """The topics of the events that the last step caused."""
        return [event.TOPIC for event in self.happened]

    async def refuses(
        self,
        step: Raising | Step,
        refusal: type[R_],
        *,
        key: IdempotencyKey | None = None,
        seen: int | None = None,
    ) -> R_:
        """The step is refused in exactly this way, and nothing is recorded."""
        with pytest.raises(refusal) as raised:
            await self.when(step, key=key, seen=seen)

        assert type(raised.value) is refusal
        assert self.happened == []
        return raised.value

    async def sweep(self, cause: BreachCause = "normal") -> int:
        """Let the worker look at the dispute once."""
        before = len(self.log.events)
        moves_on = moves_on_by(self.core)
        count = await report_breaches(
            self.id, self.log, now=self.clock(), cause=cause, moves_on=moves_on
        )
        self.happened = [self._event(n) for n in range(before, self._length())]
        return count

    async def recounts(self) -> int:
        """Let the worker look at the dispute for the recount that its board wants."""
        before = len(self.log.events)
        dispute = await self.dispute()
        count = await recompute_deadlines(dispute, self.core, now=self.clock())
        self.happened = [self._event(n) for n in range(before, self._length())]
        return count

    @property
    def id(self) -> UUID:
        assert self._id is not None, "no dispute was raised yet"
        return self._id

    async def dispute(self) -> Dispute:
        """The dispute as its events tell it."""
        return (await self.log.load(self.id)).dispute

    async def deadline(self, duty: str, generation: int = 1) -> Deadline:
        return (await self.dispute()).deadline(duty, generation)

    def caller(self, who: str) -> Caller:
        return caller(who, self._partnership)

    async def _ask(
        self, step: Raising | Step, key: IdempotencyKey, seen: int | None
    ) -> Changed:
        if isinstance(step, Raising):
            self._partnership = step.new.partnership
            return await step.run(self.caller(step.who), key, self.core)
        if seen is None:
            seen = (await self.dispute()).version
        target = Target(
            dispute_id=self.id,
            caller=self.caller(step.who).asking(A_STEP, in_mandate=True),
            key=key,
            seen_version=seen,
            by=signed(step.side),
            at=step.at,
        )
        return await step.run(target, self.core)

    def _key(self, who: str) -> IdempotencyKey:
        self._asked += 1
        return IdempotencyKey(
            client=f"{who}-system", key=f"key-{self._asked}", fingerprint=b"request"
        )

    def _length(self) -> int:
        return len(self.log.events)

    def _event(self, number: int) -> Event:
        return self.log.read(self.log.events[number])

    async def _expect_replay(self, acted: Dispute) -> None:
        """What the act left behind equals what its stored events tell."""
        told = await self.dispute()

        assert state_of(told) == state_of(acted)
        assert self.log.positions_are_dense()


def state_of(dispute: Dispute) -> dict[str, Any]:
    """All that a dispute remembers, without what the library keeps for itself."""
    return {
        name: value
        for name, value in vars(dispute).items()
        if name != "_pending_events"
    }
