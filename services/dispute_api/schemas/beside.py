"""The bodies of the commands beside the talking: records, safeguards, outcomes."""

from typing import Annotated

from pydantic import Field

from dispute_api.schemas.parts import ByInput, ParticipantInput, SourceInput
from dispute_api.schemas.words import (
    Body,
    Code,
    Day,
    Few,
    Instant,
    Line,
    ShortText,
    Slug,
    Text,
)
from dispute_core.domain.acts.record_kinds import NOTHING_WRITTEN, ForItsKind
from dispute_core.domain.beside.safeguards import SafeguardCall, SafeguardReply
from dispute_core.domain.beside.side_outcomes import NewSideOutcome, SideOutcomeKind
from dispute_core.domain.beside.written_records import Written
from dispute_core.domain.values import Person, SeriousnessJudged
from dispute_core.domain.vocabulary import Band, RecordKind, RouteKind, Visibility

Themes = Annotated[list[Code], Field(max_length=20)]


class WrittenInput(Body):
    """The parts of a written record that are known by now (003-17)."""

    issue_raised: Text | None = None
    action_taken: Text | None = None
    outcome_for_person: Text | None = None

    def written(self) -> Written:
        return Written(
            issue_raised=self.issue_raised,
            action_taken=self.action_taken,
            outcome_for_person=self.outcome_for_person,
        )


class SeriousnessJudgedInput(Body):
    """Somebody's judgement of how serious it is (002-5)."""

    serious: bool
    not_easily_resolved: bool

    def judged(self) -> SeriousnessJudged:
        return SeriousnessJudged(
            serious=self.serious, not_easily_resolved=self.not_easily_resolved
        )


class AddRecordRequest(Body):
    """Something to be kept beside the talking."""

    kind: RecordKind
    at: Instant | None = None
    by: ByInput | None = None
    text: Text | None = None
    source: SourceInput | None = None
    visible_to: Visibility | None = None
    about: Slug | None = None
    calls_for: SafeguardCall | None = None
    agreed_by: Few[ParticipantInput] = Field(default_factory=list)
    until: Day | None = None
    written: WrittenInput | None = None

    def of_its_kind(self) -> ForItsKind:
        return ForItsKind(
            calls_for=self.calls_for,
            agreed_by=tuple(someone.person() for someone in self.agreed_by),
            until=self.until,
            written=self.written.written() if self.written else NOTHING_WRITTEN,
        )


class AnswerSafeguardRequest(Body):
    """What becomes of a safeguard that was called for."""

    answer: SafeguardReply
    takes_place_on: Day | None = None
    reason: Text | None = None
    by: ByInput | None = None
    answered_at: Instant | None = None


class NameFacilitatorRequest(Body):
    """Who supports the sides and decides nothing."""

    office: Slug | None = None
    role: Line | None = None
    name: Line | None = None
    band: Band | None = None
    by: ByInput | None = None
    named_at: Instant | None = None

    def facilitator(self) -> Person:
        return Person(role=self.role, band=self.band, name=self.name)


class RecordSideOutcomeRequest(Body):
    """What the dispute led to beside its own end."""

    kind: SideOutcomeKind
    agency: Slug | None = None
    text: Text | None = None
    reference: ShortText | None = None
    review: ShortText | None = None
    route: RouteKind | None = None
    themes: Themes = Field(default_factory=list)
    done_on: Day | None = None
    visible_to: Visibility | None = None
    by: ByInput | None = None
    at: Instant | None = None

    def side_outcome(self) -> NewSideOutcome:
        return NewSideOutcome(
            kind=self.kind,
            agency=self.agency,
            text=self.text,
            reference=self.reference,
            review=self.review,
            route=self.route,
            themes=tuple(dict.fromkeys(self.themes)),
            done_on=self.done_on,
            visible_to=self.visible_to,
        )


class CompleteSideOutcomeRequest(Body):
    """That a side outcome has been done."""

    done_on: Day | None = None
    reference: ShortText | None = None
    note: Text | None = None
    by: ByInput | None = None
    at: Instant | None = None
