"""A meeting on a dispute: who chairs it, what it must consider, what came of it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from dispute_core.domain.vocabulary import (
    Band,
    ChairRule,
    MeetingPlace,
    MeetingStatus,
    Sealed,
)

if TYPE_CHECKING:
    from dispute_core.domain.dispute_events.meetings import (
        MeetingCancelled,
        MeetingConvened,
        MeetingHeld,
        MeetingMoved,
        OutcomeAnswered,
    )


@dataclass(frozen=True, kw_only=True)
class Chair:
    """Who chairs, and by which rule; `reason` where it is another than the usual."""

    rule: ChairRule
    agency: str | None = None
    office: str | None = None
    role: str | None = None
    band: Band | None = None
    name: Sealed[str | None] = None
    reason: Sealed[str | None] = None


@dataclass(frozen=True, kw_only=True)
class Venue:
    """Where people meet; a link or a room is for those who come, so it is sealed."""

    kind: MeetingPlace
    where: Sealed[str | None] = None


@dataclass(frozen=True, kw_only=True)
class ToConsider:
    """Something that a meeting must consider: by the document, or by the convener.

    `words` and `clause` are the document's; `added` is the convener's own text.
    """

    id: str
    words: str | None = None
    clause: str | None = None
    added: Sealed[str | None] = None


@dataclass(frozen=True, kw_only=True)
class Considered:
    """What a meeting found on one of the things that it must consider."""

    item: str
    answer: Sealed[str | None]


@dataclass(kw_only=True)
class MeetingState:
    """A meeting that was convened, and what has become of it."""

    convened: "MeetingConvened"
    moves: list["MeetingMoved"] = field(default_factory=list)
    cancelled: "MeetingCancelled | None" = None
    held: "MeetingHeld | None" = None
    answers: list["OutcomeAnswered"] = field(default_factory=list)

    @property
    def id(self) -> str:
        return self.convened.meeting

    @property
    def status(self) -> MeetingStatus:
        if self.held is not None:
            return "held"
        return "cancelled" if self.cancelled is not None else "convened"

    @property
    def standing(self) -> bool:
        """Whether it is still to be held."""
        return self.status == "convened"

    @property
    def starts_at(self) -> datetime:
        return self.moves[-1].starts_at if self.moves else self.convened.starts_at

    @property
    def venue(self) -> Venue:
        said = (move.venue for move in reversed(self.moves) if move.venue)
        return next(said, self.convened.venue)

    def answer_of(self, agency: str) -> "OutcomeAnswered | None":
        """The newest word of an agency on the outcome; it may come to another."""
        said = (one for one in reversed(self.answers) if one.by.agency == agency)
        return next(said, None)


def meeting_named(meetings: Iterable[MeetingState], name: str) -> MeetingState | None:
    return next((one for one in meetings if one.id == name), None)
