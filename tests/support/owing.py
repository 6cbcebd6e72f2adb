"""Doing what is owed around a dispute, whatever the policy asks for."""

from typing import Any

from dispute_core.domain.duties import CHECK_BACKS, DutyState
from dispute_core.domain.values import Person
from tests.support.builders import a_dispute, an_action
from tests.support.duties import fulfils
from tests.support.steps import escalates, resolves
from tests.support.story import Story

HEARD = Person(role="duty worker", name="Alex Doe")
ANSWERS: dict[str | None, dict[str, Any]] = {
    None: {},
    "acknowledgement": {"acknowledged_by": (HEARD,)},
    "answer": {"answer": "not_needed"},
    "reference_only": {"answer": "needed", "reference": "HR 2026/14"},
    "custodian": {"held_by": "school"},
    "to_be_told": {},
    "acceptance": {},
}
"""What doing a duty must bring, by what it asks."""


async def tasks_owed(story: Story) -> list[DutyState]:
    """The duties that are owed now, check-backs apart."""
    return [
        duty
        for duty in (await story.dispute()).duties
        if duty.outstanding and duty.due.kind not in CHECK_BACKS
    ]


async def does_the_tasks(story: Story) -> Story:
    """Each agency does what it owes; the check-backs are left."""
    while owed := await tasks_owed(story):
        due = owed[0].due
        dispute = await story.dispute()
        board = due.holder == "board"
        who = due.agency or ("board" if board else dispute.raised_by.agency)
        await story.given(fulfils(who, due.id, **ANSWERS[due.asks]))
    return story


async def agreed_at(story: Story, stage: int) -> Story:
    """A dispute under 002 that was agreed at a stage, with one action."""
    await story.given(a_dispute())
    for _ in range(stage - 1):
        await story.given(escalates("school"))
    await story.given(resolves("school", actions=[an_action()]))
    return story


async def duty(story: Story, name: str, agency: str = "school") -> DutyState:
    """The newest duty of a task that an agency owes."""
    found = [
        one
        for one in (await story.dispute()).duties
        if one.due.id.startswith(f"{name}.") and one.due.agency in (agency, None)
    ]
    return found[-1]
