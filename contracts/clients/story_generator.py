"""The same dispute as in story.py, by the Python client that openapi-generator made.

`make clients-long` runs it; CONCORD_URL, SCHOOL_TOKEN and SOCIAL_CARE_TOKEN say which
service, and who calls.
"""

import os
from uuid import uuid4

from concord_client import (
    ActionInput,
    ApiClient,
    CheckBackKind,
    CheckBackResult,
    CommandsApi,
    Configuration,
    DifferenceInput,
    DiscussionMethod,
    DiscussionOutcome,
    Dispute,
    DisputesApi,
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


def main() -> None:
    school, care = someone("SCHOOL_TOKEN"), someone("SOCIAL_CARE_TOKEN")
    agencies = {"school": CommandsApi(school), "social-care": CommandsApi(care)}
    dispute = raised(agencies["school"])
    dispute = discussed(agencies["social-care"], dispute)
    dispute = resolved(agencies["school"], dispute)
    for agency, kind in (
        ("school", CheckBackKind.UNDERSTANDING),
        ("social-care", CheckBackKind.UNDERSTANDING),
        ("social-care", CheckBackKind.COMPLETION),
    ):
        dispute = checked_back(agencies[agency], dispute, kind)
    dispute = fulfilled(agencies, dispute)
    assert dispute.status == "closed", dispute.next_step
    read = DisputesApi(school).get_dispute(dispute.id)
    assert read.version == dispute.version
    print(f"{dispute.reference}: {dispute.status} at version {dispute.version}")


def someone(token: str) -> ApiClient:
    return ApiClient(
        Configuration(host=os.environ["CONCORD_URL"], access_token=os.environ[token])
    )


def raised(school: CommandsApi) -> Dispute:
    return school.raise_dispute(
        idempotency_key=str(uuid4()),
        raise_dispute_request=RaiseDisputeRequest(
            partnership="worcestershire",
            subject=SubjectInput(kind=SubjectKind.CHILD, reference="SCH-48213"),
            raised_by=RaisedByInput(agency="school", role="Safeguarding lead"),
            responding=[PartyInput(agency="social-care", role="Duty social worker")],
            category="referral",
            difference=DifferenceInput(
                disputed="The referral was closed with advice only.",
                effect_on_person="Nobody outside school has spoken with the child.",
                outcome_wanted="A social worker sees the child this week.",
            ),
            immediate_risk=ImmediateRiskInput(present=False),
        ),
    )


def discussed(care: CommandsApi, dispute: Dispute) -> Dispute:
    return care.record_discussion(
        dispute_id=dispute.id,
        idempotency_key=str(uuid4()),
        if_match=tag(dispute),
        record_discussion_request=RecordDiscussionRequest(
            method=DiscussionMethod.PHONE,
            outcome=DiscussionOutcome.AGREED,
            summary="Went through the chronology together.",
        ),
    )


def resolved(school: CommandsApi, dispute: Dispute) -> Dispute:
    action = ActionInput(what="See the child at school", owner_agency="social-care")
    return school.resolve_dispute(
        dispute_id=dispute.id,
        idempotency_key=str(uuid4()),
        if_match=tag(dispute),
        resolve_dispute_request=ResolveDisputeRequest(
            outcome=ResolutionOutcome.AGREED,
            summary="The referral is reopened.",
            actions=[action],
        ),
    )


def checked_back(who: CommandsApi, dispute: Dispute, kind: CheckBackKind) -> Dispute:
    return who.record_check_back(
        dispute_id=dispute.id,
        idempotency_key=str(uuid4()),
        if_match=tag(dispute),
        record_check_back_request=RecordCheckBackRequest(
            kind=kind, result=CheckBackResult.CONFIRMED
        ),
    )


def fulfilled(agencies: dict[str, CommandsApi], dispute: Dispute) -> Dispute:
    """Each agency does what it owes still, one thing after another."""
    for duty in dispute.duties:
        agency = duty.holder.agency
        if duty.status in ("due", "overdue") and agency is not None:
            dispute = agencies[agency].fulfil_duty(
                dispute_id=dispute.id,
                duty_id=duty.id,
                idempotency_key=str(uuid4()),
                if_match=tag(dispute),
                fulfil_duty_request=FulfilDutyRequest(),
            )
    return dispute


def tag(dispute: Dispute) -> str:
    """The version on which the next step is decided, as If-Match has it."""
    return f'"{dispute.version}"'


if __name__ == "__main__":
    main()
