"""Why a date is what it is, in one sentence for the person who asks."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from dispute_core.domain.anchors import BEFORE_RAISING, Moment, Start
from dispute_core.domain.deadlines import Arm
from dispute_core.domain.policy import Limit, Span
from dispute_core.domain.saying import listed, said, said_day, said_days
from dispute_core.domain.vocabulary import Anchor
from dispute_core.domain.working_time import Counted, Skipped, local_date, london

ANCHORS: dict[Anchor, str] = {
    "raised": "the raising",
    "stage_started": "the start of the stage",
    "previous_stage_completed": "the end of the stage before",
    "stage_completed": "the end of the stage",
    "concern_identified": "the identifying of the concern",
    "disagreement_arose": "the rise of the disagreement",
    "decision_received": "the receipt of the decision",
    "conference_ended": "the end of the conference",
    "acknowledged": "the acknowledgement",
    "first_discussion": "the first discussion",
    "meeting_held": "the meeting",
    "agreement_reached": "the agreement",
    "response_received": "the response",
}
"""The moments from which limits run, as a sentence names them."""

BY_THE_CLOCK = frozenset({"hours", "working_hours", "same_working_day"})
"""Units for which the hour of the start matters, and not only its day."""


def reason(
    limit: Limit,
    start: Start,
    counted: Counted | None,
    arms: Sequence[Arm],
    winner: Arm | None,
    *,
    nation: str,
) -> str:
    """Clause, start, what was counted and skipped, and which of the ends won.

    All of it is one sentence, its parts divided by semicolons.
    """
    by_people = [arm for arm in arms if arm.kind in ("agreed", "risk_set")]
    parts = [_number(limit, start, counted, waits=winner is None)]
    if counted is not None:
        parts += [*_chosen(start), *_skipped(counted.skipped, nation)]
        parts += _read(limit.within, start)
    several = sum(arm.due_at is not None for arm in arms) > 1
    parts += [_entered(arm, wins=arm is winner, several=several) for arm in by_people]
    return f"{'; '.join(parts)}."


def counted_anew(reason: str, *, before: datetime, publication: str, why: str) -> str:
    """The same sentence, for a date that a change of the board's days has moved."""
    return (
        f"{reason.removesuffix('.')}; it ran to {said(before)} before, and was counted "
        f"anew because the board changed its working days ({publication}), for this "
        f'reason: "{why.strip().removesuffix(".")}".'
    )


def _number(limit: Limit, start: Start, counted: Counted | None, *, waits: bool) -> str:
    """The document's number, from when it counts, and where that comes out."""
    span = limit.within
    if span is None:
        return _no_number(limit, alone=waits)
    quoted = f'The document gives "{span.printed}" ({limit.clause})'
    if counted is not None:
        return f"{quoted}; {_counted(span, start, counted)}"
    if start.taken:
        return f"{quoted}, which both sides have extended"
    return f"{quoted}; {_waits(start)}"


def _no_number(limit: Limit, *, alone: bool) -> str:
    word = f', where the document says "{limit.urgency}"' if limit.urgency else ""
    said_so = f"No number is given for this step ({limit.clause}){word}"
    if not alone:
        return said_so
    agree = ", though the two sides may agree one" if "agreed" in limit.accepts else ""
    return f"{said_so}; it cannot be breached{agree}"


def _counted(span: Span, start: Start, counted: Counted) -> str:
    at = start.at
    if at is None or start.taken is None:
        return ""
    begin = f"counted from {ANCHORS[start.taken]}"
    if span.unit in BY_THE_CLOCK:
        begin += f" at {said_to_the_minute(at)}"
        if span.cut_off:
            begin += f", with {span.cut_off} as the cut-off"
    else:
        begin += f" on {said_day(local_date(at))}"
        if counted.day_zero == local_date(at):
            begin += ", which is day 0"
        else:
            begin += f", with {said_day(counted.day_zero)} as day 0"
    return f"{begin}, it runs to {said(counted.due_at)}{_days(span, counted.days)}"


def _days(span: Span, days: Sequence[date]) -> str:
    """The days that were counted, each by its date."""
    if span.unit == "working_hours" and len(days) > 1:
        return f", over the hours worked on {said_days(days)}"
    if not days or span.unit in BY_THE_CLOCK:
        return ""
    if len(days) == 1:
        return ", the one day counted"
    return f", the last of the {len(days)} days counted ({said_days(days)})"


def _chosen(start: Start) -> Iterator[str]:
    """The moments that were considered, beside the one that was taken."""
    others = [moment for moment in start.moments if moment.anchor != start.taken]
    if others and start.taken is not None:
        named = listed([_moment(moment) for moment in others])
        yield (
            f"{ANCHORS[start.taken]} is the {start.choice} of the moments named, "
            f"beside {named}"
        )


def _moment(moment: Moment) -> str:
    name = ANCHORS[moment.anchor]
    if moment.at is not None:
        return f"{name} ({said_to_the_minute(moment.at)})"
    known = "not known" if moment.anchor in BEFORE_RAISING else "not yet come"
    return f"{name} ({known})"


def _waits(start: Start) -> str:
    """What a duty waits for that has no date from the document yet."""
    if start.choice == "only":
        named = ANCHORS[start.moments[0].anchor]
    else:
        moments = listed([_moment(moment) for moment in start.moments])
        named = f"the {start.choice} of {moments}"
    if start.unknown:
        return (
            f"it counts from {named}, and gives no date because it is not known when "
            "that was: nobody has recorded it"
        )
    return f"it counts from {named}, and gives no date until then"


def _read(span: Span | None, start: Start) -> Iterator[str]:
    """Where people gave a meaning to unclear words, that it is theirs."""
    if span is not None and span.reading:
        unit = span.unit.replace("_", " ").removesuffix("s")
        yield (
            f'a "day" is read as a {unit} (reading "{span.reading}"), which is not '
            "the document's own word"
        )
    if start.reading:
        yield (
            f'the words "{start.words}" are ambiguous, and this start is how they are '
            f'read (reading "{start.reading}")'
        )


def _entered(arm: Arm, *, wins: bool, several: bool) -> str:
    """What a limit entered by people does to the date."""
    if arm.due_at is None:
        return "no earlier limit has been set because of the risk"
    who = (
        "the limit set because of the risk"
        if arm.kind == "risk_set"
        else "the limit that both sides accepted"
    )
    ends = f"{who} runs to {said(arm.due_at)}"
    if not several:
        return ends
    return f"{ends} and is the earlier" if wins else f"{ends} and so changes nothing"


def _skipped(skipped: Sequence[Skipped], nation: str) -> Iterator[str]:
    if skipped:
        named = listed([f"{s.name} ({said_day(s.date)})" for s in skipped])
        yield f"{named} {'is' if len(skipped) == 1 else 'are'} not counted in {nation}"


def said_to_the_minute(at: datetime) -> str:
    """An instant at which something happened, midnight included."""
    local = at.astimezone(london())
    return f"{local:%H:%M} on {said_day(local.date())}"
