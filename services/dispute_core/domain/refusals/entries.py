"""What is refused because of a policy's questions, preconditions and rights."""

from typing import TYPE_CHECKING

from dispute_core.domain.errors import Invalid, Refused

if TYPE_CHECKING:
    from dispute_core.domain.policy import Question


class UnknownQuestion(Invalid):
    """The policy asks nothing under this name."""

    code = "unknown-question"
    title = "The policy asks no such question"


class PreconditionOpen(Invalid):
    """Neither evidence for a precondition nor a reason why it was not met."""

    code = "precondition-open"
    title = "The document wants something else done first"


class BelongsElsewhere(Refused):
    """The matter belongs to another procedure; `question` says which, and whence."""

    code = "belongs-elsewhere"
    title = "This belongs to another procedure"

    def __init__(self, detail: str, question: "Question", *, pointer: str) -> None:
        super().__init__(detail, pointer=pointer)
        self.question = question


class OneWayOnly(Refused):
    """A challenge that goes one way, from a quality role."""

    code = "one-way-only"
    title = "Your agency may not raise a dispute by this procedure"


class RightNotGiven(Refused):
    """A right that the document gives to others, or to nobody."""

    code = "right-not-given"
    title = "The document does not give your agency this right"
