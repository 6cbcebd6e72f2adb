"""What people do in the cases that documents are made from."""

from datetime import date

from dispute_core.application import handlers
from dispute_core.domain.acts.declaring import Ending, NewAction
from dispute_core.domain.acts.escalating import Escalation
from dispute_core.domain.acts.talking import Discussion
from dispute_core.domain.values import (
    Acceptance,
    Person,
    Source,
)
from dispute_core.domain.vocabulary import (
    DiscussionOutcome,
    RecordKind,
    Visibility,
)
from tests.support.builders import Step

VISITOR = Person(agency="health", role="Health visitor", name="B. Adeyemi")
WORKER = Person(agency="social-care", role="Social worker", name="C. Lindqvist")


def responds() -> Step:
    return Step(
        who="social-care",
        run=lambda target, core: handlers.record_response(
            target,
            core,
            view="The parents were open with us and have agreed to early help.",
            evidence="Assessment record of 27 February; the GP's letter.",
            proposal="A family support worker visits weekly.",
        ),
    )


def talks(who: str, outcome: DiscussionOutcome, summary: str) -> Step:
    held = Discussion(
        method="phone",
        outcome=outcome,
        participants=(VISITOR, WORKER),
        summary=summary,
        effect_on_person="The baby is to be seen and weighed by tomorrow.",
        information_reviewed=("Growth chart", "Assessment record"),
        advice_from=("The named nurse for safeguarding children",),
        reasons=None
        if outcome == "agreed"
        else "No agreement on what the weight means.",
    )
    return Step(
        who=who, run=lambda target, core: handlers.record_discussion(target, held, core)
    )


def records(
    who: str, kind: RecordKind, text: str, *, visible_to: Visibility = "parties"
) -> Step:
    return Step(
        who=who,
        run=lambda target, core: handlers.add_record(
            target, core, kind=kind, text=text, source=None, visible_to=visible_to
        ),
    )


def letter() -> Step:
    source = Source(
        sender="B. Adeyemi, health visitor",
        recipient="C. Lindqvist, social worker",
        dated=date(2026, 3, 2),
        held_at="Health visiting file, section 4",
        sha256="9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
    )
    return Step(
        who="health",
        run=lambda target, core: handlers.add_record(
            target,
            core,
            kind="correspondence",
            text="The concern was put in writing.",
            source=source,
            visible_to="parties",
        ),
    )


def corrects(version: int, field: str, value: str) -> Step:
    return Step(
        who="health",
        run=lambda target, core: handlers.correct_dispute(
            target,
            core,
            event_id=f"{target.dispute_id}.{version}",
            field=field,
            value=value,
            reason="The sentence had lost its not.",
        ),
    )


def goes_up() -> Step:
    wanted = Escalation(
        trigger="not_agreed",
        to_stage="stage-2",
        reason="The call ended without agreement.",
        actors=(
            Person(
                side="raising",
                agency="health",
                role="Health visiting team leader",
                band="first_line_manager",
            ),
        ),
    )
    return Step(
        who="health",
        run=lambda target, core: handlers.escalate_dispute(target, wanted, core),
    )


def agrees() -> Step:
    ending = Ending(
        outcome="agreed",
        summary=(
            "The assessment is reopened. Health visitor and social worker visit "
            "together, and a paediatrician sees the baby within the week."
        ),
        actions=(
            NewAction(
                what="Visit the home together and weigh the baby",
                owner_agency="health",
                owner="Health visitor",
                due_on=date(2026, 3, 6),
            ),
            NewAction(
                what="Complete the reopened assessment",
                owner_agency="social-care",
                due_on=date(2026, 3, 27),
            ),
        ),
        accepted_by=(Acceptance(agency="health"),),
        review_on=date(2026, 3, 30),
    )
    return Step(
        who="health",
        run=lambda target, core: handlers.resolve_dispute(target, ending, core),
    )
