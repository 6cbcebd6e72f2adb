"""Commands about the record itself: statements answered, and the Record sent."""

from collections.abc import Callable

from dispute_core.application.changing import Changed, change
from dispute_core.application.core import Core
from dispute_core.application.correcting import find_event
from dispute_core.application.ports import Loaded
from dispute_core.application.target import Target
from dispute_core.domain.acts import answering, submitting
from dispute_core.domain.acts.given import Given
from dispute_core.domain.vocabulary import StatementMark

Digest = Callable[[Loaded, Given], str]
"""The digest of the Record that an office gets of a dispute."""


async def answer_statement(
    target: Target,
    core: Core,
    *,
    event_id: str,
    field: str,
    answer: StatementMark,
    note: str | None,
) -> Changed:
    """Say whether one's side agrees with a statement of the other side."""

    def act(on: Loaded, given: Given) -> None:
        event = find_event(on, event_id, given.by.agency)
        answering.answer_statement(
            on.dispute,
            given,
            statement=(event.topic, event.version, field),
            answer=answer,
            note=note,
        )

    return await change(core, target, act)


async def submit_record(
    target: Target, wanted: submitting.Submission, core: Core, *, digest: Digest
) -> Changed:
    """Record that the Record was sent, as it stands in the version decided on."""

    def act(on: Loaded, given: Given) -> None:
        newest = on.events[-1]
        sent = submitting.Sent(
            version=newest.version,
            hash=newest.hash,
            sha256=lambda: digest(on, given),
        )
        submitting.submit_record(on.dispute, wanted, sent, given)

    return await change(core, target, act)
