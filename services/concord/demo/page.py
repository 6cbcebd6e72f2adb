"""Plain text on a terminal: paragraphs and hanging columns, 88 columns wide."""

from datetime import date, datetime
from textwrap import fill

from dispute_core.domain.working_time import london

WIDTH = 88
_COLUMN = 23


def heading(text: str) -> str:
    return f"{text}\n{'=' * len(text)}"


def section(text: str) -> str:
    return f"\n{text}\n{'-' * len(text)}"


def paragraph(text: str, *, indent: int = 0) -> str:
    space = " " * indent
    return _fill(text, space, space)


def entry(left: str, text: str) -> str:
    """A line with something short at its left, and the words beside it."""
    start = left.ljust(_COLUMN)
    return _fill(text, start, " " * _COLUMN)


def beside(text: str) -> str:
    """A further paragraph in the right-hand column."""
    return entry("", text)


def moment(instant: str) -> str:
    """An instant as people there say it: local time, never UTC."""
    local = datetime.fromisoformat(instant).astimezone(london())
    return f"{local:%a} {local.day} {local:%b %Y %H:%M}"


def day(on: str) -> str:
    said = date.fromisoformat(on)
    return f"{said:%a} {said.day} {said:%b %Y}"


def _fill(text: str, first: str, others: str) -> str:
    return fill(
        text,
        WIDTH,
        initial_indent=first,
        subsequent_indent=others,
        break_on_hyphens=False,
    )
