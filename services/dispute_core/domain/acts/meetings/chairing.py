"""Who chairs a meeting: the rule that is followed, and whether the person fits it."""

from dataclasses import replace

from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.meetings.place import expect_text, parties
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import Invalid
from dispute_core.domain.meetings import Chair
from dispute_core.domain.policy import Stage
from dispute_core.domain.refusals.meetings import ChairNotByRule
from dispute_core.domain.vocabulary import ChairRule

SAID: dict[ChairRule, str] = {
    "independent": "an independent chair",
    "lead_agency": "the lead agency's senior manager",
    "other": "somebody else",
}


def expect_chair(dispute: Dispute, stage: Stage, chair: Chair, given: Given) -> Chair:
    """The chair as the event keeps it; refuses one who does not fit the rule named.

    Another than the document's own chair is taken with a reason, for people fall ill
    and no meeting is to wait for a title. Bands advise and refuse nobody (003-17).
    """
    wanted = stage.meeting.chair if stage.meeting else None
    if wanted not in (None, "other", chair.rule) and chair.rule != "other":
        clause = stage.meeting.clause if stage.meeting else stage.clause
        message = (
            f"By {clause}, {SAID[wanted or 'other']} chairs. For anybody else give the "
            "rule as other, and say why."
        )
        raise ChairNotByRule(message, pointer="/chair/rule")
    offices = given.directory.offices if given.directory else {}
    if chair.office is not None and chair.office not in offices:
        message = "The partnership has no such office."
        raise Invalid(message, pointer="/chair/office")
    match chair.rule:
        case "independent":
            _expect_independent(dispute, chair, given)
        case "lead_agency":
            return _of_lead(dispute, chair)
        case _:
            message = "Say why somebody else chairs."
            expect_text(chair.reason, message, "/chair/reason")
            _expect_somebody(chair)
    return chair


def _expect_independent(dispute: Dispute, chair: Chair, given: Given) -> None:
    """Somebody of no party, whether named for an agency or for an office (002-32)."""
    _expect_somebody(chair)
    offices = given.directory.offices if given.directory else {}
    office = offices.get(chair.office or "")
    belongs = {chair.agency, office.agency if office else None}
    if belongs & set(parties(dispute)):
        message = "An independent chair belongs to no agency of the dispute."
        raise ChairNotByRule(message, pointer="/chair")


def _of_lead(dispute: Dispute, chair: Chair) -> Chair:
    lead = dispute.lead_agency
    if lead is None:
        message = "The dispute has no lead agency yet. Name it with nameLeadAgency."
        raise ChairNotByRule(message, pointer="/chair/rule")
    if chair.agency not in (None, lead):
        message = "By this rule the chair comes from the lead agency."
        raise ChairNotByRule(message, pointer="/chair/agency")
    return replace(chair, agency=lead)


def _expect_somebody(chair: Chair) -> None:
    if chair.name is None and chair.role is None and chair.office is None:
        message = "Say who chairs: a name, a role or an office."
        raise Invalid(message, pointer="/chair")
