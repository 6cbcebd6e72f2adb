"""The same dispute as in story.py, by the Python client that openapi-generator made.

`make clients-long` runs it; CONCORD_URL, SCHOOL_TOKEN and SOCIAL_CARE_TOKEN say which
service, and who calls.
"""

import os

from concord_client import (
    ApiClient,
    ApiException,
    CommandsApi,
    Configuration,
    Dispute,
    DisputesApi,
    FulfilDutyRequest,
    RaiseDisputeRequest,
    RecordCheckBackRequest,
    RecordDiscussionRequest,
    ResolveDisputeRequest,
)
from story_steps import a_key, tag, told


def main() -> None:
    dispute = told(Agency("SCHOOL_TOKEN"), Agency("SOCIAL_CARE_TOKEN"))
    print(f"{dispute.reference}: {dispute.status} at version {dispute.version}")


class Agency:
    """An agency with a token. An operation is a method; a problem is an exception."""

    def __init__(self, token: str) -> None:
        configuration = Configuration(
            host=os.environ["CONCORD_URL"], access_token=os.environ[token]
        )
        self.client = ApiClient(configuration)
        self.commands = CommandsApi(self.client)

    def raises(self, body: RaiseDisputeRequest, key: str) -> Dispute:
        return self.commands.raise_dispute(key, body)

    def discusses(self, dispute: Dispute, body: RecordDiscussionRequest) -> Dispute:
        act = self.commands.record_discussion
        return act(a_key(), tag(dispute), dispute.id, body)

    def resolves(self, dispute: Dispute, body: ResolveDisputeRequest) -> Dispute:
        return self.commands.resolve_dispute(a_key(), tag(dispute), dispute.id, body)

    def checks_back(self, dispute: Dispute, body: RecordCheckBackRequest) -> Dispute:
        return self.commands.record_check_back(a_key(), tag(dispute), dispute.id, body)

    def is_refused(self, dispute: Dispute, body: RecordCheckBackRequest) -> int:
        try:
            self.checks_back(dispute, body)
        except ApiException as problem:
            return int(problem.status)
        raise AssertionError("it was not refused")

    def fulfils(self, dispute: Dispute, duty: str, body: FulfilDutyRequest) -> Dispute:
        act = self.commands.fulfil_duty
        return act(a_key(), tag(dispute), dispute.id, duty, body)

    def reads(self, dispute: Dispute) -> Dispute:
        return DisputesApi(self.client).get_dispute(dispute.id)


if __name__ == "__main__":
    main()
