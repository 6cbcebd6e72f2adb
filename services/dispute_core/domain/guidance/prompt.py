"""Something that people are asked to do or to think of, with whose words it is."""

from dataclasses import dataclass

from dispute_core.domain.vocabulary import PromptKind

BY_CONCORD = "Concord, under every policy; not the document's words"


@dataclass(frozen=True, kw_only=True)
class Prompt:
    """Something to do or to think of; `about` is what a record of it names."""

    kind: PromptKind
    text: str
    clause: str
    to_stage: str | None = None
    about: str | None = None
    done: bool = False
