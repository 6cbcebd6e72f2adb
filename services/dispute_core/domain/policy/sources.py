"""What the document leaves open, and how that is read."""

from dataclasses import dataclass

from dispute_core.domain.vocabulary import LayerRelation, SilenceKind


@dataclass(frozen=True, kw_only=True)
class Silence:
    """Something that the document does not say, or that stands in one not seen."""

    about: str
    text: str
    kind: SilenceKind
    clause: str


@dataclass(frozen=True, kw_only=True)
class Reading:
    """How an unclear clause is read, by whom: never shown as the document's words."""

    about: str
    text: str
    clause: str
    by: str


@dataclass(frozen=True, kw_only=True)
class Override:
    """A rule that the local text sets otherwise than the text beneath it."""

    about: str
    here: str
    there: str
    clause: str


@dataclass(frozen=True, kw_only=True)
class Layer:
    """Another text that this one points to, supplements or defers to.

    `ref` names it where it has been released here; `seen` is false where nobody here
    has read it, so that nothing is said of what it holds.
    """

    relation: LayerRelation
    document: str
    text: str
    clause: str
    seen: bool
    ref: str | None = None
    link: str | None = None
    local_text_first: bool | None = None
    overrides: tuple[Override, ...] = ()
