"""Naming the agency that leads, whose senior manager chairs (004-16)."""

from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_open,
    expect_past,
)
from dispute_core.domain.acts.meetings.place import expect_text, parties
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import NotAParty
from dispute_core.domain.refusals.meetings import AlreadyLead


def name_lead(dispute: Dispute, agency: str, reason: str | None, given: Given) -> None:
    """Name the lead agency; whoever changes it says why."""
    expect_open(dispute)
    expect_past(given.at, given.now, "/named_at")
    expect_after(given.at, dispute.raised_at, "/named_at")
    if agency not in parties(dispute):
        message = "Only an agency of the dispute can lead it. Add it to a side first."
        raise NotAParty(message, pointer="/agency")
    if agency == dispute.lead_agency:
        raise AlreadyLead("This agency leads already.", pointer="/agency")
    if dispute.lead_agency is not None:
        message = "Say why another agency is to lead from now on."
        expect_text(reason, message, "/reason")

    dispute.trigger_event(
        Dispute.LeadAgencyNamed,
        timestamp=given.at,
        by=given.by,
        agency=agency,
        reason=reason,
    )
