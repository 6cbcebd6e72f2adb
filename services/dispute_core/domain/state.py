"""What a dispute remembers of its events, as the views need it."""

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

from dispute_core.domain.duties import Excused
from dispute_core.domain.values import Action, Person, StageEntered
from dispute_core.domain.vocabulary import CheckBackResult, MoveMade

if TYPE_CHECKING:
    from dispute_core.domain.dispute_events.around import (
        FacilitatorNamed,
        SafeguardAnswered,
        SideOutcomeCompleted,
        SideOutcomeRecorded,
    )
    from dispute_core.domain.dispute_events.emergencies import EmergencyAccessOpened
    from dispute_core.domain.dispute_events.retention import (
        LegalHoldPut,
        LegalHoldReleased,
        NarrativeErased,
    )


@dataclass(frozen=True, kw_only=True)
class MoveKept:
    """The move that led to a stage: of which kind, by which way, and what was said."""

    made: MoveMade
    path: str | None
    clause: str | None
    reason: str | None
    consulted: tuple[Person, ...]
    not_done_because: str | None
    effect_on_person: str | None = None


@dataclass(kw_only=True)
class StagePassed:
    """A stage that the dispute has been through, or is in (`ended_at` None).

    `version` is that of the event which entered it.
    """

    entered: StageEntered
    started_at: datetime
    version: int
    ended_at: datetime | None = None
    ended_by: str | None = None
    move: MoveKept | None = None


@dataclass(kw_only=True)
class ActionState:
    """An agreed action and the newest check-back on it."""

    agreed: Action
    result: CheckBackResult | None = None
    overtaken: bool = False
    """Whether the dispute went on and ended without what was agreed here."""
    waived: Excused | None = None
    """Why it was formally let go."""

    @property
    def outstanding(self) -> bool:
        let_go = self.overtaken or self.waived is not None
        return self.result != "confirmed" and not let_go


@dataclass(kw_only=True)
class Beside:
    """What happens beside the talking, each in the order in which it was recorded."""

    safeguard_answers: "list[SafeguardAnswered]" = field(default_factory=list)
    facilitators: "list[FacilitatorNamed]" = field(default_factory=list)
    side_outcomes: "list[SideOutcomeRecorded]" = field(default_factory=list)
    side_outcomes_completed: "list[SideOutcomeCompleted]" = field(default_factory=list)
    emergencies: "list[EmergencyAccessOpened]" = field(default_factory=list)
    holds: "list[LegalHoldPut]" = field(default_factory=list)
    holds_released: "list[LegalHoldReleased]" = field(default_factory=list)
    erasures: "list[NarrativeErased]" = field(default_factory=list)
