"""What is owed around the talking: per agency, done with an answer, let go or not."""

from datetime import date
from typing import Any

from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import Invalid, NotCorrectable, OutOfOrder
from dispute_core.domain.refusals.duties import (
    AnswerMissing,
    DutyNotFound,
    DutySettled,
    NotYourDuty,
)
from tests.support.builders import a_dispute
from tests.support.duties import fulfils
from tests.support.owing import HEARD, agreed_at, duty, tasks_owed
from tests.support.steps import (
    changes_parties,
    checks_back,
    corrects,
    escalates,
    withdraws,
)
from tests.support.story import Story
from tests.support.world import WALES, end_of


class TestOwing:
    async def test_is_per_agency(self, story: Story) -> None:
        await agreed_at(story, 1)

        files = [d.due for d in await tasks_owed(story) if "childs-file" in d.due.id]
        assert [due.agency for due in files] == ["school", "social-care"]
        assert {due.clause for due in files} == {"002 stage 1, Resolved, second point"}

    async def test_begins_for_an_agency_when_it_joins(self, story: Story) -> None:
        await story.given(a_dispute(), escalates("school"))

        await story.given(changes_parties("school", "add", "police"))

        owed = {d.due.agency for d in await tasks_owed(story) if "advice" in d.due.id}
        assert owed == {"school", "social-care", "police"}

    async def test_ends_for_an_agency_when_it_leaves(self, story: Story) -> None:
        await story.given(a_dispute(), escalates("school"))
        await story.given(changes_parties("school", "add", "police"))

        await story.given(changes_parties("school", "remove", "police"))

        assert "police" not in {d.due.agency for d in await tasks_owed(story)}

    async def test_ends_with_the_challenge(self, story: Story) -> None:
        await story.given(a_dispute(), escalates("school"), withdraws("school"))

        assert await tasks_owed(story) == []

    async def test_of_what_is_only_a_principle_does_not_exist(
        self, story: Story
    ) -> None:
        await story.given(a_dispute(WALES))

        names = {duty.due.id.split(".")[1] for duty in await tasks_owed(story)}
        assert "in-writing" in names
        assert names.isdisjoint({"no-harm", "support", "monitoring"})


class TestFulfilling:
    async def test_settles_the_duty_of_one_agency(self, story: Story) -> None:
        await agreed_at(story, 1)
        own = await duty(story, "stage-1.childs-file")

        await story.when(fulfils("school", own.due.id, reference="File 12"))

        assert (await duty(story, "stage-1.childs-file")).how == "done"
        other = await duty(story, "stage-1.childs-file", "social-care")
        assert other.outstanding

    async def test_twice_is_refused(self, story: Story) -> None:
        await agreed_at(story, 1)
        own = (await duty(story, "stage-1.childs-file")).due.id
        await story.given(fulfils("school", own))

        await story.refuses(fulfils("school", own), DutySettled)

    async def test_by_another_agency_is_refused(self, story: Story) -> None:
        await agreed_at(story, 1)
        own = (await duty(story, "stage-1.childs-file")).due.id

        await story.refuses(fulfils("social-care", own), NotYourDuty)

    async def test_before_it_exists_is_refused(self, story: Story) -> None:
        await story.given(a_dispute())

        unknown = "stage-1.childs-file.school.1"
        await story.refuses(fulfils("school", unknown), DutyNotFound)

    async def test_of_feedback_waits_until_somebody_has_heard(
        self, story: Story
    ) -> None:
        await agreed_at(story, 2)
        feedback = (await duty(story, "stage-2.feedback")).due.id

        await story.given(fulfils("school", feedback))
        assert (await duty(story, "stage-2.feedback")).outstanding

        await story.given(fulfils("school", feedback, acknowledged_by=(HEARD,)))
        assert (await duty(story, "stage-2.feedback")).how == "done"

    async def test_of_a_consideration_needs_an_answer(self, story: Story) -> None:
        await agreed_at(story, 3)
        policies = (await duty(story, "stage-3.policies")).due.id

        refused = await story.refuses(fulfils("school", policies), AnswerMissing)
        assert refused.pointer == "/answer"

        await story.given(fulfils("school", policies, answer="not_needed"))
        assert (await duty(story, "stage-3.policies")).how == "done"

    async def test_of_where_the_record_is_kept_needs_the_agency(
        self, story: Story
    ) -> None:
        await agreed_at(story, 3)
        kept = (await duty(story, "stage-3.where-kept")).due.id

        refused = await story.refuses(fulfils("school", kept), AnswerMissing)
        assert refused.pointer == "/held_by"

    async def test_of_competence_keeps_a_reference_only(self, story: Story) -> None:
        await agreed_at(story, 3)
        issue = (await duty(story, "stage-3.competence")).due.id

        said: Any = {"answer": "needed", "reference": "HR 2026/14"}
        refused = await story.refuses(
            fulfils("school", issue, **said, note="He was rude."), Invalid
        )
        assert refused.pointer == "/note"
        await story.given(fulfils("school", issue, **said))
        version = (await story.dispute()).version
        again = corrects("school", version, "note", "He was rude.")
        await story.refuses(again, NotCorrectable)

    async def test_of_a_confirmation_may_set_a_review(self, story: Story) -> None:
        await agreed_at(story, 2)
        writing = (await duty(story, "stage-2.in-writing")).due.id
        early = fulfils("school", writing, review_on=date(2026, 3, 1))
        await story.refuses(early, OutOfOrder)

        await story.given(fulfils("school", writing, review_on=date(2026, 3, 20)))

        [review] = [
            one.due.id
            for one in (await story.dispute()).duties
            if one.due.kind == "review"
        ]
        assert (await story.deadline(review)).set.due_at == end_of(2026, 3, 20)
        await story.at(end_of(2026, 3, 20)).sweep()
        story.then(Dispute.DeadlineBreached, duty=review)
        await story.given(checks_back("school", "review"))
        assert {
            one.how for one in (await story.dispute()).duties if one.due.id == review
        } == {"done"}
