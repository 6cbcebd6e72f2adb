"""What is said of a partnership's directory, as events of a stream of its own.

Content is in the words of the directory file and holds no names of people: those who
hold offices are told beside it, with their names sealed. So is every reason, because
whoever writes that somebody left may write why.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID, uuid5

from eventsourcing.domain import AggregateEvent

from dispute_core.domain.directory.offices import Holder
from dispute_core.domain.releases import NAMESPACE, Decider
from dispute_core.domain.vocabulary import Sealed


class DirectoryEvent(AggregateEvent):
    """Something that was said of a partnership's directory."""

    TOPIC: ClassVar[str]
    code: str
    """The partnership's."""
    by: Decider
    reason: Sealed[str | None]


class DirectoryPublished(DirectoryEvent):
    """A partnership said anew who is who in it, all of it at once.

    `holders` are those of the offices in `named`; the others keep theirs.
    """

    TOPIC: ClassVar[str] = "directory.published"
    class_version: ClassVar[int] = 2
    content: Mapping[str, Any]
    named: tuple[str, ...]
    holders: tuple[Holder, ...]
    at_start: bool
    """Whether the service said it when it started, from a file that comes with it."""

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Only the service itself published anything then, and named nobody."""
        state["by"] = {"role": "operator", "office": None}
        state["named"] = []
        state["holders"] = []
        state["at_start"] = True


class EntryChanged(DirectoryEvent):
    """One part of the directory was added, or said anew."""

    LIST: ClassVar[str]
    """Where in the content such parts stand."""
    WORD: ClassVar[str]
    """Under which word each says its own code."""
    entry: str
    content: Mapping[str, Any]


class AgencyChanged(EntryChanged):
    """An agency joined, or something about it was said anew."""

    TOPIC: ClassVar[str] = "directory.agency_changed"
    LIST: ClassVar[str] = "agencies"
    WORD: ClassVar[str] = "agency"


class OfficeChanged(EntryChanged):
    """An office was set up, or something about it was said anew."""

    TOPIC: ClassVar[str] = "directory.office_changed"
    LIST: ClassVar[str] = "offices"
    WORD: ClassVar[str] = "office"


class PanelRegistered(EntryChanged):
    """A panel or meeting was registered, or its terms of reference were looked at."""

    TOPIC: ClassVar[str] = "directory.panel_registered"
    LIST: ClassVar[str] = "panels"
    WORD: ClassVar[str] = "panel"


class HolderAppointed(DirectoryEvent):
    """Somebody took up an office."""

    TOPIC: ClassVar[str] = "directory.holder_appointed"
    holder: Holder


class HolderEnded(DirectoryEvent):
    """The last day was said on which somebody holds an office."""

    TOPIC: ClassVar[str] = "directory.holder_ended"
    office: str
    holder: str
    to_date: date


@dataclass(frozen=True, kw_only=True)
class HolderErased:
    """Whose name is erased, by which rule of the schedule, and when it fell due."""

    holder: str
    office: str
    to_date: date
    rule: str
    keep: str
    due_on: date


class NamesErased(DirectoryEvent):
    """The names of some who have left their offices are erased, on two offices' word.

    With `keys` go all words that were said up to here; those that are kept of them are
    on the stream `kept`.
    """

    TOPIC: ClassVar[str] = "directory.names_erased"
    checked_by: str
    holders: tuple[HolderErased, ...]
    schedule_version: int
    kept: UUID
    keys: tuple[str, ...]


DIRECTORY_EVENTS: tuple[type[DirectoryEvent], ...] = (
    DirectoryPublished,
    AgencyChanged,
    OfficeChanged,
    PanelRegistered,
    HolderAppointed,
    HolderEnded,
    NamesErased,
)
"""Every event class of these streams: the codec's dictionary is made of these too."""

EventT = TypeVar("EventT", bound=DirectoryEvent)


def directory_stream(code: str) -> UUID:
    return uuid5(NAMESPACE, f"directory:{code}")


def directory_event(
    kind: type[EventT],
    code: str,
    *,
    by: Decider,
    reason: str | None,
    version: int,
    at: datetime,
    **said: Any,
) -> EventT:
    """The event that says it, as this version of the partnership's stream."""
    header: dict[str, Any] = {
        "originator_id": directory_stream(code),
        "originator_version": version,
        "timestamp": at,
    }
    # The library makes dataclasses of its events in a way that mypy does not see.
    make = cast("Callable[..., EventT]", kind)
    return make(**header, code=code, by=by, reason=reason, **said)
