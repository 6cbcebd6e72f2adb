"""Duties to tell somebody, when the mail of their notice has been taken over."""

from dispute_core.application.told import hear_of_mail
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.notices.notice import Notice
from tests.support.builders import a_dispute
from tests.support.steps import escalates
from tests.support.story import Story
from tests.support.told import told
from tests.support.world import WORCESTERSHIRE


async def at_the_board(story: Story) -> dict[str, Notice]:
    """The notices of the last stage, by whom they are for."""
    await story.given(a_dispute(WORCESTERSHIRE))
    for _ in range(3):
        await story.given(escalates("school", to=None))
    return {one.to.code: one for one in await told(story, "duty")}


MEMBERS = "the WSCB members for the respective organisations"


class TestTheMailOfADuty:
    async def test_is_all_that_is_asked_of_each_agency_where_they_need_only_know(
        self,
    ) -> None:
        story = Story()
        notices = await at_the_board(story)

        await hear_of_mail(notices[MEMBERS], story.clock(), story.core)

        dispute = await story.dispute()
        informed = [one for one in dispute.duties if one.due.to == MEMBERS]
        assert [one.how for one in informed] == ["done", "done"]
        assert {one.told[0].notice_id for one in informed} == {notices[MEMBERS].id}

    async def test_leaves_to_people_what_they_have_to_hand_over(self) -> None:
        story = Story()
        notices = await at_the_board(story)

        await hear_of_mail(notices["the WSCB Manager"], story.clock(), story.core)

        dispute = await story.dispute()
        referred = [one for one in dispute.duties if one.due.to == "the WSCB Manager"]
        assert [(one.how, one.told) for one in referred] == [("due", [])] * 2
        assert dispute.version == notices["the WSCB Manager"].version

    async def test_is_put_on_record_once(self) -> None:
        story = Story()
        notice = (await at_the_board(story))[MEMBERS]

        await hear_of_mail(notice, story.clock(), story.core)
        await hear_of_mail(notice, story.clock(), story.core)

        events = (await story.log.load(notice.dispute_id)).events
        assert [one.topic for one in events].count(Dispute.DutyTold.TOPIC) == 1
