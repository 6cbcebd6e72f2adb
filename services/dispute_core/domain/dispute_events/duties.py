"""What becomes of a duty: done, declined, waived, or handed on to somebody."""

from datetime import date
from typing import TYPE_CHECKING

from dispute_core.domain.dispute_events.base import Event
from dispute_core.domain.duties import Delegation, DutyState, Excused, Fulfilment
from dispute_core.domain.values import By, Person
from dispute_core.domain.vocabulary import DutyAnswer, Sealed

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute


class DutyFulfilled(Event):
    """A duty was done, or done in part: feedback waits until somebody has heard it."""

    TOPIC = "dispute.duty_fulfilled"
    by: By
    duty: str
    answer: DutyAnswer | None
    held_by: str | None
    review_on: date | None
    acknowledged_by: tuple[Person, ...]
    circulated_to: tuple[Person, ...]
    reference: Sealed[str | None]
    note: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        _named(dispute, self.duty).fulfilments.append(
            Fulfilment(
                version=self.originator_version,
                at=self.timestamp,
                by=self.by,
                answer=self.answer,
                held_by=self.held_by,
                review_on=self.review_on,
                reference=self.reference,
                note=self.note,
                acknowledged_by=self.acknowledged_by,
                circulated_to=self.circulated_to,
            )
        )


class DutyDeclined(Event):
    """Who owes a duty that depends on something said why it is not called for."""

    TOPIC = "dispute.duty_declined"
    by: By
    duty: str
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        _named(dispute, self.duty).excused = Excused(
            version=self.originator_version,
            at=self.timestamp,
            by=self.by,
            how="declined",
            reason=self.reason,
        )


class DutyWaived(Event):
    """A duty, or what was agreed or follows from it, was let go, and why."""

    TOPIC = "dispute.duty_waived"
    by: By
    duty: str
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        why = Excused(
            version=self.originator_version,
            at=self.timestamp,
            by=self.by,
            how="waived",
            reason=self.reason,
        )
        for action in dispute.actions:
            if action.agreed.id == self.duty:
                action.waived = why
                return
        duty = dispute.duty(self.duty)
        if duty is not None:  # what an agreement asks for ends as a deadline
            duty.excused = why


class DutyDelegated(Event):
    """A duty was handed on to a person or an office; who owes it stays the same."""

    TOPIC = "dispute.duty_delegated"
    by: By
    duty: str
    to: Person
    office: str | None
    until: date | None
    reason: Sealed[str | None]

    def change(self, dispute: "Dispute") -> None:
        _named(dispute, self.duty).delegations.append(
            Delegation(
                version=self.originator_version,
                at=self.timestamp,
                by=self.by,
                to=self.to,
                office=self.office,
                until=self.until,
                reason=self.reason,
            )
        )


def _named(dispute: "Dispute", duty_id: str) -> DutyState:
    """The duty that an event speaks of; the act has made sure that there is one."""
    found = dispute.duty(duty_id)
    if found is None:
        message = "an event speaks of a duty that no event opened"
        raise LookupError(message)
    return found
