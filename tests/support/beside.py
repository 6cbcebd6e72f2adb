"""Steps beside the talking: safeguards, a facilitator, side outcomes."""

from typing import Any

from dispute_core.application import beside
from dispute_core.domain.beside.safeguards import SafeguardReply
from dispute_core.domain.beside.side_outcomes import NewSideOutcome, SideOutcomeKind
from dispute_core.domain.values import Person
from tests.support.builders import Step


def answers_safeguard(
    who: str, record_id: str, answer: SafeguardReply = "given", **said: Any
) -> Step:
    more = {"takes_place_on": None, "reason": "As asked.", **said}
    return Step(
        who=who,
        run=lambda target, core: beside.answer_safeguard(
            target, record_id, core, answer=answer, **more
        ),
    )


def names_facilitator(who: str, *, office: str | None = None, **said: Any) -> Step:
    return Step(
        who=who,
        run=lambda target, core: beside.name_facilitator(
            target, core, office=office, facilitator=Person(**said)
        ),
    )


def records_side_outcome(who: str, kind: SideOutcomeKind, **said: Any) -> Step:
    new = NewSideOutcome(kind=kind, **said)
    return Step(
        who=who,
        run=lambda target, core: beside.record_side_outcome(target, new, core),
    )


def completes_side_outcome(who: str, side_outcome_id: str, **said: Any) -> Step:
    more = {"done_on": None, "reference": None, "note": None, **said}
    return Step(
        who=who,
        run=lambda target, core: beside.complete_side_outcome(
            target, side_outcome_id, core, **more
        ),
    )
