"""A dispute from its raising to its closing, by the client that openapi-python-client made.

`make clients` runs it against a service of its own; CONCORD_URL, SCHOOL_TOKEN and
SOCIAL_CARE_TOKEN say which service, and who calls. The steps are in story_steps.py.
"""

import os
from typing import TypeVar

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
    Dispute,
    DisputeEventPage,
    FeedPage,
    FulfilDutyRequest,
    Problem,
    RaiseDisputeRequest,
    RecordCheckBackRequest,
    RecordDiscussionRequest,
    ResolveDisputeRequest,
)
from story_steps import a_key, tag, told

Answer = TypeVar("Answer")


def main() -> None:
    school, care = Agency("SCHOOL_TOKEN"), Agency("SOCIAL_CARE_TOKEN")
    dispute = told(school, care)
    school.sees_it_told_everywhere(dispute)
    print(f"{dispute.reference}: {dispute.status} at version {dispute.version}")


class Agency:
    """An agency with a token. An operation is a module; a problem is an answer too."""

    def __init__(self, token: str) -> None:
        self.client = AuthenticatedClient(
            base_url=os.environ["CONCORD_URL"], token=os.environ[token]
        )

    def raises(self, body: RaiseDisputeRequest, key: str) -> Dispute:
        answer = raise_dispute.sync(client=self.client, body=body, idempotency_key=key)
        return wanted(Dispute, answer)

    def discusses(self, dispute: Dispute, body: RecordDiscussionRequest) -> Dispute:
        answer = record_discussion.sync(
            dispute.id,
            client=self.client,
            body=body,
            idempotency_key=a_key(),
            if_match=tag(dispute),
        )
        return wanted(Dispute, answer)

    def resolves(self, dispute: Dispute, body: ResolveDisputeRequest) -> Dispute:
        answer = resolve_dispute.sync(
            dispute.id,
            client=self.client,
            body=body,
            idempotency_key=a_key(),
            if_match=tag(dispute),
        )
        return wanted(Dispute, answer)

    def checks_back(self, dispute: Dispute, body: RecordCheckBackRequest) -> Dispute:
        return wanted(Dispute, self._check_back(dispute, body))

    def is_refused(self, dispute: Dispute, body: RecordCheckBackRequest) -> int:
        return wanted(Problem, self._check_back(dispute, body)).status

    def _check_back(self, dispute: Dispute, body: RecordCheckBackRequest) -> object:
        return record_check_back.sync(
            dispute.id,
            client=self.client,
            body=body,
            idempotency_key=a_key(),
            if_match=tag(dispute),
        )

    def fulfils(self, dispute: Dispute, duty: str, body: FulfilDutyRequest) -> Dispute:
        answer = fulfil_duty.sync(
            dispute.id,
            duty,
            client=self.client,
            body=body,
            idempotency_key=a_key(),
            if_match=tag(dispute),
        )
        return wanted(Dispute, answer)

    def reads(self, dispute: Dispute) -> Dispute:
        return wanted(Dispute, get_dispute.sync(dispute.id, client=self.client))

    def sees_it_told_everywhere(self, dispute: Dispute) -> None:
        """By its own events, in the feed, and as a paper."""
        client = self.client
        events = list_dispute_events.sync(dispute.id, client=client)
        types = [event.type_ for event in wanted(DisputeEventPage, events).items]
        assert types[:2] == ["dispute.raised", "dispute.discussed"]
        feed = wanted(FeedPage, read_event_feed.sync(client=client))
        assert any(event.subject == str(dispute.id) for event in feed.items)
        paper = get_record.sync_detailed(
            dispute.id, client=client.with_headers({"Accept": "application/pdf"})
        )
        assert paper.content.startswith(b"%PDF-")


def wanted(kind: type[Answer], answer: object) -> Answer:
    assert isinstance(answer, kind), answer
    return answer


if __name__ == "__main__":
    main()
