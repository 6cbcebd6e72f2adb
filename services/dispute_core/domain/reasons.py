"""Why a date is what it is, in a sentence or two for the person who asks."""

from collections.abc import Sequence
from datetime import datetime

from dispute_core.domain.anchors import Moment, Start
from dispute_core.domain.deadlines import Arm
from dispute_core.domain.policy import Limit, Span
from dispute_core.domain.saying import listed, said, said_day
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
    """Clause, start, what was counted and skipped, and which of the ends won."""
    parts = [_number(limit, start, counted)]
    if counted is not None:
        parts += [_skipped(counted.skipped, nation), _read(limit.within, start)]
    if winner is not None:
        parts.extend(
            _entered(arm, limit, wins=arm is winner, alone=counted is None)
            for arm in arms
            if arm.kind in ("agreed", "risk_set")
        )
    elif limit.within is None:
        parts = [_no_number(limit)]
    return " ".join(part for part in parts if part)


def _number(limit: Limit, start: Start, counted: Counted | None) -> str:
    """The document's number, from when it counts, and where that comes out."""
    span = limit.within
    if span is None:
        return ""
    quoted = f'The document gives "{span.printed}" ({limit.clause}).'
    if counted is None and start.taken:
        return f"{quoted} Both sides have extended it."
    if counted is None:
        return f"{quoted} {_waits(start)}"
    return f"{quoted} {_counted(span, start, counted)}"


def _counted(span: Span, start: Start, counted: Counted) -> str:
    at = start.at
    if at is None or start.taken is None:
        return ""
    begin = f"Counted from {ANCHORS[start.taken]}"
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
    return f"{begin}, it runs to {said(counted.due_at)}.{_others(start)}"


def _others(start: Start) -> str:
    """The moments that were considered and not taken."""
    others = [moment for moment in start.moments if moment.anchor != start.taken]
    if not others:
        return ""
    named = listed([_moment(moment) for moment in others])
    return f" It is the {start.choice} of the moments named, beside {named}."


def _moment(moment: Moment) -> str:
    name = ANCHORS[moment.anchor]
    if moment.at is None:
        return f"{name} (not known)"
    return f"{name} ({said_to_the_minute(moment.at)})"


def _waits(start: Start) -> str:
    """What a duty without a date waits for."""
    named = listed([ANCHORS[anchor] for anchor in start.waits_for])
    if start.unknown:
        return (
            f"It counts from {named}. When that was is not known: nobody has recorded "
            "it, so there is no date."
        )
    which = "" if start.choice == "only" else f"the {start.choice} of the moments of "
    return f"It counts from {which}{named}, and has no date until then."


def _read(span: Span | None, start: Start) -> str:
    """Where people gave a meaning to unclear words, that it is theirs."""
    parts = []
    if span is not None and span.reading:
        unit = span.unit.replace("_", " ").removesuffix("s")
        parts.append(
            f'A "day" is read as a {unit} (reading "{span.reading}"), which is not '
            "the document's own word."
        )
    if start.reading:
        parts.append(
            f'The words "{start.words}" are ambiguous; this start is how they are '
            f'read (reading "{start.reading}").'
        )
    return " ".join(parts)


def _no_number(limit: Limit) -> str:
    word = f': the document says "{limit.urgency}"' if limit.urgency else ""
    agree = " The two sides may agree one." if "agreed" in limit.accepts else ""
    return (
        f"No number is given for this step ({limit.clause}){word}. It cannot be "
        f"breached.{agree}"
    )


def _entered(arm: Arm, limit: Limit, *, wins: bool, alone: bool) -> str:
    """What a limit entered by people does to the date."""
    if arm.due_at is None:
        return "No earlier limit because of the risk has been set."
    who = (
        "The limit set because of the risk"
        if arm.kind == "risk_set"
        else "The limit that both sides accepted"
    )
    cited = "" if limit.within else f" ({limit.clause})"
    ends = f"{who}{cited} runs to {said(arm.due_at)}"
    if alone and wins:
        return f"{ends}."
    return f"{ends}; it is the earlier." if wins else f"{ends}, so it changes nothing."


def _skipped(skipped: Sequence[Skipped], nation: str) -> str:
    if not skipped:
        return ""
    named = listed([f"{s.name} ({said_day(s.date)})" for s in skipped])
    return f"{named} {'is' if len(skipped) == 1 else 'are'} not counted in {nation}."


def said_to_the_minute(at: datetime) -> str:
    """An instant at which something happened, midnight included."""
    local = at.astimezone(london())
    return f"{local:%H:%M} on {said_day(local.date())}"
