"""Who helps the sides to settle it without deciding anything (001-7)."""

from typing import TYPE_CHECKING

from dispute_core.domain.vocabulary import Power

if TYPE_CHECKING:
    from dispute_core.domain.dispute import Dispute
    from dispute_core.domain.dispute_events import FacilitatorNamed
    from dispute_core.domain.policy import Body, Stage

HELPING: frozenset[Power] = frozenset({"supports", "mediates"})


def supporters(stage: "Stage") -> "tuple[Body, ...]":
    """The bodies whom the document has support the sides at a stage, not decide."""
    return tuple(
        body
        for body in stage.bodies
        if body.powers & HELPING and "decides" not in body.powers
    )


def facilitated_by(dispute: "Dispute") -> "FacilitatorNamed | None":
    """Who facilitates at the present stage, the newest first; None once it is over."""
    entered = dispute.stages[-1].version
    for one in reversed(dispute.beside.facilitators):
        if one.originator_version > entered and not dispute.settled:
            return one
    return None
