"""What must hold before somebody raises a concern, adds to it or decides on it."""

from datetime import datetime
from uuid import UUID

from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.relations import to_agency
from dispute_core.application.caller import Caller, agencies_of
from dispute_core.application.core import Core
from dispute_core.domain.concerns import Concern, NewConcern
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.errors import (
    DisputeNotFound,
    Invalid,
    NotYourAgency,
    UnknownAgency,
)
from dispute_core.domain.refusals.documents import OfficeUnknown
from dispute_core.domain.working_time import local_date


def expect_own(caller: Caller, agency: str | None, partnership: Partnership) -> str:
    """The agency that raises it: one's own, or one that one acts for."""
    acts_for = agencies_of(caller, partnership)
    chosen = agency or caller.agency or ""
    message = "You act neither in this agency nor for it."
    other = NotYourAgency(message, pointer="/agency")
    stands = to_agency(caller, chosen, acts_for)
    expect("raiseConcern", stands, other)
    return chosen


def expect_fit(new: NewConcern, agency: str, partnership: Partnership) -> None:
    if new.about not in partnership.agencies:
        message = "The partnership has no such agency."
        raise UnknownAgency(message, pointer="/about")
    if new.about == agency:
        message = "A concern is about how another agency works."
        raise Invalid(message, pointer="/about")
    office = partnership.offices.get(new.put_to)
    if office is None or office.agency not in (None, agency):
        message = (
            "Put the concern to an office of your own agency, or of the partnership, "
            "that the directory knows."
        )
        raise OfficeUnknown(message, pointer="/put_to")


async def document_on(
    partnership: Partnership, at: datetime, core: Core
) -> tuple[str | None, str | None]:
    """The policy in force, and its clause on concerns; it may have none."""
    ref = partnership.policy_in_force(local_date(at))
    if ref is None:
        return None, None
    policy = await core.policy(ref)
    asked = (one for one in policy.asks if one.kind == "cumulative_concern")
    return ref, next((one.clause for one in asked), None)


async def expect_dispute(
    dispute_id: UUID, concern: Concern, caller: Caller, core: Core
) -> None:
    """A dispute that the caller sees, with the agency among its parties.

    One that is hidden, one that is absent and one that is about others are one answer.
    """
    raised = concern.raised
    partnership = await core.partnership(raised.partnership)
    message = (
        "There is no dispute with this id that you may see and to which the agency is "
        "a party."
    )
    try:
        dispute = (await core.log.load(dispute_id)).dispute
    except DisputeNotFound:
        raise _in_vain(message, dispute_id) from None
    sees = core.gate.sees(caller, dispute, partnership, core.clock())
    if not sees:
        raise _in_vain(message, dispute_id)
    if not dispute.sides_of(raised.about):
        raise Invalid(message, pointer="/dispute_id")


def _in_vain(message: str, dispute_id: UUID) -> Invalid:
    """As for any other dispute that does not fit; who named it is put on record."""
    error = Invalid(message, pointer="/dispute_id")
    error.in_vain = dispute_id
    return error
