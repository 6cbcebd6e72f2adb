"""What a stage asks for beside its timed duties: records, notices and the like."""

from dataclasses import dataclass

from dispute_core.domain.vocabulary import (
    DutyAsks,
    Force,
    Holder,
    TaskKind,
    TaskWhen,
)


@dataclass(frozen=True, kw_only=True)
class Task:
    """Something to be done, told or considered at a stage, in the document's words.

    `only_if` keeps the document's condition ("where appropriate"); `to` says whom a
    notice is for, `urgency` the document's word for how soon, `asks` what
    the answer must bring.
    """

    id: str
    kind: TaskKind
    when: TaskWhen
    text: str
    holder: Holder
    force: Force
    clause: str
    to: str | None = None
    urgency: str | None = None
    only_if: str | None = None
    asks: DutyAsks | None = None
