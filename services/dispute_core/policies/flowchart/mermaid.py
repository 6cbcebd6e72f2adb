"""A flow chart as Mermaid text, which many editors and wikis draw."""

from dispute_core.policies.flowchart.chart import Arrow, Box, BoxKind, Chart

_SHAPES: dict[BoxKind, tuple[str, str]] = {
    "start": ("([", "])"),
    "emergency": ("[", "]"),
    "elsewhere": ("[", "]"),
    "beside": ("[", "]"),
    "stage": ("[", "]"),
    "resolved": ("([", "])"),
    "decided": ("([", "])"),
    "unstated": ("[", "]"),
    "silences": ("[", "]"),
}
_STYLES = (
    "classDef stage fill:#eef4fb,stroke:#1f4e79,color:#111111",
    "classDef start fill:#ffffff,stroke:#1f4e79,color:#111111",
    "classDef resolved fill:#eef7ee,stroke:#2e6b34,color:#111111",
    "classDef decided fill:#eef7ee,stroke:#2e6b34,color:#111111",
    "classDef emergency fill:#fdf0ee,stroke:#a3261b,color:#111111",
    "classDef elsewhere fill:#f3f3f3,stroke:#444444,color:#111111",
    "classDef beside fill:#f3f3f3,stroke:#444444,color:#111111",
    "classDef unstated fill:#fff8e5,stroke:#7a5a00,color:#111111,stroke-dasharray:5",
    "classDef silences fill:#fff8e5,stroke:#7a5a00,color:#111111,stroke-dasharray:5",
)
_CODES = {mark: f"#{ord(mark)};" for mark in '"#;<>&`\\{}[]|'}


def mermaid(chart: Chart) -> str:
    """The chart in Mermaid's own language, ending with a line feed."""
    lines = [
        "flowchart TD",
        f"accTitle: {_plain(chart.title)}",
        f"accDescr: {_plain(chart.description)}",
        *(_box(box) for box in chart.boxes),
        *(_arrow(arrow) for arrow in chart.arrows),
        *_STYLES,
    ]
    return "\n".join([lines[0], *(f"    {line}" for line in lines[1:])]) + "\n"


def _box(box: Box) -> str:
    before, after = _SHAPES[box.kind]
    text = "<br/>".join([f"<b>{_coded(box.title)}</b>", *map(_coded, box.lines)])
    return f'{_name(box.id)}{before}"{text}"{after}:::{box.kind}'


def _arrow(arrow: Arrow) -> str:
    words = "<br/>".join(map(_coded, arrow.words))
    label = f'|"{words}"| ' if words else ""
    return f"{_name(arrow.source)} --> {label}{_name(arrow.target)}"


def _name(box_id: str) -> str:
    """A box's name as Mermaid takes it; `box_` keeps clear of its reserved words."""
    return "box_" + box_id.replace("-", "_").replace(".", "_")


def _coded(text: str) -> str:
    """Text whose marks mean nothing to Mermaid."""
    return "".join(_CODES.get(mark, mark) for mark in text)


def _plain(text: str) -> str:
    """Text on a line of its own, where a hash or a semicolon would end it."""
    return " ".join(text.replace("#", "no. ").replace(";", ",").split())
