"""What a flow chart is made of, before anybody draws it."""

from dataclasses import dataclass
from typing import Literal

BoxKind = Literal[
    "start",
    "emergency",
    "elsewhere",
    "beside",
    "stage",
    "resolved",
    "decided",
    "unstated",
    "silences",
]


@dataclass(frozen=True, kw_only=True)
class Box:
    """A place in the procedure, and what is said of it, one sentence a line."""

    id: str
    kind: BoxKind
    title: str
    lines: tuple[str, ...] = ()
    beside: str | None = None
    """The box whose exit this is; it stands at its right."""


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """A way from one box to another, and on what grounds it is taken."""

    source: str
    target: str
    words: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Chart:
    """A procedure as boxes and arrows, in the order in which they are read."""

    title: str
    description: str
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
