"""What a document consists of, whether it is shown as a page, a PDF or JSON.

Every word in it is data: nothing here is markup, and no renderer takes it for any.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal, TypeAlias

from dispute_core.documents.in_welsh import word_in_welsh

State = Literal["said", "blank", "erased"]
"""A blank was never filled in; what was erased has been there."""

Tone = Literal["plain", "notice", "private"]
"""How a paragraph stands out: not at all, as a notice, or as one agency's own."""


@dataclass(frozen=True, kw_only=True)
class Said:
    """What stands in a place, and what first stood there if it was corrected."""

    text: str | None = None
    state: State = "said"
    was: str | None = None
    note: str | None = None
    """Who corrected it, when and why."""
    text_cy: str | None = None
    """The same in Welsh, where the words are fixed ones and nobody's own."""


BLANK = Said(state="blank")
ERASED = Said(state="erased")


def said(text: str | None) -> Said:
    """A plain value; a blank where there is none."""
    return Said(text=text, text_cy=word_in_welsh(text)) if text else BLANK


NOT_APPLICABLE = said("n/a")


@dataclass(frozen=True, kw_only=True)
class Row:
    """A value under its label."""

    label: str
    value: Said


@dataclass(frozen=True, kw_only=True)
class Facts:
    """Labels and values, one below the other."""

    rows: tuple[Row, ...]
    title: str | None = None
    block: Literal["facts"] = "facts"


@dataclass(frozen=True, kw_only=True)
class Table:
    """Rows under headings; `empty` is said where there are none."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[Said, ...], ...]
    empty: str
    widths: tuple[int, ...]
    """How wide the columns are to each other."""
    block: Literal["table"] = "table"


@dataclass(frozen=True, kw_only=True)
class Prose:
    """A paragraph."""

    text: Said
    tone: Tone = "plain"
    block: Literal["prose"] = "prose"


@dataclass(frozen=True, kw_only=True)
class Listing:
    """Several things, each with a dot before it."""

    title: str
    items: tuple[Said, ...]
    empty: str
    block: Literal["list"] = "list"


@dataclass(frozen=True, kw_only=True)
class Signatures:
    """Lines on which people sign by hand, one for each of these."""

    signatories: tuple[str, ...]
    block: Literal["signatures"] = "signatures"


@dataclass(frozen=True, kw_only=True)
class Writing:
    """Room to write by hand under a label, after boxes to tick."""

    label: str
    lines: int
    choices: tuple[str, ...] = ()
    block: Literal["writing"] = "writing"


Block: TypeAlias = Facts | Table | Prose | Listing | Signatures | Writing


@dataclass(frozen=True, kw_only=True)
class Section:
    """A part of a document under a heading; `welsh` is the heading's other tongue."""

    id: str
    title: str
    blocks: tuple[Block, ...]
    welsh: str | None = None


@dataclass(frozen=True, kw_only=True)
class Proof:
    """By what a reader can tell that the document says what the log holds.

    `hash` is that of the newest event, which commits to every event before it.
    """

    version: int
    hash: str
    recorded_at: datetime
    generated_at: datetime
    policy_sha256: str


@dataclass(frozen=True, kw_only=True)
class Document:
    """A document about one dispute, for one reader; or a form for any of them."""

    kind: Literal["record", "submission_pack", "meeting_kit", "blank_form"]
    title: str
    subtitle: str
    reference: str
    partnership: str
    lines: tuple[str, ...]
    """What stands under the title: the board, the policy, when it was made."""
    sections: tuple[Section, ...]
    proof: Proof
    foot: str
    """What stands at the foot of every page, beside the page's number."""
    welsh: str | None = None
    training: bool = False
    """Whether every page says that this is no real case."""
