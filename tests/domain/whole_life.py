"""One dispute to which everything happens that can happen to a dispute."""

from datetime import date, timedelta

from dispute_core.domain.values import Acceptance, Person, Source
from tests.domain.beside_life import goes_beside, is_facilitated
from tests.support.builders import a_dispute, an_action
from tests.support.calendars import INSPECTION, published
from tests.support.convening import (
    answers_outcome,
    cancels_meeting,
    convenes,
    holds_meeting,
    moves_meeting,
    names_lead,
)
from tests.support.duties import declines, delegates, waives
from tests.support.emergencies import is_opened_in_an_emergency
from tests.support.meetings import calls_meeting
from tests.support.owing import does_the_tasks, tasks_owed
from tests.support.papers import answers_statement, submits_record
from tests.support.records import adds_record
from tests.support.retention import is_erased, puts_hold, releases_hold
from tests.support.steps import (
    changes_parties,
    checks_back,
    corrects,
    discusses,
    escalates,
    reopens,
    resolves,
    responds,
    sets_limit,
    withdraws,
)
from tests.support.story import Story
from tests.support.undelivered import cannot_be_reached, is_told_by_mail
from tests.support.world import (
    BEXLEY,
    PARTNERSHIP,
    WALES,
    WORCESTERSHIRE,
    ShippedCatalogue,
    london,
    with_force,
)


async def a_whole_life() -> Story:
    """Every event class once at least; the second dispute misses what is an aim."""
    aim = with_force(WALES, "stage-1.discuss", "aim")
    story = Story(catalogue=ShippedCatalogue(instead=aim))
    await story.given(
        a_dispute(WORCESTERSHIRE),
        responds("social-care"),
        answers_statement("school", 2, "view"),
        submits_record("school", "by_hand", because="The office asked for it."),
        adds_record(
            "school", source=Source(sender="Head", held_at="File 7", sha256="0" * 64)
        ),
        changes_parties("school", "add", "police", name="P. Officer"),
        corrects("school", 1, "disputed", "Social care closed the case."),
    )
    await story.at(london(2026, 3, 4, 9)).sweep()
    await goes_up_and_is_agreed(story)
    await handles_the_duties(story)
    await goes_beside(story)
    await story.given(
        reopens("social-care"),
        withdraws("school"),
    )
    held = await story.given(puts_hold("social-care"))
    await story.given(releases_hold("social-care", f"{story.id}.{held.version}"))
    await is_erased(story)
    await story.given(
        a_dispute(WORCESTERSHIRE), *(escalates("school", to=None) for _ in range(3))
    )
    await is_told_by_mail(story)
    await story.given(a_dispute(BEXLEY), calls_meeting("social-care"))
    await cannot_be_reached(story, "social-care")
    await is_opened_in_an_emergency(story)
    await is_facilitated(story)
    await meets(story)
    await is_recounted_and_late(story)
    return story


async def goes_up_and_is_agreed(story: Story) -> None:
    await story.given(
        escalates("school", "time_passed"),
        sets_limit(
            "school", "stage-2.discuss", london(2026, 3, 4, 17), kind="risk_set"
        ),
        discusses("social-care", "not_agreed"),
        escalates("school"),
        resolves(
            "school",
            actions=[an_action(due_on=date(2026, 3, 20)), an_action()],
            accepted_by=[Acceptance(agency="social-care", name="M. Manager")],
        ),
        checks_back("school", result="partly", action_id="action-1"),
        checks_back("social-care"),
    )


async def is_recounted_and_late(story: Story) -> None:
    await story.given(a_dispute(WALES))
    published(
        story.catalogue.published, PARTNERSHIP[WALES], INSPECTION, recomputes=True
    )
    await story.recounts()
    await story.at(london(2026, 3, 20, 9)).sweep()


async def meets(story: Story) -> None:
    """One meeting is put off and held, another is called off."""
    both = ("school", "social-care")
    later = story.clock() + timedelta(days=3)
    await story.given(
        names_lead("school", "social-care"),
        convenes("school", both, later),
        moves_meeting("social-care", "meeting-1", later + timedelta(days=1)),
        holds_meeting("school", "meeting-1", items=["added-1"]),
        answers_outcome("social-care", "meeting-1", accepts=False),
        convenes("school", both, later),
        cancels_meeting("school", "meeting-2"),
    )


async def handles_the_duties(story: Story) -> None:
    """One is handed on, one declined, one waived, and the others are done."""
    first = (await tasks_owed(story))[0].due
    relief = Person(name="R. Relief", role="Deputy")
    await story.given(delegates(first.agency or "school", first.id, relief))
    owed = {duty.due.id: duty.due for duty in await tasks_owed(story)}
    conditional = next(due for due in owed.values() if due.only_if)
    binding = next(due for due in owed.values() if due.force == "must")
    await story.given(
        declines(conditional.agency or "school", conditional.id),
        waives(binding.agency or "school", binding.id),
    )
    await does_the_tasks(story)
