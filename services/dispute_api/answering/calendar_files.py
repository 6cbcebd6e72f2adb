"""Deadlines as an iCalendar file (RFC 5545), in the policies' own words only.

No name, no person's reference and no text that anybody wrote comes into it: calendars
are copied to telephones and to servers that we do not know.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, timedelta
from importlib import import_module
from types import ModuleType
from typing import Any
from uuid import uuid5

from dispute_api.refusals.problems import CALENDAR_NOT_INSTALLED, Rejected
from dispute_core.domain.releases import NAMESPACE
from dispute_core.domain.training import INVENT, MARK, MARKS
from dispute_core.readmodel.due_for_agency import DueEntry

MEDIA_TYPE = "text/calendar; charset=utf-8"
REFRESH = timedelta(hours=1)
"""How often clients are asked to look again."""

KEEPS_DUTY = "Nothing in this calendar suspends anyone's duty to act for the person."
FORCES = {
    "must": "must",
    "should": "should",
    "aim": "aims to",
    "may": "may",
    "guide": "is advised to",
}
HOLDERS = {
    "raising": "the raising side",
    "responding": "the responding side",
    "both": "both sides",
    "board": "the board",
}

Load = Callable[[str], ModuleType]


def calendar_file(
    agency: str,
    entries: Iterable[DueEntry],
    base_url: str,
    load: Load = import_module,
    *,
    training: bool = False,
) -> bytes:
    """The calendar of an agency; raises `Rejected` where the library is missing.

    In a training partnership its name and every entry say that it is no real case.
    """
    library = _library(load)
    calendar = library.Calendar()
    calendar.add("prodid", "-//Concord//Deadlines//EN")
    calendar.add("version", "2.0")
    calendar.add("method", "PUBLISH")
    mark = f"{MARK}: " if training else ""
    calendar.add("x-wr-calname", f"{mark}Concord deadlines: {agency}")
    calendar.add("refresh-interval", REFRESH, parameters={"VALUE": "DURATION"})
    calendar.add("x-published-ttl", "PT1H")
    for entry in entries:
        calendar.add_component(_event(library, entry, base_url, training=training))
    written: bytes = calendar.to_ical()
    return written


def _library(load: Load) -> Any:
    try:
        return load("icalendar")
    except ModuleNotFoundError:
        message = (
            "Whoever runs the service must install it with the extra called calendar."
        )
        raise Rejected(CALENDAR_NOT_INSTALLED, message) from None


def _event(library: Any, entry: DueEntry, base_url: str, *, training: bool) -> Any:
    """A duty keeps its identity through all its generations; each is a revision."""
    event = library.Event()
    event.add("uid", f"{uuid5(NAMESPACE, f'{entry.dispute_id}/{entry.duty}')}@concord")
    event.add("dtstamp", entry.changed_at.astimezone(UTC).replace(microsecond=0))
    event.add("sequence", 2 * (entry.generation - 1) + entry.over)
    event.add("status", "CANCELLED" if entry.over else "CONFIRMED")
    mark = f"{MARK}: " if training else ""
    event.add("summary", mark + _summary(entry))
    told = f"{MARKS}\n{INVENT}\n" if training else ""
    event.add("description", told + _description(entry, base_url))
    event.add("url", _link(entry, base_url))
    event.add("transp", "TRANSPARENT")
    categories = ["owed" if entry.owed else "awaited"]
    event.add("categories", [*categories, "training"] if training else categories)
    if entry.due_on is None:
        event.add("dtstart", entry.due_at.astimezone(UTC).replace(microsecond=0))
    else:
        event.add("dtstart", entry.due_on)
        event.add("dtend", entry.due_on + timedelta(days=1))
    return event


def _summary(entry: DueEntry) -> str:
    begins = "Due" if entry.owed else "Awaited"
    return f"{begins}: {entry.reference}, {entry.stage}: {entry.text}"


def _description(entry: DueEntry, base_url: str) -> str:
    holder, force = HOLDERS[entry.holder], FORCES[entry.force]
    lines = (
        f"{entry.reference}, {entry.stage}",
        f"What the procedure asks ({entry.clause}): {entry.text}",
        f"Owed by {holder}, which {force} do it.",
        _link(entry, base_url),
        KEEPS_DUTY,
    )
    return "\n".join(lines)


def _link(entry: DueEntry, base_url: str) -> str:
    return f"{base_url}/v1/disputes/{entry.dispute_id}"
