"""Reads a document as a newcomer does: what to paste, and what should then appear."""

import re
from dataclasses import dataclass
from pathlib import Path

ELISION = "…"
YAML = "yaml"
_HEADING = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)
_FENCE = re.compile(r"^```(?P<kind>\w+)\n(?P<text>.*?)^```$", re.MULTILINE | re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Block:
    """Lines to paste into a shell, and the lines that the document shows under them."""

    line: int
    pasted: str
    shown: str

    def shows(self, printed: str) -> bool:
        """Whether this was printed; an ellipsis stands for whatever varies."""
        return re.fullmatch(_pattern(self.shown), printed) is not None

    def told(self, printed: str) -> str:
        """What was to appear, and what did."""
        return (
            f"Line {self.line} says that this is printed:\n{self.shown}\n"
            f"but it was:\n{printed}"
        )


def shell_blocks(document: Path, *, under: str) -> list[Block]:
    """The shell blocks of a section; each other block is the output of the last one."""
    text = document.read_text(encoding="utf-8")
    start, end = _section(text, under)
    blocks: list[Block] = []
    for fence in _FENCE.finditer(text, start, end):
        if fence["kind"] == YAML:
            continue
        if fence["kind"] == "sh":
            line = text.count("\n", 0, fence.start()) + 2
            blocks.append(Block(line=line, pasted=fence["text"], shown=""))
        else:
            last = blocks.pop()
            blocks.append(
                Block(line=last.line, pasted=last.pasted, shown=fence["text"])
            )
    return blocks


def yaml_file(document: Path) -> str:
    """The file to which every YAML block of a document adds its lines."""
    text = document.read_text(encoding="utf-8")
    blocks = _FENCE.finditer(text)
    return "".join(block["text"] for block in blocks if block["kind"] == YAML)


def _section(text: str, title: str) -> tuple[int, int]:
    headings = list(_HEADING.finditer(text))
    titles = [heading["title"] for heading in headings]
    number = titles.index(title)
    start = headings[number].end()
    return start, headings[number + 1].start() if headings[number + 1 :] else len(text)


def _pattern(shown: str) -> str:
    """A line that is only an ellipsis stands for any lines, else for part of one."""
    lines = []
    for line in shown.splitlines(keepends=True):
        if line.strip() == ELISION:
            lines.append("(?:[^\n]*\n)*?")
        else:
            lines.append("[^\n]*?".join(map(re.escape, line.split(ELISION))))
    return "".join(lines)
