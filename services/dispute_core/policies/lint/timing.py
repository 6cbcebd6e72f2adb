"""What a limit gives: a number, a time that people set, or only a word."""

from dispute_core.domain.policy import Limit, Span

WORKING = {"working_days", "working_hours", "working_weeks", "same_working_day"}


def spans(limit: Limit) -> tuple[Span, ...]:
    """Every number of a limit, those for some cases only included."""
    others = (other.within for other in limit.instead)
    return tuple(span for span in (limit.within, *others) if span is not None)


def numbered(limit: Limit) -> bool:
    return bool(spans(limit))


def limited(limit: Limit) -> bool:
    """Whether there is a number, or people may set a time."""
    return numbered(limit) or bool(limit.accepts - {"extension"})


def counts_working_time(limit: Limit) -> bool:
    return any(span.unit in WORKING for span in spans(limit))
