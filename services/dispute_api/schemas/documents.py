"""The bodies of commands about the record itself."""

from dispute_api.schemas.parts import ByInput
from dispute_api.schemas.words import Body, FieldName, Instant, ItemId, Slug, Text
from dispute_core.domain.acts.submitting import Submission
from dispute_core.domain.vocabulary import StatementMark, SubmittedHow


class AnswerStatementRequest(Body):
    """Whether one's side agrees with a statement of the other side."""

    event_id: ItemId
    field: FieldName
    answer: StatementMark
    note: Text | None = None
    by: ByInput | None = None
    answered_at: Instant | None = None


class SubmitRecordRequest(Body):
    """To which office the Record was sent, and how."""

    to_office: Slug
    how: SubmittedHow
    incomplete_because: Text | None = None
    by: ByInput | None = None
    sent_at: Instant | None = None

    def submission(self) -> Submission:
        return Submission(
            to_office=self.to_office,
            how=self.how,
            incomplete_because=self.incomplete_because,
        )
