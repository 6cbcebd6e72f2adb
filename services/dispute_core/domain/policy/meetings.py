"""What the document says of the meeting of a stage: chair, minutes and its list."""

from dataclasses import dataclass

from dispute_core.domain.vocabulary import ChairRule


@dataclass(frozen=True, kw_only=True)
class MustConsider:
    """Something that the document wants a meeting to consider."""

    id: str
    text: str
    clause: str


@dataclass(frozen=True, kw_only=True)
class MeetingRule:
    """The meeting of a stage, as far as the document speaks of it.

    `chair` is None where the document does not say who chairs; `minutes` is true where
    it has the chair's agency see to the administration (004-16).
    """

    clause: str
    chair: ChairRule | None = None
    minutes: bool = False
    must_consider: tuple[MustConsider, ...] = ()
