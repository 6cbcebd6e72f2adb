"""What the document leaves open, and how that is read."""

from dispute_core.domain.policy import Silence
from dispute_core.domain.vocabulary import SilenceKind
from dispute_core.policies.format.parts import Clause, Part, Text


class SilencePart(Part):
    """Something that the document leaves open."""

    about: Text
    text: Text
    clause: Clause


class ReadingPart(Part):
    """How an unclear clause is read, and by whom."""

    about: Text
    text: Text
    clause: Clause
    by: Text


def silence(part: SilencePart, kind: SilenceKind) -> Silence:
    return Silence(about=part.about, text=part.text, kind=kind, clause=part.clause)
