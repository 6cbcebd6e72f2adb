"""How a dispute may begin."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class LaterStart:
    """The document's leave to start at a later stage, and on what ground."""

    ground: str
    clause: str
    text: str


@dataclass(frozen=True, kw_only=True)
class Category:
    """A kind of disagreement: a stable code and the document's own label."""

    code: str
    label: str
