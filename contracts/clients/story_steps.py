"""The story that both Python clients tell: what is done, by whom, one step after the other.

Both generators put their models into `concord_client.models`, under the same names.
"""

from typing import Protocol
from uuid import uuid4

from concord_client.models import (
    ActionInput,
    CheckBackKind,
    CheckBackResult,
    DifferenceInput,
    DiscussionMethod,
    DiscussionOutcome,
    Dispute,
    FulfilDutyRequest,
    ImmediateRiskInput,
    PartyInput,
    RaisedByInput,
    RaiseDisputeRequest,
    RecordCheckBackRequest,
    RecordDiscussionRequest,
    ResolutionOutcome,
    ResolveDisputeRequest,
    SubjectInput,
    SubjectKind,
)


class Agency(Protocol):
    """What an agency does, with the calls of one client or the other."""

    def raises(self, body: RaiseDisputeRequest, key: str) -> Dispute: ...

    def discusses(self, dispute: Dispute, body: RecordDiscussionRequest) -> Dispute: ...

    def resolves(self, dispute: Dispute, body: ResolveDisputeRequest) -> Dispute: ...

    def checks_back(self, dispute: Dispute, body: RecordCheckBackRequest) -> Dispute: ...

    def is_refused(self, dispute: Dispute, body: RecordCheckBackRequest) -> int:
        """The status of the problem with which the same is answered too early."""

    def fulfils(self, dispute: Dispute, duty: str, body: FulfilDutyRequest) -> Dispute: ...

    def reads(self, dispute: Dispute) -> Dispute: ...


def told(school: Agency, care: Agency) -> Dispute:
    """A dispute from its raising to its closing."""
    dispute = raised(school)
    dispute = care.discusses(
        dispute,
        RecordDiscussionRequest(
            method=DiscussionMethod.PHONE,
            outcome=DiscussionOutcome.AGREED,
            summary="Went through the chronology together.",
        ),
    )
    assert school.is_refused(dispute, check_back(CheckBackKind.UNDERSTANDING)) == 409
    dispute = school.resolves(dispute, resolution())
    dispute = school.checks_back(dispute, check_back(CheckBackKind.UNDERSTANDING))
    dispute = care.checks_back(dispute, check_back(CheckBackKind.UNDERSTANDING))
    dispute = care.checks_back(dispute, check_back(CheckBackKind.COMPLETION))
    dispute = fulfilled({"school": school, "social-care": care}, dispute)
    assert dispute.status == "closed", dispute.next_step
    read = school.reads(dispute)
    assert (read.status, read.version) == (dispute.status, dispute.version)
    return dispute


def raised(school: Agency) -> Dispute:
    body = RaiseDisputeRequest(
        partnership="worcestershire",
        subject=SubjectInput(kind=SubjectKind.CHILD, reference="SCH-48213"),
        raised_by=RaisedByInput(agency="school", role="Designated safeguarding lead"),
        responding=[PartyInput(agency="social-care", role="Duty social worker")],
        category="referral",
        difference=DifferenceInput(
            disputed="The referral was closed with advice only.",
            effect_on_person="Nobody outside school has spoken with the child.",
            outcome_wanted="A social worker sees the child this week.",
        ),
        immediate_risk=ImmediateRiskInput(present=False),
    )
    key = a_key()
    first, again = school.raises(body, key), school.raises(body, key)
    assert first.id == again.id, "a repeated command was carried out twice"
    return first


def resolution() -> ResolveDisputeRequest:
    action = ActionInput(what="See the child at school", owner_agency="social-care")
    return ResolveDisputeRequest(
        outcome=ResolutionOutcome.AGREED,
        summary="The referral is reopened.",
        actions=[action],
    )


def check_back(kind: CheckBackKind) -> RecordCheckBackRequest:
    return RecordCheckBackRequest(kind=kind, result=CheckBackResult.CONFIRMED)


def fulfilled(agencies: dict[str, Agency], dispute: Dispute) -> Dispute:
    """Each agency does what it owes still, one thing after another."""
    for duty in dispute.duties:
        agency = duty.holder.agency
        if duty.status in ("due", "overdue") and agency is not None:
            dispute = agencies[agency].fulfils(dispute, duty.id, FulfilDutyRequest())
    return dispute


def a_key() -> str:
    """A command that is sent again carries the same one."""
    return str(uuid4())


def tag(dispute: Dispute) -> str:
    """The version on which the next step is decided, as If-Match has it."""
    return f'"{dispute.version}"'
