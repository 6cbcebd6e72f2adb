"""How long: what is owed at a stage, from when it counts, and what ends it."""

from typing import Annotated, Literal

from pydantic import Field

from dispute_core.domain.policy import Instead, Limit, Priority, PromptRule, Span
from dispute_core.domain.vocabulary import Choice, Force
from dispute_core.policies.format.parts import (
    Clause,
    Code,
    HourOfDay,
    Line,
    List,
    Part,
    Slug,
    Text,
    TimeSpan,
)
from dispute_core.policies.format.people import HOLDERS, LEVELS, HolderWord, LevelWord
from dispute_core.policies.format.time_words import (
    OUTCOMES,
    SETTERS,
    SETTLINGS,
    STARTS,
    UNITS,
    OutcomeWord,
    SetterWord,
    SettlingWord,
    StartWord,
)

SAME_DAY = "the same working day"
Starts = Annotated[tuple[StartWord, ...], Field(max_length=20)]


class AmbiguousPart(Part):
    """That the document's start is ambiguous, so that the one given is a reading."""

    the_document_says: Text
    reading: Annotated[Text, Field(description="What that reading is `about`.")]


class DayPart(Part):
    """Which day a plain "day" of the document is read as."""

    read_as: Literal["working day", "calendar day"]
    reading: Annotated[Text, Field(description="What that reading is `about`.")]


class PromptPart(Part):
    """How often the board asks after a duty: its own interval, not the document's."""

    every: TimeSpan
    by: Line


class InsteadPart(Part):
    """What holds instead for some priorities or kinds of disagreement."""

    for_priority: List[Code] = ()
    for_category: List[Code] = ()
    owed_by: HolderWord | None = None
    level: LevelWord | None = None
    within: TimeSpan | None = None
    no_later_than: TimeSpan | None = None
    printed: Text | None = None
    clause: Clause


class PriorityPart(Part):
    """A tier that is chosen when a disagreement is raised."""

    priority: Code
    label: Text
    clause: Clause


class DutyPart(Part):
    """Something owed at a stage, and the time that the document gives for it."""

    duty: Annotated[Slug, Field(description="A short name, unique in the stage.")]
    text: Text
    owed_by: HolderWord
    level: LevelWord
    force: Annotated[Force, Field(description="The strength of the document's verb.")]
    clause: Clause
    counted_from: StartWord | None = None
    counted_from_the_earliest_of: Starts = ()
    counted_from_the_latest_of: Starts = ()
    ambiguous_start: AmbiguousPart | None = None
    only_if: Annotated[
        List[OutcomeWord],
        Field(description="The outcomes without which this is not owed at all."),
    ] = ()
    for_priority: List[Code] = ()
    within: TimeSpan | None = None
    no_later_than: Annotated[
        TimeSpan | None, Field(description="A number that only caps a shorter time.")
    ] = None
    cut_off: HourOfDay | None = None
    a_day_is: DayPart | None = None
    printed: Annotated[
        Text | None, Field(description="The document's own words for the number.")
    ] = None
    urgency: Annotated[
        Line | None, Field(description="The document's own words where it gives none.")
    ] = None
    board_prompt: PromptPart | None = None
    may_be_set: List[SetterWord] = ()
    may_be_extended_to: Annotated[
        TimeSpan | None,
        Field(description="How far from the same start both sides may extend it."),
    ] = None
    extension_printed: Text | None = None
    instead: List[InsteadPart] = ()
    settled_by: Annotated[List[SettlingWord], Field(min_length=1)]


def limit(place: str, part: DutyPart) -> Limit:
    """The limit of a duty; `place` begins its name, as `stage-1` or `procedure`."""
    choice, starts = _starts(part)
    accepts = {SETTERS[word] for word in part.may_be_set}
    if part.may_be_extended_to:
        accepts.add("extension")
    words = part.ambiguous_start
    return Limit(
        duty=f"{place}.{part.duty}",
        text=part.text,
        holder=HOLDERS[part.owed_by],
        band=LEVELS[part.level],
        clause=part.clause,
        force=part.force,
        anchor=STARTS[starts[0]],
        other_anchors=tuple(STARTS[word] for word in starts[1:]),
        choice=choice,
        anchor_words=words.the_document_says if words else None,
        anchor_reading=words.reading if words else None,
        settled_by=frozenset(SETTLINGS[word] for word in part.settled_by),
        accepts=frozenset(accepts),
        within=_number(part, part.within or part.no_later_than, part.printed),
        outer=part.no_later_than is not None,
        urgency=part.urgency,
        only_on=frozenset(OUTCOMES[word] for word in part.only_if),
        priorities=frozenset(part.for_priority),
        extends_to=_number(part, part.may_be_extended_to, part.extension_printed),
        prompt=_prompt(part.board_prompt),
        instead=tuple(_instead(part, other) for other in part.instead),
    )


def priority(part: PriorityPart) -> Priority:
    return Priority(code=part.priority, label=part.label, clause=part.clause)


def span(text: str, printed: str | None, day: DayPart | None = None) -> Span:
    """A span as the file writes it; a plain day takes the unit of its reading."""
    if text == SAME_DAY:
        return Span(amount=1, unit="same_working_day", printed=printed or text)
    amount, _, written = text.partition(" ")
    unit = written.removesuffix("s")
    read = day if unit == "day" else None
    return Span(
        amount=int(amount),
        unit=UNITS[read.read_as if read else unit],
        printed=printed or text,
        reading=read.reading if read else None,
    )


def _starts(part: DutyPart) -> tuple[Choice, tuple[StartWord, ...]]:
    if part.counted_from_the_earliest_of:
        return "earliest", part.counted_from_the_earliest_of
    if part.counted_from_the_latest_of:
        return "latest", part.counted_from_the_latest_of
    return "only", (part.counted_from or "the start of this stage",)


def _number(part: DutyPart, text: str | None, printed: str | None) -> Span | None:
    if text is None:
        return None
    found = span(text, printed, part.a_day_is)
    if text == SAME_DAY and part.cut_off:
        return Span(
            amount=1, unit=found.unit, printed=found.printed, cut_off=part.cut_off
        )
    return found


def _prompt(part: PromptPart | None) -> PromptRule | None:
    return PromptRule(every=span(part.every, None), by=part.by) if part else None


def _instead(part: DutyPart, other: InsteadPart) -> Instead:
    return Instead(
        priorities=frozenset(other.for_priority),
        categories=frozenset(other.for_category),
        clause=other.clause,
        holder=HOLDERS[other.owed_by] if other.owed_by else None,
        band=LEVELS[other.level] if other.level else None,
        within=_number(part, other.within or other.no_later_than, other.printed),
        outer=other.no_later_than is not None,
    )
