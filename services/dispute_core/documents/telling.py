"""Reads a dispute for one reader: what is said, what is blank, what was corrected."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from dispute_core.application.authorization.standing import Standing
from dispute_core.application.kept import Said as Event
from dispute_core.application.kept import kept_from
from dispute_core.application.ports import Loaded, RecordedEvent
from dispute_core.documents import words
from dispute_core.documents.model import BLANK, ERASED, Said
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Corrected, RecordAdded
from dispute_core.domain.policy import Policy, Stage
from dispute_core.domain.saying import listed
from dispute_core.domain.values import By, Party, Person
from dispute_core.domain.working_time import local_date, london

RAISED = 1
"""The version that raising makes."""


@dataclass(frozen=True, kw_only=True)
class Matter:
    """One dispute as one reader may see it, and when the document is made."""

    loaded: Loaded
    policy: Policy
    standing: Standing
    partnership: Partnership
    generated_at: datetime


def day(one: date | None) -> str | None:
    """A day as a document prints it."""
    return f"{one.day} {one:%B %Y}" if one else None


def moment(at: datetime | None) -> str | None:
    """An instant as a document prints it, in London's time."""
    if at is None:
        return None
    local = at.astimezone(london())
    return f"{day(local.date())}, {local:%H:%M}"


def due(at: datetime | None, on: date | None) -> str | None:
    """Until when: the last day where the limit ends with one, else the instant."""
    return f"end of {day(on)}" if on else moment(at)


@dataclass(frozen=True)
class Telling:
    """A dispute and the names of those in it; answers with what a document says."""

    matter: Matter

    @property
    def dispute(self) -> Dispute:
        return self.matter.loaded.dispute

    @property
    def policy(self) -> Policy:
        return self.matter.policy

    @property
    def person(self) -> str:
        """What the person at risk is called: a child, an adult or an unborn child."""
        return words.PERSONS[self.dispute.raised.subject.kind]

    @property
    def welsh(self) -> bool:
        """Whether fixed words are printed in Welsh too."""
        return self.matter.partnership.nation == "WLS"

    @property
    def stage(self) -> Stage:
        """The stage reached, as the policy has it."""
        return self.policy.stage(self.dispute.stage.id)

    @cached_property
    def hidden(self) -> set[int]:
        """The versions that another agency keeps for itself."""
        events = self.matter.loaded.events
        said = (Event(event.version, event.topic, event.facts) for event in events)
        return kept_from(self.matter.standing, said)

    @cached_property
    def erased(self) -> set[int]:
        """The versions of which the words have been erased."""
        return {one.version for one in self.matter.loaded.events if one.erased}

    @cached_property
    def own(self) -> set[int]:
        """The versions that the reader's own agency keeps for itself.

        They stand apart, so that the rest of a document can be passed on as it is.
        """
        kept: set[int] = set()
        for event in self.matter.loaded.events:
            own = event.facts.get("visible_to") == "own_agency"
            if own or event.facts.get("event_version") in kept:
                kept.add(event.version)
        return kept

    def events(self) -> Iterator[RecordedEvent]:
        """What happened, as far as every reader of the document may know it."""
        for event in self.matter.loaded.events:
            if event.version not in self.hidden | self.own:
                yield event

    def records(self, *kinds: str, own: bool = False) -> list[RecordAdded]:
        """Records of some kinds, or of all; those of the reader's own agency apart."""
        return [
            record
            for record in self.dispute.records
            if record.originator_version not in self.hidden
            and (record.visible_to == "own_agency") == own
            and (not kinds or record.kind in kinds)
        ]

    def corrections(self) -> list[Corrected]:
        """The newest first."""
        return [
            one
            for one in reversed(self.dispute.corrections)
            if one.originator_version not in self.hidden | self.own
        ]

    def wrote(self, version: int, at_first: str | None) -> Said:
        """Words that cannot have been corrected."""
        if at_first:
            return Said(text=at_first)
        return ERASED if version in self.erased else BLANK

    def told(self, version: int, field: str, at_first: str | None) -> Said:
        """What an event says in a field: corrected first, with what stood there."""
        correction = self.dispute.corrected(version, field)
        if correction is None:
            return self.wrote(version, at_first)
        was = self.wrote(version, at_first)
        return self._corrected(correction, correction.text or correction.code, was)

    def at(self, version: int, field: str, at_first: datetime | None) -> Said:
        """The instant that an event gives in a field, corrected first."""
        correction = self.dispute.corrected(version, field)
        if correction is None:
            return Said(text=moment(at_first)) if at_first else BLANK
        was = Said(text=moment(at_first)) if at_first else BLANK
        return self._corrected(correction, moment(correction.instant), was)

    def _corrected(self, by: Corrected, text: str | None, was: Said) -> Said:
        version = by.originator_version
        now = self.wrote(version, text)
        reason = self.wrote(version, by.reason)
        on = moment(self.dispute.recorded[version])
        return Said(
            text=now.text,
            state=now.state,
            was=in_place(was),
            note=f"corrected by {self.who(by.by)} on {on}; reason: {in_place(reason)}",
        )

    def agency(self, code: str | None) -> str:
        """An agency or an office by its name."""
        if code is None:
            return "an agency not named"
        place = self.matter.partnership
        known = place.agencies.get(code) or place.offices.get(code)
        return known.name if known else words.in_words({}, code).capitalize()

    def who(self, one: By | Party | Person) -> str:
        """Somebody by name, role and agency, as far as these are recorded."""
        said = [part for part in (one.name, one.role, self.agency(one.agency)) if part]
        reported = one.reported_by if isinstance(one, By) else None
        by = f" (entered by {self.agency(reported)})" if reported else ""
        return f"{', '.join(said)}{by}"

    def sides(self) -> tuple[str, str]:
        """The agencies of the raising and of the responding side."""
        others = [self.agency(party.agency) for party in self.dispute.responding]
        return self.agency(self.dispute.raised_by.agency), listed(others)

    def entered(self, version: int, happened: datetime) -> str | None:
        """When something was entered, where that was on a later day."""
        recorded = self.dispute.recorded[version]
        if local_date(recorded) == local_date(happened):
            return None
        return f"entered {day(local_date(recorded))}"


def in_place(said: Said) -> str:
    """A value inside a sentence, its blank or erasure in words."""
    if said.state == "blank":
        return words.NOT_RECORDED
    return words.ERASED if said.state == "erased" else said.text or words.NOT_RECORDED
