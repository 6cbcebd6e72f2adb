"""Finds all that an agency, or a board, holds about the person of a reference."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import asyncpg

from concord.accesses import put_on_record
from concord.errors import CannotGoOn
from concord.replaying import plain
from dispute_api.views.listed import dispute_event
from dispute_core.application.authorization.fields import PARTY
from dispute_core.application.authorization.standing import Standing
from dispute_core.application.kept import Said, kept_from
from dispute_core.application.ports import Loaded
from dispute_core.bootstrap import Services
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.values import alike
from dispute_core.log.codec import merged

_DISPUTES = """
SELECT id FROM dispute_summaries
WHERE partnership = $1
  AND CASE WHEN $2::text IS NULL THEN board_sees ELSE $2 = ANY (agencies) END
ORDER BY raised_at, id
"""
_ACCESSES = """
SELECT read_at, role, agency, office, operation, purpose FROM accesses
WHERE partnership = $1 AND disputes && $2::uuid[] ORDER BY read_at, id
"""


@dataclass(frozen=True, kw_only=True)
class Person:
    """Whose data is asked for, and who answers: an agency, or without one the board."""

    partnership: str
    reference: str
    agency: str | None = None
    held_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Holding:
    """One dispute that is about the person, as whoever answers sees it."""

    reference: str
    id: UUID
    status: str
    withheld: int
    """How many events of it another agency keeps for itself."""
    events: Sequence[dict[str, Any]]


@dataclass(frozen=True, kw_only=True)
class Found:
    """Everything that is held, who has read it, and the disputes that are erased.

    In an erased one nobody can tell any longer about whom it was.
    """

    holdings: Sequence[Holding]
    accesses: Sequence[dict[str, Any]]
    unreadable: int
    training: bool
    """Whether it is held where people practise, so that it is about nobody."""


async def gather(person: Person, services: Services) -> Found:
    """Look through every dispute that whoever answers may see; it is put on record."""
    partnership = await services.catalogue.partnership(person.partnership)
    if partnership is None:
        raise CannotGoOn("There is no such partnership.")
    if person.agency is not None and person.agency not in partnership.agencies:
        raise CannotGoOn("The partnership has no such agency.")

    async def look(connection: asyncpg.Connection) -> list[UUID]:
        found = await connection.fetch(_DISPUTES, person.partnership, person.agency)
        return [row["id"] for row in found]

    holdings, unreadable = [], 0
    for dispute_id in await services.asking.ask(look):
        loaded = await services.log.load(dispute_id)
        unreadable += loaded.dispute.raised.subject.reference is None
        if _is_about(loaded.dispute, person):
            holdings.append(_holding(loaded, person))
    ids = [one.id for one in holdings]
    accesses = await services.asking.ask(
        lambda one: one.fetch(_ACCESSES, person.partnership, ids)
    )
    await put_on_record(
        services.accesses,
        partnership=person.partnership,
        disputes=ids,
        operation="exportSubject",
        purpose="subject_access",
    )
    return Found(
        holdings=holdings,
        accesses=[plain(dict(row)) for row in accesses],
        unreadable=unreadable,
        training=partnership.training,
    )


def _is_about(dispute: Dispute, person: Person) -> bool:
    """Whether the reference stands in it, however it is spelt and spaced."""
    subjects = (dispute.raised.subject, *dispute.raised.also_affects)
    return any(
        one.reference is not None
        and alike(one.reference) == alike(person.reference)
        and person.held_by in (None, one.held_by)
        for one in subjects
    )


def _holding(loaded: Loaded, person: Person) -> Holding:
    dispute, agency = loaded.dispute, person.agency
    standing = Standing(
        sides=("board",) if agency is None else dispute.sides_of(agency),
        agency=agency,
        fields=PARTY,
    )
    said = [Said(event.version, event.topic, event.facts) for event in loaded.events]
    hidden = kept_from(standing, said)
    return Holding(
        reference=dispute.raised.reference,
        id=dispute.id,
        status=dispute.status,
        withheld=len(hidden),
        events=[
            _told(plain(dispute_event(event)))
            for event in loaded.events
            if event.version not in hidden
        ],
    )


def _told(event: dict[str, Any]) -> dict[str, Any]:
    """Facts and words of an event in one, so that each field has one path."""
    narrative, facts = event.pop("narrative"), event.pop("data")
    return {**event, "said": merged(facts, narrative)}
