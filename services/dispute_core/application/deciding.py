"""Deciding about policies: who may, for which partnership, and how it is signed."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.relations import to_partnership
from dispute_core.application.caller import Caller
from dispute_core.application.policies.releasing import Newest
from dispute_core.application.ports import IdempotencyKey
from dispute_core.domain.directory.partnership import (
    Decision,
    Partnership,
    PolicyInForce,
)
from dispute_core.domain.errors import UnknownPartnership
from dispute_core.domain.refusals.releases import DecidedMeanwhile
from dispute_core.domain.releases import Decider, PolicyReleased


class Library(Protocol):
    """What has been released and decided, and a look past what is remembered."""

    async def look(self) -> None: ...

    async def newest(self, stream_id: UUID) -> Newest | None: ...

    async def release(self, ref: str) -> PolicyReleased | None: ...

    async def before(self, ref: str) -> PolicyReleased | None: ...

    async def owners(self, name: str) -> AbstractSet[str]: ...

    async def decisions(self, code: str) -> Sequence[Decision]: ...

    async def in_force_after(
        self, code: str, version: int
    ) -> Sequence[PolicyInForce]: ...

    async def partnership(self, code: str) -> Partnership | None: ...


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Who asks for a decision, for which partnership, under which key, and why.

    `seen_version` is the last decision of its row that they had read; None where they
    do not say.
    """

    caller: Caller
    key: IdempotencyKey
    reason: str
    partnership: str | None = None
    correlation: str | None = None
    seen_version: int | None = None

    @property
    def by(self) -> Decider:
        office = self.caller.office
        if self.caller.role == "admin":
            return Decider(role="admin", office=office)
        return Decider(role="board", office=office)


def expect_all_read(asker: Asker, newest: int) -> None:
    """Nobody decides over a decision that they have not read."""
    if asker.seen_version not in (None, newest):
        raise DecidedMeanwhile(newest)


def expect_may_decide(asker: Asker) -> str | None:
    """For which partnership somebody decides; a board for its own only."""
    own = asker.caller.partnership if asker.caller.role == "board" else None
    code = asker.partnership or own
    expect(asker.caller.operation, to_partnership(asker.caller, code))
    return code


async def deciding_partnership(asker: Asker, library: Library) -> Partnership:
    """The partnership for which is decided; a board decides for its own only."""
    code = expect_may_decide(asker)
    if code is None:
        message = "Say for which partnership you decide."
        raise UnknownPartnership(message, pointer="/partnership")
    found = await library.partnership(code)
    if found is None:
        raise UnknownPartnership(
            "There is no such partnership.", pointer="/partnership"
        )
    return found
