"""Places the boxes and arrows of a flow chart on a sheet."""

from dataclasses import dataclass, field

from dispute_core.policies.flowchart.chart import Arrow, Box, BoxKind, Chart
from dispute_core.policies.flowchart.layout import (
    APART,
    BETWEEN,
    LABEL,
    LABELS,
    LANE,
    MAIN,
    MARGIN,
    PADDING,
    ROW,
    SIDE,
    SLOT,
    TITLE,
    Layout,
    PlacedArrow,
    PlacedBox,
    Written,
    height_of,
    paragraphs,
    titled,
)

WIDE: frozenset[BoxKind] = frozenset({"emergency", "elsewhere", "beside", "silences"})
"""Boxes that no arrow touches; they take the whole width."""

_WHOLE = MAIN + BETWEEN + SIDE


def placed(chart: Chart) -> Layout:
    """The chart with a place for everything in it."""
    return _Sheet(chart).filled()


@dataclass
class _Sheet:
    """A sheet that fills from the top."""

    chart: Chart
    boxes: dict[str, PlacedBox] = field(default_factory=dict)

    def __post_init__(self) -> None:
        flow = [
            box
            for box in self.chart.boxes
            if box.beside is None and box.kind not in WIDE
        ]
        self._order = {box.id: number for number, box in enumerate(flow)}
        self._flow = flow
        self._lanes = sorted(filter(self._in_lane, self.chart.arrows), key=self._reach)
        lanes = len(self._lanes) * LANE + LABELS if self._lanes else 0
        self._left = MARGIN + lanes
        self._width = self._left + _WHOLE + MARGIN

    def filled(self) -> Layout:
        heading = self._heading()
        bottom = height_of(heading) + 30
        for box in self.chart.boxes:
            if box.kind in WIDE:
                bottom = self._put(box, self._left, bottom, _WHOLE, 0) + APART
            elif box.beside is None:
                bottom = self._row(box, bottom) + self._gap_below(box)
        return Layout(
            chart=self.chart,
            width=self._width,
            height=bottom + MARGIN,
            heading=heading,
            boxes=tuple(self.boxes.values()),
            arrows=tuple(self._arrow(arrow) for arrow in self.chart.arrows),
        )

    def _heading(self) -> tuple[Written, ...]:
        room = self._width - 2 * MARGIN
        return paragraphs(
            [self.chart.title], MARGIN, MARGIN, room, TITLE + 3, bold=True
        )

    def _row(self, box: Box, top: float) -> float:
        """A box of the flow and its exits; all of them end where the tallest does."""
        x = self._left + MAIN + BETWEEN
        bottom = top
        for side in self.chart.boxes:
            if side.beside == box.id:
                bottom = self._put(side, x, bottom, SIDE, 0) + PADDING
        least = max(bottom - PADDING - top, self._slots_height(box))
        return max(self._put(box, self._left, top, MAIN, least), bottom - PADDING)

    def _put(self, box: Box, x: float, y: float, width: float, least: float) -> float:
        written = titled(box, x, y, width)
        height = max(height_of(written) - y + PADDING, least)
        self.boxes[box.id] = PlacedBox(
            box=box, x=x, y=y, width=width, height=height, written=written
        )
        return y + height

    def _gap_below(self, box: Box) -> float:
        words = [w for a in self.chart.arrows if self._down(a, box) for w in a.words]
        return ROW + height_of(self._beside_line(words, 0, 0))

    def _down(self, arrow: Arrow, box: Box) -> bool:
        return arrow.source == box.id and self._step(arrow) == 1

    def _step(self, arrow: Arrow) -> int | None:
        """How many boxes further down the flow it leads; None out of the flow."""
        if arrow.target not in self._order:
            return None
        return self._order[arrow.target] - self._order[arrow.source]

    def _in_lane(self, arrow: Arrow) -> bool:
        return self._step(arrow) not in (None, 1)

    def _reach(self, arrow: Arrow) -> int:
        return abs(self._step(arrow) or 0)

    def _arrow(self, arrow: Arrow) -> PlacedArrow:
        step = self._step(arrow)
        if step is None:
            return self._aside(arrow)
        return self._straight(arrow) if step == 1 else self._round(arrow)

    def _straight(self, arrow: Arrow) -> PlacedArrow:
        source, target = self.boxes[arrow.source], self.boxes[arrow.target]
        x, y = source.x + 60, source.y + source.height
        return PlacedArrow(
            arrow=arrow,
            points=((x, y), (x, target.y)),
            written=self._beside_line(list(arrow.words), x, y),
        )

    @staticmethod
    def _beside_line(words: list[str], x: float, y: float) -> tuple[Written, ...]:
        return paragraphs(words, x + 12, y + 12, _WHOLE - 84, LABEL)

    def _aside(self, arrow: Arrow) -> PlacedArrow:
        source, target = self.boxes[arrow.source], self.boxes[arrow.target]
        y = target.y + target.height / 2
        points = ((source.x + source.width, y), (target.x, y))
        return PlacedArrow(arrow=arrow, points=points, written=())

    def _round(self, arrow: Arrow) -> PlacedArrow:
        """Left out of a box, along the arrow's own lane, and into another."""
        x = self._left - LABELS - (self._lanes.index(arrow) + 0.5) * LANE
        start, end = self._leaves_at(arrow), self._arrives_at(arrow)
        source, target = self.boxes[arrow.source], self.boxes[arrow.target]
        clear = self._left - LABELS + 8  # of every lane
        words = paragraphs(arrow.words, clear, start, LABELS - 20, LABEL)
        return PlacedArrow(
            arrow=arrow,
            points=((source.x, start), (x, start), (x, end), (target.x, end)),
            written=words,
        )

    def _arriving(self, box_id: str) -> list[Arrow]:
        """Inner lanes above outer ones, so that no line crosses another here."""
        return [arrow for arrow in self._lanes if arrow.target == box_id]

    def _leaving(self, box_id: str) -> list[Arrow]:
        return [arrow for arrow in reversed(self._lanes) if arrow.source == box_id]

    def _arrives_at(self, arrow: Arrow) -> float:
        above = self._arriving(arrow.target).index(arrow)
        return self.boxes[arrow.target].y + SLOT * (above + 0.7)

    def _leaves_at(self, arrow: Arrow) -> float:
        y = self.boxes[arrow.source].y + SLOT * (
            len(self._arriving(arrow.source)) + 0.7
        )
        for above in self._leaving(arrow.source):
            if above == arrow:
                break
            y += self._label_height(above)
        return y

    def _label_height(self, arrow: Arrow) -> float:
        return height_of(paragraphs(arrow.words, 0, 0, LABELS - 20, LABEL)) + SLOT

    def _slots_height(self, box: Box) -> float:
        arriving = SLOT * len(self._arriving(box.id))
        return arriving + sum(map(self._label_height, self._leaving(box.id))) + SLOT
