"""Saying whether one agrees with a statement of fact of the other side."""

from dispute_core.domain.acts.given import Given, expect_party, expect_past
from dispute_core.domain.beside.statements import STATEMENTS, stated_by
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import StatementAnswered
from dispute_core.domain.errors import NotYourSide
from dispute_core.domain.refusals.documents import NoSuchStatement
from dispute_core.domain.vocabulary import StatementMark


def answer_statement(
    dispute: Dispute,
    given: Given,
    *,
    statement: tuple[str, int, str],
    answer: StatementMark,
    note: str | None,
) -> None:
    """Mark a statement as agreed or disputed; nobody answers for the other side.

    `statement` is the topic and version of the event that makes it, and the field.
    """
    topic, version, field = statement
    expect_party(given.by)
    expect_past(given.at, given.now, "/answered_at")
    if field not in STATEMENTS.get(topic, ()):
        raise NoSuchStatement(_possible(topic), pointer="/field")
    if stated_by(dispute, version) == given.by.side:
        message = "A side answers the statements of the other side, and not its own."
        raise NotYourSide(message, pointer="/event_id")

    dispute.trigger_event(
        StatementAnswered,
        timestamp=given.at,
        by=given.by,
        event_version=version,
        field=field,
        answer=answer,
        note=note,
    )


def _possible(topic: str) -> str:
    fields = STATEMENTS.get(topic)
    if fields is None:
        return "This event makes no statement that the other side may answer."
    return f"Of this event, these statements may be answered: {', '.join(fields)}."
