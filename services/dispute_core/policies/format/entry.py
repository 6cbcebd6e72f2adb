"""How a dispute may begin: about what, and at which stage."""

from dispute_core.domain.policy import LaterStart
from dispute_core.policies.format.parts import Clause, Code, Part, Text
from dispute_core.policies.format.stages import TRIGGERS, TriggerWord


class LaterStartPart(Part):
    """The document's leave to start at a later stage."""

    when: TriggerWord
    text: Text
    clause: Clause


class CategoryPart(Part):
    """A kind of disagreement: a code shared by all boards, the document's own label."""

    code: Code
    label: Text


def later_start(part: LaterStartPart | None) -> LaterStart | None:
    if part is None:
        return None
    return LaterStart(ground=TRIGGERS[part.when], clause=part.clause, text=part.text)
