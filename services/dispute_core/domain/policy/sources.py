"""What the document leaves open, and how that is read."""

from dataclasses import dataclass

from dispute_core.domain.vocabulary import SilenceKind


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
