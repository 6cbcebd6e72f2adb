"""Takes a file of days off into the calendars of a running service."""

import asyncio
from pathlib import Path

from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.opening import writing
from dispute_core.application.calendars.publishing import CalendarEntry
from dispute_core.application.calendars.taking_in import take_in_calendars
from dispute_core.bootstrap import now
from dispute_core.domain.published_calendars import NATIONS
from dispute_core.policies.calendar_file import read_calendars


def take_in(addresses: Addresses, file: Path) -> str:
    """Publish what the file says newly, and say in a sentence what came of it."""
    entries = read_calendars(file.read_bytes())
    count = asyncio.run(_take_in(addresses, entries))
    if count == 0:
        return "The calendars say all of it already."
    return f"{count} calendar{'s' if count > 1 else ''} published anew."


async def _take_in(addresses: Addresses, entries: list[CalendarEntry]) -> int:
    async with writing(addresses) as services:
        for entry in entries:
            known = await services.catalogue.partnership(entry.code)
            if entry.code not in NATIONS and known is None:
                message = (
                    f"There is no partnership {entry.code}; nothing was published."
                )
                raise CannotGoOn(message)
        return await take_in_calendars(
            services.log, services.catalogue, entries, clock=now
        )
