"""Where the boxes and arrows of a flow chart stand.

Stages stand one below the other, their exits at their right. An arrow to the next
box runs down between them; every other one runs in a lane of its own at the left.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from dispute_core.policies.flowchart.chart import Arrow, Box, Chart
from dispute_core.policies.flowchart.text import wrapped

TITLE, BODY, LABEL = 15, 13, 12
MARGIN, PADDING = 24, 14
MAIN, SIDE, BETWEEN = 500, 320, 60
LANE, LABELS = 20, 190
LEADING, PARAGRAPH, ROW, SLOT, APART = 1.32, 6, 40, 22, 20


@dataclass(frozen=True, kw_only=True)
class Written:
    """One line of text and the place where its baseline begins."""

    x: float
    y: float
    text: str
    size: int
    bold: bool = False


@dataclass(frozen=True, kw_only=True)
class PlacedBox:
    """A box with its corner, its size and its lines."""

    box: Box
    x: float
    y: float
    width: float
    height: float
    written: tuple[Written, ...]


@dataclass(frozen=True, kw_only=True)
class PlacedArrow:
    """An arrow with the corners of its line and the lines of its words."""

    arrow: Arrow
    points: tuple[tuple[float, float], ...]
    written: tuple[Written, ...]


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A chart on its sheet."""

    chart: Chart
    width: float
    height: float
    heading: tuple[Written, ...]
    boxes: tuple[PlacedBox, ...]
    arrows: tuple[PlacedArrow, ...]


def paragraphs(
    texts: Iterable[str],
    x: float,
    y: float,
    room: float,
    size: int,
    *,
    bold: bool = False,
) -> tuple[Written, ...]:
    """Each text broken into lines, the first of them below `y`."""
    written: list[Written] = []
    for text in texts:
        for line in wrapped(text, room, size, bold=bold):
            y += size * LEADING
            written.append(Written(x=x, y=y, text=line, size=size, bold=bold))
        y += PARAGRAPH
    return tuple(written)


def titled(box: Box, x: float, y: float, room: float) -> tuple[Written, ...]:
    """A box's title and lines, from its upper left corner."""
    left, inside, top = x + PADDING, room - 2 * PADDING, y + PADDING - 4
    title = paragraphs([box.title], left, top, inside, TITLE, bold=True)
    below = height_of(title) + PARAGRAPH
    return (*title, *paragraphs(box.lines, left, below, inside, BODY))


def height_of(written: tuple[Written, ...]) -> float:
    """How far down text reaches that was written from 0."""
    return max((line.y for line in written), default=0)
