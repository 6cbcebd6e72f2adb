"""Naming who supports the sides to settle it, and decides nothing (001-7)."""

from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_open,
    expect_past,
)
from dispute_core.domain.beside.facilitation import supporters
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import FacilitatorNamed
from dispute_core.domain.errors import Invalid
from dispute_core.domain.policy import Body
from dispute_core.domain.refusals.around import NobodyFacilitates
from dispute_core.domain.refusals.documents import OfficeUnknown
from dispute_core.domain.values import Person


def name_facilitator(
    dispute: Dispute, given: Given, *, office: str | None, facilitator: Person
) -> None:
    """Put on record who facilitates at this stage. No deadline moves by it."""
    expect_open(dispute)
    body = _expect_supported(dispute, given)
    expect_past(given.at, given.now, "/named_at")
    expect_after(given.at, dispute.stage_started_at, "/named_at")
    offices = given.directory.offices if given.directory else {}
    if office is not None and office not in offices:
        message = "The directory of the partnership has no such office."
        raise OfficeUnknown(message, pointer="/office")
    if office is None and facilitator.role is None and facilitator.name is None:
        message = "Say who facilitates: an office, a role or a name."
        raise Invalid(message, pointer="/office")

    dispute.trigger_event(
        FacilitatorNamed,
        timestamp=given.at,
        by=given.by,
        stage=dispute.stage.id,
        clause=body.clause,
        office=office,
        facilitator=facilitator,
    )


def _expect_supported(dispute: Dispute, given: Given) -> Body:
    bodies = supporters(given.policy.stage(dispute.stage.id))
    if not bodies:
        message = (
            f'At "{dispute.stage.label}" the document has nobody support the sides '
            "without deciding."
        )
        raise NobodyFacilitates(message)
    return bodies[0]
