"""What every handler works with: the log, the clock, the catalogue."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol
from uuid import UUID

from dispute_core.application.authorization.gate import Gate
from dispute_core.application.ports import Clock, Log
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.errors import Unavailable, UnknownPartnership, UnknownPolicy
from dispute_core.domain.policy import Policy
from dispute_core.domain.published_calendars import Board, PublishedCalendars
from dispute_core.domain.working_time import Calendar


class Catalogue(Protocol):
    """Released policies and published directories, as the log holds them."""

    async def policy(self, ref: str, sha256: str | None = None) -> Policy | None:
        """A released policy, if wished in exactly the pinned content."""

    async def policies(self) -> Sequence[Policy]: ...

    async def partnership(self, code: str) -> Partnership | None: ...

    async def partnerships(self) -> Sequence[Partnership]: ...

    async def calendars(self) -> PublishedCalendars:
        """What boards and nations have said of their working days."""

    async def look(self) -> None:
        """Take in what has been released or published since the last look."""


@dataclass(frozen=True, kw_only=True)
class Core:
    """The inside of Concord, as `bootstrap` wires it."""

    log: Log
    catalogue: Catalogue
    clock: Clock
    new_id: Callable[[], UUID]
    gate: Gate = field(default_factory=Gate)

    async def partnership(self, code: str) -> Partnership:
        found = await self.catalogue.partnership(code)
        if found is None:
            message = "There is no such partnership."
            raise UnknownPartnership(message, pointer="/partnership")
        return found

    async def policy(self, ref: str, sha256: str | None = None) -> Policy:
        found = await self.catalogue.policy(ref, sha256)
        if found is None:
            raise UnknownPolicy("There is no such policy.", pointer="/policy")
        return found

    async def calendar(
        self, policy: Policy, partnership: str, *, pinned: str | None = None
    ) -> Calendar:
        """The calendar of a board under a policy; for a dispute, that which it keeps.

        `pinned` is the version that the dispute has recorded.
        """
        board = board_of(policy, partnership)
        if pinned is None:
            return (await self.catalogue.calendars()).newest(board)
        return (await self.calendars_with(pinned)).pinned(board, pinned)

    async def calendars_with(self, pinned: str) -> PublishedCalendars:
        """All calendars, those included that another process has named just now."""
        published = await self.catalogue.calendars()
        if not published.know(pinned):
            await self.catalogue.look()
        if not published.know(pinned):
            raise Unavailable("The calendar of the dispute is not known here yet.")
        return published


def board_of(policy: Policy, partnership: str) -> Board:
    """Who works along which days where a partnership works by a policy."""
    return Board(
        partnership=partnership,
        nation=policy.nation,
        definition=policy.working_days,
    )
