"""Reads flow charts back: what stands in a drawing, and what in a Mermaid text."""

import re
from dataclasses import dataclass
from html import unescape
from xml.etree import ElementTree as ET

SVG = "{http://www.w3.org/2000/svg}"
_BOX = re.compile(
    r'    box_(?P<id>\w+)(?:\(\[|\[)"(?P<text>[^"\n]*)"(?:\]\)|\]):::(?P<kind>\w+)'
)
_ARROW = re.compile(
    r'    box_(?P<source>\w+) --> (?:\|"(?P<text>[^"\n]*)"\| )?box_(?P<target>\w+)'
)
_TITLE = re.compile(r"    acc(?:Title|Descr): [^#;\n]+")
_CLASS = re.compile(r"    classDef \w+ [\w:#,-]+")


@dataclass(frozen=True)
class Drawn:
    """The words of a chart, with all line breaks lost, by box and by arrow."""

    boxes: dict[str, str]
    arrows: dict[tuple[str, str], str]
    kinds: dict[str, str]


def from_svg(drawing: str) -> Drawn:
    root = ET.fromstring(drawing)  # noqa: S314 - our own drawing
    groups = list(root.iter(f"{SVG}g"))
    return Drawn(
        boxes={g.attrib["id"]: _words(g) for g in groups if "id" in g.attrib},
        arrows={
            (g.attrib["data-from"], g.attrib["data-to"]): _words(g)
            for g in groups
            if "data-from" in g.attrib
        },
        kinds={
            g.attrib["id"]: g.attrib["data-kind"] for g in groups if "id" in g.attrib
        },
    )


def from_mermaid(text: str) -> Drawn:
    """The same from Mermaid text, every line of which is of a known form."""
    first, *lines = text.splitlines()
    assert first == "flowchart TD"
    boxes, arrows, kinds = {}, {}, {}
    for line in lines:
        if box := _BOX.fullmatch(line):
            boxes[_id(box["id"])] = _decoded(box["text"])
            kinds[_id(box["id"])] = box["kind"]
        elif arrow := _ARROW.fullmatch(line):
            ends = (_id(arrow["source"]), _id(arrow["target"]))
            arrows[ends] = _decoded(arrow["text"] or "")
        else:
            assert _TITLE.fullmatch(line) or _CLASS.fullmatch(line), line
    return Drawn(boxes=boxes, arrows=arrows, kinds=kinds)


def _words(group: ET.Element) -> str:
    return " ".join(text.text or "" for text in group.iter(f"{SVG}text"))


def _decoded(text: str) -> str:
    spaced = text.replace("<br/>", " ").replace("<b>", "").replace("</b>", "")
    return unescape(re.sub(r"#(\d+);", r"&#\1;", spaced))


def _id(name: str) -> str:
    return name.replace("_", "-")
