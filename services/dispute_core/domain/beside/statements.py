"""Which statements of fact the other side may answer, and what it last said to one."""

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Raised, Responded, StatementAnswered
from dispute_core.domain.vocabulary import Side

STATEMENTS: dict[str, tuple[str, ...]] = {
    Raised.TOPIC: ("disputed", "raiser_view", "evidence", "effect_on_person"),
    Responded.TOPIC: ("view", "evidence"),
}
"""By the topic of the event that makes them; the wishes of a side are no facts."""


def stated_by(dispute: Dispute, version: int) -> Side | None:
    """The side that made the statements of an event; None where it made none."""
    if version == 1:
        return "raising"
    made = any(one.originator_version == version for one in dispute.responses)
    return "responding" if made else None


def answer_to(dispute: Dispute, version: int, field: str) -> StatementAnswered | None:
    """The newest answer to a statement."""
    for answer in reversed(dispute.answers):
        if (answer.event_version, answer.field) == (version, field):
            return answer
    return None


def open_on_statements(dispute: Dispute, sides: tuple[Side, ...]) -> set[str]:
    """Whether these sides may answer a statement: one of the other side's."""
    to_the_raising = "raising" in sides and bool(dispute.responses)
    return {"answerStatement"} if to_the_raising or "responding" in sides else set()
