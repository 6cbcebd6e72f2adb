"""Who sees a concern, and reading the concerns that one may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Protocol
from uuid import UUID

from dispute_core.application.authorization.decision import decide, expect
from dispute_core.application.authorization.relations import (
    Relation,
    kind_of,
    to_own,
)
from dispute_core.application.caller import Caller, agencies_of
from dispute_core.application.core import Core
from dispute_core.domain.concerns import Concern, ConcernRaised, concern_of
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.refusals.around import ConcernNotFound, NotTheLead

READING = "getConcern"
TO_THE_LEAD = "The designated lead to whom the concern was put decides on it."


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
    training: bool
    replayed: bool = False


async def read_concern(
    concern_id: UUID,
    caller: Caller,
    core: Core,
    streams: Streams,
    *,
    version: int | None = None,
    operation: str = READING,
) -> ConcernSeen:
    """A concern of which the caller may do this; raises `ConcernNotFound`.

    Raises `NotAllowed` to those who see it and may not.
    """
    concern = concern_of(await streams.events(concern_id, version=version))
    if concern is None:
        raise ConcernNotFound
    partnership = await core.partnership(concern.raised.partnership)
    stands = stands_to(concern, caller, partnership)
    lead_only = operation in ("decideConcern", "shareConcern")
    expect(operation, stands, NotTheLead(TO_THE_LEAD) if lead_only else None)
    return _seen(concern, stands, partnership)


async def list_concerns(
    caller: Caller, core: Core, shelf: Shelf
) -> Sequence[ConcernSeen]:
    """The concerns that the caller may see, as facts, the newest first."""
    expect("listConcerns", to_own(caller))
    partnership = await core.partnership(caller.partnership)
    found: list[ConcernSeen] = []
    for one in await shelf.concerns(caller.partnership):
        stands = stands_to(one, caller, partnership)
        if decide(READING, stands).deny is None:
            found.append(_seen(one, stands, partnership))
    return found[::-1]


def _seen(
    concern: Concern, stands: tuple[Relation, ...], partnership: Partnership
) -> ConcernSeen:
    return ConcernSeen(
        concern=concern,
        leads="lead" in stands,
        owns="owner" in stands,
        training=partnership.training,
    )


def stands_to(
    concern: Concern, caller: Caller, partnership: Partnership
) -> tuple[Relation, ...]:
    """Every relation of somebody to a concern."""
    raised, kind = concern.raised, kind_of(caller)
    if kind in ("monitor", "admin", "auditor_lapsed"):
        return (kind,)
    if caller.partnership != raised.partnership:
        return ("elsewhere",)
    if kind in ("agency", "board"):
        return _in_practice(concern, caller, partnership)
    if kind == "auditor":
        return ("auditor",)
    audited = {raised.agency, raised.about} if concern.shared else {raised.agency}
    return ("auditor_of_it" if caller.agency in audited else "auditor_of_other",)


def _in_practice(
    concern: Concern, caller: Caller, partnership: Partnership
) -> tuple[Relation, ...]:
    """Of those who work in an agency or in the board's office."""
    raised = concern.raised
    lead: tuple[Relation, ...] = (
        ("lead",) if _leads(raised, caller, partnership) else ()
    )
    if caller.role == "board":
        return lead or ("board",)
    acts_for = agencies_of(caller, partnership)
    if raised.agency in acts_for:
        return (*lead, "owner")
    if raised.about in acts_for:
        return (*lead, "about_shared" if concern.shared else "about_unshared")
    return lead or ("stranger",)


def _leads(raised: ConcernRaised, caller: Caller, partnership: Partnership) -> bool:
    """An agency's office is held by its own people, a partnership's by the board's."""
    if caller.office != raised.put_to:
        return False
    office = partnership.offices.get(raised.put_to)
    if office is None or office.agency is None:
        return caller.role == "board"
    return caller.role == "practitioner" and caller.agency == office.agency
