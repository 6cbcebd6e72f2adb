"""Reads flow charts back: what stands in a drawing, and what in a Mermaid text."""

import re
from dataclasses import dataclass, replace
from html import unescape
from typing import get_args
from xml.etree import ElementTree as ET

from dispute_core.domain.policy import Move, Policy, Stage
from dispute_core.domain.vocabulary import Trigger
from dispute_core.policies.flowchart.layout import Layout, PlacedBox
from dispute_core.policies.flowchart.text import width

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


def anywhere(policy: Policy) -> Policy:
    """A policy in which every stage leads to every other."""
    triggers = frozenset(get_args(Trigger))
    ids = [stage.id for stage in policy.stages]

    def tangled(stage: Stage) -> Stage:
        moves = tuple(
            Move(to_stage=target, triggers=triggers, clause="anywhere", skips=True)
            for target in ids
            if target != stage.id
        )
        return replace(stage, moves=moves)

    return replace(policy, stages=tuple(map(tangled, policy.stages)))


def overlapping(sheet: Layout) -> list[tuple[str, str]]:
    """Boxes that touch each other, and words of arrows that touch a box."""
    found = [
        (one.box.id, other.box.id)
        for number, one in enumerate(sheet.boxes)
        for other in sheet.boxes[number + 1 :]
        if _meet(one, other)
    ]
    words = [
        (arrow.arrow.source, box.box.id)
        for arrow in sheet.arrows
        for line in arrow.written
        for box in sheet.boxes
        if box.y < line.y < box.y + box.height + line.size
        and line.x < box.x + box.width
        and box.x < line.x + width(line.text, line.size)
    ]
    return [*found, *words]


def _meet(one: PlacedBox, other: PlacedBox) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def cut(sheet: Layout) -> list[str]:
    """Lines that reach over the edge of their box or of the sheet."""
    inside = [
        line.text
        for box in sheet.boxes
        for line in box.written
        if line.x + width(line.text, line.size, bold=line.bold) > box.x + box.width
        or line.y > box.y + box.height
    ]
    outside = [
        line.text
        for arrow in sheet.arrows
        for line in arrow.written
        if line.x + width(line.text, line.size) > sheet.width
    ]
    return [*inside, *outside]
