"""What an operator asks to be let go by a schedule, and whose word it is done on."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date

import asyncpg

from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.opening import writing
from dispute_core.bootstrap import Services
from dispute_core.domain.directory.offices import Office, OfficeKind
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.log.destroyed_keys import DestroyedKeys

DECIDES: tuple[OfficeKind, ...] = (
    "board-office",
    "board-manager",
    "executive",
    "safeguarding-partner",
    "independent-chair",
)
"""Offices that speak for a partnership: one of its own, and of such a kind, decides."""

CHECKS_NOT: tuple[OfficeKind, ...] = ("emergency-access",)
"""Offices that are there for one thing, which this is not."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """Which partnership, on which day, and the two offices that answer for it.

    Without the offices nothing is erased.
    """

    partnership: str
    today: date
    due_only: bool = True
    decided_by: str | None = None
    checked_by: str | None = None


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What an erasure works with: the service, the role that may, and the list."""

    services: Services
    eraser: asyncpg.Connection
    ledger: DestroyedKeys
    partnership: Partnership
    schedule_version: int
    asked: Asked

    @property
    def offices(self) -> tuple[str, str] | None:
        """Who decided and who checked; None where nothing is to be carried out."""
        decided, checked = self.asked.decided_by, self.asked.checked_by
        return (decided, checked) if decided and checked else None


@asynccontextmanager
async def at_the_desk(addresses: Addresses, asked: Asked) -> AsyncIterator[Desk]:
    """Everything that is needed; raises `CannotGoOn` for offices that may not."""
    ledger = DestroyedKeys(addresses.destroyed_keys())
    async with (
        writing(addresses) as services,
        _erasing(addresses.of("eraser")) as eraser,
    ):
        partnership = await services.catalogue.partnership(asked.partnership)
        if partnership is None:
            raise CannotGoOn("There is no such partnership.")
        expect_offices(partnership, asked)
        directory = await services.catalogue.directory(asked.partnership)
        yield Desk(
            services=services,
            eraser=eraser,
            ledger=ledger,
            partnership=partnership,
            schedule_version=directory.version if directory else 0,
            asked=asked,
        )


def expect_offices(partnership: Partnership, asked: Asked) -> None:
    """An office that speaks for the partnership decides, and another one checks."""
    said = (asked.decided_by, asked.checked_by)
    if said == (None, None):
        return
    if None in said or said[0] == said[1]:
        raise CannotGoOn("Two different offices must answer for an erasure.")
    checks = partnership.offices.get(asked.checked_by or "")
    if checks is None:
        raise CannotGoOn("Name two offices of the partnership's directory.")
    expect_decides(partnership, asked.decided_by or "", asked.today)
    if checks.kind in CHECKS_NOT:
        message = f"{checks.code} is there for emergencies alone. Name another office."
        raise CannotGoOn(message)
    _expect_held(partnership, checks, asked.today)


def expect_decides(partnership: Partnership, code: str, today: date) -> None:
    """An office that speaks for the partnership, and that somebody holds."""
    office = partnership.offices.get(code)
    if office is None:
        message = f"The directory of {partnership.code} has no office {code}."
        raise CannotGoOn(message)
    if office.agency is not None or office.kind not in DECIDES:
        message = (
            f"{code} may not decide on this. The offices that speak for the "
            f"partnership may: its own of the kinds {', '.join(DECIDES)}."
        )
        raise CannotGoOn(message)
    _expect_held(partnership, office, today)


def _expect_held(partnership: Partnership, office: Office, today: date) -> None:
    """Nobody answers for an office that somebody held and nobody holds now.

    One for which nobody was ever named is a mailbox, as the documents print it.
    """
    ever = any(one.office == office.code for one in partnership.holders)
    if ever and not partnership.holders_of(office.code, today):
        message = f"The directory knows nobody who holds {office.code} today."
        raise CannotGoOn(message)


@asynccontextmanager
async def _erasing(url: str) -> AsyncIterator[asyncpg.Connection]:
    connection = await asyncpg.connect(url, timeout=10)
    try:
        yield connection
    finally:
        await connection.close(timeout=5)
