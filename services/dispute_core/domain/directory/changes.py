"""What may be said of a directory, and how it is kept in the words of its file."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dispute_core.domain.directory.events import (
    AgencyChanged,
    DirectoryEvent,
    EntryChanged,
    HolderAppointed,
    HolderEnded,
    OfficeChanged,
    PanelRegistered,
)
from dispute_core.domain.directory.offices import Holder
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.errors import InTheFuture, Invalid, OutOfOrder, UnknownAgency
from dispute_core.domain.refusals.directories import NotInDirectory, TrainingSaidOnce

MOST: Mapping[str, int] = {
    AgencyChanged.LIST: 500,
    OfficeChanged.LIST: 1000,
    PanelRegistered.LIST: 500,
    "holders": 2000,
}
"""No more than the answers of the API may list."""

FULL = (
    "A directory holds 500 agencies, 1000 offices, 500 panels and 2000 appointments "
    "at most."
)


@dataclass(frozen=True, kw_only=True)
class Said:
    """An event that is to be: its kind, and what it says beside who and why."""

    kind: type[DirectoryEvent]
    what: Mapping[str, Any]


def expect_same_training(
    before: Mapping[str, Any] | None, content: Mapping[str, Any], pointer: str | None
) -> None:
    """Refuse a publication that makes real disputes invented ones, or the reverse."""
    if before and _for_training(before) != _for_training(content):
        raise TrainingSaidOnce(pointer)


def _for_training(content: Mapping[str, Any]) -> bool:
    return bool(content.get("training", False))


def entry_changed(
    partnership: Partnership,
    kind: type[EntryChanged],
    content: Mapping[str, Any],
    *,
    today: date,
) -> Said:
    """An agency, an office or a panel said anew; raises what does not fit."""
    code = content[kind.WORD]
    _expect_agencies(partnership, kind, content)
    for word in ("own_policy_seen_on", "seen_on"):
        if content.get(word) is not None and date.fromisoformat(content[word]) > today:
            message = "It cannot have been seen on a day that is still to come."
            raise InTheFuture(message, pointer=f"/{word}")
    known = {
        AgencyChanged.LIST: partnership.agencies,
        OfficeChanged.LIST: partnership.offices,
        PanelRegistered.LIST: partnership.panels,
    }[kind.LIST]
    if code not in known:
        _expect_room(kind.LIST, len(known))
    return Said(kind=kind, what={"entry": code, "content": content})


def appointed(partnership: Partnership, holder: Holder) -> Said:
    """Somebody who takes up an office; several may hold it at a time (000-1)."""
    _expect_office(partnership, holder.office)
    _expect_order(holder.from_date, holder.to_date)
    _expect_room("holders", len(partnership.holders))
    return Said(kind=HolderAppointed, what={"holder": holder})


def ended(partnership: Partnership, office: str, holder: str, to_date: date) -> Said:
    """The last day on which somebody holds an office; it may be said again."""
    _expect_office(partnership, office)
    found = [
        one for one in partnership.holders if (one.office, one.id) == (office, holder)
    ]
    if not found:
        raise NotInDirectory("Nobody with this id was appointed to this office.")
    _expect_order(found[0].from_date, to_date)
    return Said(
        kind=HolderEnded,
        what={"office": office, "holder": holder, "to_date": to_date},
    )


def _expect_office(partnership: Partnership, office: str) -> None:
    if office not in partnership.offices:
        raise NotInDirectory("The partnership has no such office.")


def _expect_order(from_date: date, to_date: date | None) -> None:
    if to_date is not None and to_date < from_date:
        message = "The last day would lie before the first."
        raise OutOfOrder(message, pointer="/to_date")


def _expect_room(what: str, known: int) -> None:
    if known >= MOST[what]:
        raise Invalid(FULL)


def _expect_agencies(
    partnership: Partnership, kind: type[EntryChanged], content: Mapping[str, Any]
) -> None:
    if kind is AgencyChanged:
        for place, other in enumerate(content.get("proxy_for") or ()):
            if other == content["agency"] or other not in partnership.agencies:
                message = "Name other agencies of the same partnership."
                raise UnknownAgency(message, pointer=f"/proxy_for/{place}")
    elif content.get("agency") not in (None, *partnership.agencies):
        raise UnknownAgency("The partnership has no such agency.", pointer="/agency")
