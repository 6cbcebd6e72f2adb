"""Who sees a concern, and reading the concerns that one may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from dispute_core.application.caller import Caller, agencies_of
from dispute_core.application.core import Core
from dispute_core.domain.concerns import Concern, concern_of
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.errors import NotAllowed
from dispute_core.domain.refusals.around import ConcernNotFound


class Streams(Protocol):
    """Where the events of a stream are read with their narrative."""

    async def events(
        self, stream_id: UUID, *, version: int | None = None
    ) -> Sequence[Any]: ...


class Shelf(Protocol):
    """Where the concerns of a partnership are found, as facts."""

    async def concerns(self, partnership: str) -> Sequence[Concern]: ...


@dataclass(frozen=True, kw_only=True)
class ConcernSeen:
    """A concern as a caller may see it, and whether they are the lead it was put to."""

    concern: Concern
    leads: bool
    owns: bool
    replayed: bool = False


async def read_concern(
    concern_id: UUID,
    caller: Caller,
    core: Core,
    streams: Streams,
    *,
    version: int | None = None,
) -> ConcernSeen:
    """A concern that the caller may see; raises `ConcernNotFound`."""
    concern = concern_of(await streams.events(concern_id, version=version))
    if concern is None:
        raise ConcernNotFound
    partnership = await core.partnership(concern.raised.partnership)
    seen = _as_seen(concern, caller, partnership)
    if seen is None:
        raise ConcernNotFound
    return seen


async def list_concerns(
    caller: Caller, core: Core, shelf: Shelf
) -> Sequence[ConcernSeen]:
    """The concerns that the caller may see, as facts, the newest first."""
    if caller.role in ("monitor", "admin"):
        raise NotAllowed("Monitors and administrators see no concerns.")
    partnership = await core.partnership(caller.partnership)
    found = [
        _as_seen(one, caller, partnership)
        for one in await shelf.concerns(caller.partnership)
    ]
    return [one for one in reversed(found) if one is not None]


def _as_seen(
    concern: Concern, caller: Caller, partnership: Partnership
) -> ConcernSeen | None:
    """The one place that decides who sees a concern: not the agency it is about,
    unless it was shared.
    """
    raised = concern.raised
    if caller.partnership != raised.partnership:
        return None
    acts_for = agencies_of(caller, partnership)
    owns = raised.agency in acts_for
    office = partnership.offices.get(raised.put_to)
    holder = caller.office == raised.put_to and caller.role in ("practitioner", "board")
    # An agency's office is held by its own people, a partnership's by the board's.
    leads = holder and (
        caller.role == "board"
        if office is None or office.agency is None
        else caller.role == "practitioner" and caller.agency == office.agency
    )
    shared = concern.shared is not None
    audits = caller.role == "auditor" and (
        caller.agency in (None, raised.agency)
        or (shared and caller.agency == raised.about)
    )
    if owns or leads or audits or (shared and raised.about in acts_for):
        return ConcernSeen(concern=concern, leads=leads, owns=owns)
    return None
