"""The joint statement of facts: what each side says, and what the other says to it."""

from collections.abc import Iterator

from dispute_core.documents import words
from dispute_core.documents.model import NOT_APPLICABLE, Block, Prose, Said, Table, said
from dispute_core.documents.telling import RAISED, Telling, in_place, moment
from dispute_core.domain.beside.statements import STATEMENTS, answer_to
from dispute_core.domain.dispute_events import Raised, Responded

EXPLAINED = (
    "A statement is marked as agreed or disputed only where a side has said so. "
    "Silence is shown as silence, and is no agreement."
)
SINCE = ", before the words were corrected"
"""An answer holds for the words that were answered, and for no others."""

AGREED = ("agreed", "partly_agreed")


def statement(telling: Telling) -> tuple[Block, ...]:
    """Every statement of fact, whose it is, and its mark."""
    rows = (*_of_raising(telling), *_of_responding(telling), *_of_both(telling))
    return (
        Prose(text=said(EXPLAINED)),
        Table(
            title="Statements and marks",
            columns=("About", "Statement", "Made by", "Mark"),
            rows=tuple(rows),
            empty="",
            widths=(4, 9, 4, 4),
        ),
    )


def _of_raising(telling: Telling) -> Iterator[tuple[Said, ...]]:
    first = telling.dispute.raised.difference
    by = f"raising side ({telling.agency(telling.dispute.raised.raised_by.agency)})"
    for field in STATEMENTS[Raised.TOPIC]:
        told = telling.told(RAISED, field, getattr(first, field))
        mark = _mark(telling, RAISED, field, told)
        yield _about(telling, field), told, said(by), mark


def _of_responding(telling: Telling) -> Iterator[tuple[Said, ...]]:
    for event in telling.dispute.responses:
        version = event.originator_version
        by = f"responding side ({telling.agency(event.by.agency)})"
        for field in STATEMENTS[Responded.TOPIC]:
            told = telling.told(version, field, getattr(event, field))
            if told.state != "blank":
                mark = _mark(telling, version, field, told)
                yield _about(telling, field), told, said(by), mark


def _of_both(telling: Telling) -> Iterator[tuple[Said, ...]]:
    """What was said together, where a talk ended in agreement, whole or in part."""
    for talk in telling.dispute.discussions:
        told = telling.told(talk.originator_version, "summary", talk.summary)
        if talk.outcome in AGREED and told.state != "blank":
            mark = f"{words.TALKS[talk.outcome]} on {moment(talk.timestamp)}"
            mark += SINCE if told.note else ""
            by = said("both sides, in discussion")
            yield said("What was said together"), told, by, said(mark)


def _about(telling: Telling, field: str) -> Said:
    if field == "effect_on_person":
        return said(f"Effect on the {telling.person}")
    return said(words.in_words(words.FIELDS, field))


def _mark(telling: Telling, version: int, field: str, told: Said) -> Said:
    """What the other side has answered; agreement is never taken from silence."""
    if told.state != "said":
        return NOT_APPLICABLE
    answer = answer_to(telling.dispute, version, field)
    if answer is None:
        return said(words.UNANSWERED)
    own = telling.wrote(answer.originator_version, answer.note)
    why = f": {in_place(own)}" if own.state != "blank" else ""
    by = telling.agency(answer.by.agency)
    correction = telling.dispute.corrected(version, field)
    if correction and correction.originator_version > answer.originator_version:
        was = f"{words.MARKS[answer.answer].lower()} by {by}{SINCE}"
        return said(f"{words.UNANSWERED} since; {was}{why}")
    return said(f"{words.MARKS[answer.answer]} by {by}{why}")
