"""What doing a duty must bring, beside the word that it was done."""

from typing import TYPE_CHECKING

from dispute_core.domain.acts.meetings.place import parties
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import DutyState
from dispute_core.domain.errors import Invalid
from dispute_core.domain.refusals.duties import AnswerMissing
from dispute_core.domain.saying import listed

if TYPE_CHECKING:
    from dispute_core.domain.acts.fulfilling import Done


def expect_answered(dispute: Dispute, duty: DutyState, done: "Done") -> None:
    """Refuse an answer that lacks what the duty asks for."""
    match duty.due.asks:
        case "answer" | "reference_only" if done.answer is None:
            message = "Say in answer whether it is needed or not."
            raise AnswerMissing(message, pointer="/answer")
        case "custodian" if done.held_by is None:
            message = "Say in held_by which agency holds the record."
            raise AnswerMissing(message, pointer="/held_by")
        case "recipients":
            _expect_all_reached(dispute, done)
    if duty.due.asks == "reference_only" and done.note is not None:
        message = (
            "Compliance and competence are kept here by reference only; the detail "
            "belongs to the agency's own procedure."
        )
        raise Invalid(message, pointer="/note")


def _expect_all_reached(dispute: Dispute, done: "Done") -> None:
    """Minutes have been circulated once every agency of the dispute has them."""
    reached = {one.agency for one in done.circulated_to}
    missing = [agency for agency in parties(dispute) if agency not in reached]
    if missing:
        message = (
            "Say in circulated_to who got them. Every agency of the dispute is to; "
            f"missing: {listed(missing)}."
        )
        raise AnswerMissing(message, pointer="/circulated_to")
