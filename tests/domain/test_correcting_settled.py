"""Correcting the time from which a duty ran that was settled since."""

from dispute_core.domain.acts.breaching import breach_passed
from dispute_core.domain.dispute import Dispute
from dispute_core.log.codec import header_of
from tests.support.builders import a_dispute
from tests.support.steps import corrects, discusses, escalates, resolves, withdraws
from tests.support.story import MONDAY, Story
from tests.support.world import WALES, end_of, london

LAST_WEEK = london(2026, 2, 23, 10)
THURSDAY = london(2026, 2, 26, 12)
ON_THURSDAY = "2026-02-26T11:00:00Z"


async def breached_by_a_slip(story: Story) -> None:
    """Raised on Thursday, written down as Monday: Tuesday is over, a breach."""
    await story.at(THURSDAY).given(a_dispute(at=LAST_WEEK))
    await story.sweep()
    story.then(Dispute.DeadlineBreached, duty="stage-1.discuss", generation=1)


class TestACorrectionOfTheFirstForm:
    async def test_set_nothing_anew_that_was_settled(self, story: Story) -> None:
        await story.given(a_dispute(), corrects("school", 1, "disputed", "Another."))
        stored = story.log.events[-1]
        first_form = dict(stored.facts)
        assert first_form.pop("v") == 3
        del first_form["deadlines_settled"]

        read = story.log.codec.decode(
            stored.topic,
            first_form,
            stored.narrative,
            **header_of(stored.stream_id, stored.version, stored.occurred_at),
        )

        assert read == story.happened[-1]


class TestCorrectingTheStartOfASettledDuty:
    async def test_no_longer_says_that_it_was_late(self, story: Story) -> None:
        """002 stage 1: one working day, Friday, counted from the true Thursday."""
        await breached_by_a_slip(story)
        await story.at(london(2026, 2, 27, 15)).given(discusses("school"))

        await story.at(MONDAY).when(corrects("school", 1, "raised_at", ON_THURSDAY))

        [anew] = story.then(
            Dispute.Corrected, deadlines_ended=(), deadlines_started=()
        ).deadlines_settled
        assert (anew.replaces, anew.set.generation) == (1, 2)
        assert anew.set.due_at == end_of(2026, 2, 27)
        again = await story.deadline("stage-1.discuss", 2)
        assert (again.status, again.open) == ("met", False)
        assert again.settled is not None
        assert again.settled.in_time
        assert again.settled.occurred_at == london(2026, 2, 27, 15)
        assert again.settled.version == anew.version == 3

    async def test_leaves_the_breach_and_says_of_it_that_it_was_in_time(
        self, story: Story
    ) -> None:
        await breached_by_a_slip(story)
        await story.at(london(2026, 2, 27, 15)).given(discusses("school"))

        await story.at(MONDAY).given(corrects("school", 1, "raised_at", ON_THURSDAY))

        first = await story.deadline("stage-1.discuss", 1)
        assert first.status == "breached"
        assert first.breach is not None
        assert first.settled is not None
        assert first.settled.in_time

    async def test_says_so_too_if_it_is_settled_after_the_correction(
        self, story: Story
    ) -> None:
        await breached_by_a_slip(story)
        await story.given(corrects("school", 1, "raised_at", ON_THURSDAY))

        await story.at(london(2026, 2, 27, 15)).given(discusses("school"))

        first = await story.deadline("stage-1.discuss", 1)
        assert first.breach is not None
        assert first.settled is not None
        assert first.settled.in_time

    async def test_still_says_late_if_it_was(self, story: Story) -> None:
        await breached_by_a_slip(story)
        await story.at(MONDAY).given(discusses("school"))

        await story.given(corrects("school", 1, "raised_at", ON_THURSDAY))

        for generation in (1, 2):
            settled = (await story.deadline("stage-1.discuss", generation)).settled
            assert settled is not None
            assert not settled.in_time

    async def test_is_never_fired(self, story: Story) -> None:
        await breached_by_a_slip(story)
        await story.given(discusses("school"))
        await story.at(MONDAY).given(corrects("school", 1, "raised_at", ON_THURSDAY))

        assert await story.sweep() == 0
        assert breach_passed(await story.dispute(), london(2030, 1, 1), "normal") == 0

    async def test_supersedes_what_was_met(self, story: Story) -> None:
        """Two working days of 002 stage 2, escalated and discussed in time."""
        await story.given(a_dispute(), escalates("school"), discusses("school"))

        await story.when(corrects("school", 2, "escalated_at", MONDAY.isoformat()))

        [anew] = story.then(Dispute.Corrected).deadlines_settled
        old = await story.deadline(anew.set.duty, 1)
        assert (old.status, old.settled) == ("superseded", None)

    async def test_a_second_time_replaces_the_newest_generation_only(
        self, story: Story
    ) -> None:
        await breached_by_a_slip(story)
        await story.given(discusses("school"))
        await story.at(MONDAY).given(
            corrects("school", 1, "raised_at", "2026-02-20T11:00:00Z"),
        )
        assert not (await first_settled(story))

        await story.when(corrects("school", 1, "raised_at", ON_THURSDAY))

        [anew] = story.then(Dispute.Corrected).deadlines_settled
        assert (anew.replaces, anew.set.generation) == (2, 3)
        assert await first_settled(story)

    async def test_follows_a_later_correction_of_the_discussion(
        self, story: Story
    ) -> None:
        await breached_by_a_slip(story)
        await story.at(MONDAY).given(
            discusses("school"), corrects("school", 1, "raised_at", ON_THURSDAY)
        )

        await story.when(corrects("school", 3, "held_at", "2026-02-27T11:00:00Z"))

        assert await first_settled(story)

    async def test_sets_nothing_anew_that_was_stopped(self, story: Story) -> None:
        await story.at(THURSDAY).given(a_dispute(at=LAST_WEEK), withdraws("school"))

        await story.when(corrects("school", 1, "raised_at", ON_THURSDAY))

        story.then(Dispute.Corrected, deadlines_started=(), deadlines_settled=())

    async def test_sets_anew_each_duty_that_ran_from_it(self, story: Story) -> None:
        """004: the talk settled the 5 days, the resolution the 10."""
        await story.given(a_dispute(WALES), discusses("school"), resolves("school"))

        await story.when(corrects("school", 1, "raised_at", "2026-02-27T15:00:00Z"))

        settled = story.then(Dispute.Corrected).deadlines_settled
        assert {one.set.duty: one.version for one in settled} == {
            "stage-1.discuss": 2,
            "stage-1.resolve": 3,
        }


async def first_settled(story: Story) -> bool:
    """Whether the duty whose first generation was breached now counts as in time."""
    settled = (await story.deadline("stage-1.discuss", 1)).settled
    assert settled is not None
    return settled.in_time
