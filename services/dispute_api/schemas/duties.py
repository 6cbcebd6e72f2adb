"""The bodies of the commands on a duty."""

from pydantic import Field

from dispute_api.schemas.parts import ByInput, ContactInput, PartyInput
from dispute_api.schemas.words import Body, Day, Few, Instant, ShortText, Slug, Text
from dispute_core.domain.acts.fulfilling import Done
from dispute_core.domain.values import Person
from dispute_core.domain.vocabulary import DutyAnswer


class HeardByInput(ContactInput):
    """Somebody who heard of it, or to whom it is handed on; they have a role."""

    agency: Slug | None = None

    def person(self) -> Person:
        return Person(
            agency=self.agency, role=self.role, band=self.band, name=self.name
        )


class FulfilDutyRequest(Body):
    """That a duty was done, with what the document wants to know of it."""

    answer: DutyAnswer | None = None
    held_by: Slug | None = None
    review_on: Day | None = None
    acknowledged_by: Few[HeardByInput] = Field(default_factory=list)
    circulated_to: Few[PartyInput] = Field(default_factory=list)
    reference: ShortText | None = None
    note: Text | None = None
    by: ByInput | None = None
    fulfilled_at: Instant | None = None

    def done(self) -> Done:
        return Done(
            answer=self.answer,
            held_by=self.held_by,
            review_on=self.review_on,
            acknowledged_by=tuple(one.person() for one in self.acknowledged_by),
            circulated_to=tuple(
                Person(agency=to.agency, role=to.role, band=to.band, name=to.name)
                for to in self.circulated_to
            ),
            reference=self.reference,
            note=self.note,
        )


class DeclineDutyRequest(Body):
    """Why a duty is not called for here."""

    reason: Text
    by: ByInput | None = None
    declined_at: Instant | None = None


class WaiveDutyRequest(Body):
    """Why a duty, or an agreed action, is formally let go."""

    reason: Text
    by: ByInput | None = None
    waived_at: Instant | None = None


class DelegateDutyRequest(Body):
    """To whom a duty is handed on: a person, an office, or both."""

    to: HeardByInput | None = None
    office: Slug | None = None
    until: Day | None = None
    reason: Text | None = None
    by: ByInput | None = None
    delegated_at: Instant | None = None

    def person(self) -> Person:
        return self.to.person() if self.to else Person()
