"""Steps about the record itself: statements answered, and the Record sent."""

from datetime import datetime

from dispute_core.application import documenting
from dispute_core.documents import sent_digest
from dispute_core.domain.acts.submitting import Submission
from dispute_core.domain.vocabulary import StatementMark, SubmittedHow
from tests.support.builders import Step


def answers_statement(
    who: str,
    version: int = 1,
    field: str = "evidence",
    answer: StatementMark = "disputed",
    *,
    note: str = "Our file says otherwise.",
) -> Step:
    return Step(
        who=who,
        run=lambda target, core: documenting.answer_statement(
            target,
            core,
            event_id=f"{target.dispute_id}.{version}",
            field=field,
            answer=answer,
            note=note,
        ),
    )


def submits_record(
    who: str,
    how: SubmittedHow = "link",
    *,
    office: str = "board-manager",
    because: str | None = None,
    at: datetime | None = None,
) -> Step:
    wanted = Submission(to_office=office, how=how, incomplete_because=because)
    return Step(
        who=who,
        at=at,
        run=lambda target, core: documenting.submit_record(
            target, wanted, core, digest=sent_digest
        ),
    )
