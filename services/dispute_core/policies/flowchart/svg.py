"""A flow chart as SVG: real text, named parts, no script, no style sheet, no link."""

from xml.sax.saxutils import escape, quoteattr

from dispute_core.policies.flowchart.chart import BoxKind, Chart
from dispute_core.policies.flowchart.layout import PlacedArrow, PlacedBox, Written
from dispute_core.policies.flowchart.placing import placed

FONTS = "Verdana, 'DejaVu Sans', Geneva, Arial, sans-serif"
_COLOURS: dict[BoxKind, tuple[str, str]] = {
    "start": ("#ffffff", "#1f4e79"),
    "emergency": ("#fdf0ee", "#a3261b"),
    "elsewhere": ("#f3f3f3", "#444444"),
    "beside": ("#f3f3f3", "#444444"),
    "stage": ("#eef4fb", "#1f4e79"),
    "resolved": ("#eef7ee", "#2e6b34"),
    "decided": ("#eef7ee", "#2e6b34"),
    "unstated": ("#fff8e5", "#7a5a00"),
    "silences": ("#fff8e5", "#7a5a00"),
}
_ROUND: frozenset[BoxKind] = frozenset({"start", "resolved", "decided"})
_DASHED: frozenset[BoxKind] = frozenset({"unstated", "silences"})
_INK, _LINE, _PAPER = "#111111", "#333333", "#ffffff"
_SPACE = "http://www.w3.org/2000/svg"
_ROLE = (
    'role="graphics-document document" aria-labelledby="chart-title" '
    'aria-describedby="chart-description"'
)
_HEAD = (
    '<defs><marker id="head" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="8" '
    'markerHeight="8" orient="auto">'
    f'<path d="M0 0L10 5L0 10z" fill="{_LINE}"/></marker></defs>'
)


def svg(chart: Chart) -> str:
    """The drawing as the text of its file."""
    sheet = placed(chart)
    width, height = round(sheet.width), round(sheet.height)
    size = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    parts = [
        f'<svg xmlns="{_SPACE}" {_ROLE} {size} lang="en" font-family="{FONTS}">',
        f'<title id="chart-title">{escape(chart.title)}</title>',
        f'<desc id="chart-description">{escape(chart.description)}</desc>',
        _HEAD,
        f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>',
        _lines(sheet.heading),
        *(_arrow(arrow) for arrow in sheet.arrows),
        *(_box(box) for box in sheet.boxes),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _box(placed_box: PlacedBox) -> str:
    box = placed_box.box
    fill, stroke = _COLOURS[box.kind]
    dashes = ' stroke-dasharray="6 4"' if box.kind in _DASHED else ""
    corner = 16 if box.kind in _ROUND else 3
    return (
        f'<g id={quoteattr(box.id)} data-kind="{box.kind}" role="group" '
        f"aria-label={quoteattr(box.title)}>"
        f'<rect x="{placed_box.x:g}" y="{placed_box.y:.1f}" '
        f'width="{placed_box.width:g}" height="{placed_box.height:.1f}" '
        f'rx="{corner}" fill="{fill}" stroke="{stroke}" stroke-width="1.5"{dashes}/>'
        f"{_lines(placed_box.written)}</g>"
    )


def _arrow(placed_arrow: PlacedArrow) -> str:
    arrow = placed_arrow.arrow
    path = "L".join(f"{x:.1f} {y:.1f}" for x, y in placed_arrow.points)
    return (
        f"<g data-from={quoteattr(arrow.source)} data-to={quoteattr(arrow.target)} "
        f'role="group" aria-label={quoteattr(f"{arrow.source} to {arrow.target}")}>'
        f'<path d="M{path}" fill="none" stroke="{_LINE}" stroke-width="1.5" '
        f'marker-end="url(#head)"/>{_lines(placed_arrow.written)}</g>'
    )


def _lines(written: tuple[Written, ...]) -> str:
    return "".join(map(_text, written))


def _text(line: Written) -> str:
    bold = ' font-weight="bold"' if line.bold else ""
    return (
        f'<text x="{line.x:.1f}" y="{line.y:.1f}" font-size="{line.size}"{bold} '
        f'fill="{_INK}">{escape(line.text)}</text>'
    )
