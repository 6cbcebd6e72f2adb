"""A dispute from its raising to its closing, by the client that openapi-python-client made.

`make clients` runs it against a service of its own; CONCORD_URL, SCHOOL_TOKEN and
SOCIAL_CARE_TOKEN say which service, and who calls.
"""

import os
from typing import TypeVar
from uuid import uuid4

from concord_client import AuthenticatedClient
from concord_client.api.commands import (
    fulfil_duty,
    raise_dispute,
    record_check_back,
    record_discussion,
    resolve_dispute,
)
from concord_client.api.disputes import get_dispute, list_dispute_events
from concord_client.api.documents import get_record
from concord_client.api.feed import read_event_feed
from concord_client.models import (
    ActionInput,
    CheckBackKind,
    CheckBackResult,
    DifferenceInput,
    DiscussionMethod,
    DiscussionOutcome,
    Dispute,
    DisputeEventPage,
    FeedPage,
    FulfilDutyRequest,
    ImmediateRiskInput,
    PartyInput,
    Problem,
    RaisedByInput,
    RaiseDisputeRequest,
    RecordCheckBackRequest,
    RecordDiscussionRequest,
    ResolutionOutcome,
    ResolveDisputeRequest,
    SubjectInput,
    SubjectKind,
)

Answer = TypeVar("Answer")


def main() -> None:
    school, care = someone("SCHOOL_TOKEN"), someone("SOCIAL_CARE_TOKEN")
    dispute = raised(school)
    dispute = discussed(care, dispute)
    refused(school, dispute)
    dispute = resolved(school, dispute)
    for who, kind in (
        (school, CheckBackKind.UNDERSTANDING),
        (care, CheckBackKind.UNDERSTANDING),
        (care, CheckBackKind.COMPLETION),
    ):
        dispute = checked_back(who, dispute, kind)
    dispute = fulfilled({"school": school, "social-care": care}, dispute)
    assert dispute.status == "closed", dispute.next_step
    seen_as_closed(school, dispute)
    print(f"{dispute.reference}: {dispute.status} at version {dispute.version}")


def someone(token: str) -> AuthenticatedClient:
    return AuthenticatedClient(
        base_url=os.environ["CONCORD_URL"], token=os.environ[token]
    )


def raised(school: AuthenticatedClient) -> Dispute:
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
    key = str(uuid4())
    first = wanted(
        Dispute, raise_dispute.sync(client=school, body=body, idempotency_key=key)
    )
    again = wanted(
        Dispute, raise_dispute.sync(client=school, body=body, idempotency_key=key)
    )
    assert first.id == again.id, "a repeated command was carried out twice"
    return first


def discussed(care: AuthenticatedClient, dispute: Dispute) -> Dispute:
    body = RecordDiscussionRequest(
        method=DiscussionMethod.PHONE,
        outcome=DiscussionOutcome.AGREED,
        summary="Went through the chronology together.",
    )
    answer = record_discussion.sync(
        dispute.id,
        client=care,
        body=body,
        idempotency_key=str(uuid4()),
        if_match=tag(dispute),
    )
    return wanted(Dispute, answer)


def refused(school: AuthenticatedClient, dispute: Dispute) -> None:
    """A problem is an answer with a type of its own, and says what is open instead."""
    answer = record_check_back.sync(
        dispute.id,
        client=school,
        body=RecordCheckBackRequest(
            kind=CheckBackKind.UNDERSTANDING, result=CheckBackResult.CONFIRMED
        ),
        idempotency_key=str(uuid4()),
        if_match=tag(dispute),
    )
    problem = wanted(Problem, answer)
    assert problem.status == 409, problem.code


def resolved(school: AuthenticatedClient, dispute: Dispute) -> Dispute:
    body = ResolveDisputeRequest(
        outcome=ResolutionOutcome.AGREED,
        summary="The referral is reopened.",
        actions=[
            ActionInput(what="See the child at school", owner_agency="social-care")
        ],
    )
    answer = resolve_dispute.sync(
        dispute.id,
        client=school,
        body=body,
        idempotency_key=str(uuid4()),
        if_match=tag(dispute),
    )
    return wanted(Dispute, answer)


def checked_back(
    who: AuthenticatedClient, dispute: Dispute, kind: CheckBackKind
) -> Dispute:
    body = RecordCheckBackRequest(kind=kind, result=CheckBackResult.CONFIRMED)
    answer = record_check_back.sync(
        dispute.id,
        client=who,
        body=body,
        idempotency_key=str(uuid4()),
        if_match=tag(dispute),
    )
    return wanted(Dispute, answer)


def fulfilled(agencies: dict[str, AuthenticatedClient], dispute: Dispute) -> Dispute:
    """Each agency does what it owes still, one thing after another."""
    for duty in dispute.duties:
        agency = duty.holder.agency
        if duty.status in ("due", "overdue") and agency is not None:
            answer = fulfil_duty.sync(
                dispute.id,
                duty.id,
                client=agencies[agency],
                body=FulfilDutyRequest(),
                idempotency_key=str(uuid4()),
                if_match=tag(dispute),
            )
            dispute = wanted(Dispute, answer)
    return dispute


def seen_as_closed(school: AuthenticatedClient, dispute: Dispute) -> None:
    """Read again: as a dispute, as its events, in the feed, and as a paper."""
    read = wanted(Dispute, get_dispute.sync(dispute.id, client=school))
    assert (read.status, read.version) == (dispute.status, dispute.version)
    told = wanted(DisputeEventPage, list_dispute_events.sync(dispute.id, client=school))
    assert [event.type_ for event in told.items][:2] == [
        "dispute.raised",
        "dispute.discussed",
    ]
    feed = wanted(FeedPage, read_event_feed.sync(client=school))
    assert any(event.subject == str(dispute.id) for event in feed.items)
    paper = get_record.sync_detailed(
        dispute.id, client=school.with_headers({"Accept": "application/pdf"})
    )
    assert paper.content.startswith(b"%PDF-")


def tag(dispute: Dispute) -> str:
    """The version on which the next step is decided, as If-Match has it."""
    return f'"{dispute.version}"'


def wanted(kind: type[Answer], answer: object) -> Answer:
    assert isinstance(answer, kind), answer
    return answer


if __name__ == "__main__":
    main()
