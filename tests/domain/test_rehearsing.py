"""Telling a past dispute again: the same story, what another version makes of it."""

from dataclasses import replace
from datetime import datetime

from dispute_core.domain.acts.rehearsing import Rehearsed, Rules, Told, rehearse
from dispute_core.domain.policy import Policy
from dispute_core.domain.rehearsal import Pair, Totals, compare
from dispute_core.log.codec import header_of
from tests.domain.whole_life import a_whole_life
from tests.support.builders import a_dispute
from tests.support.owing import does_the_tasks
from tests.support.steps import corrects, discusses, escalates, resolves, sets_limit
from tests.support.story import Story
from tests.support.world import (
    PARTNERSHIP,
    WALES,
    WORCESTERSHIRE,
    london,
    partnerships,
    policies,
)


def with_days(ref: str, duty: str, days: int) -> Policy:
    """A shipped policy that gives one duty another number of days."""
    policy = policies()[ref]
    stages = tuple(
        replace(
            stage,
            limits=tuple(
                replace(limit, within=replace(limit.within, amount=days))
                if limit.duty == duty and limit.within
                else limit
                for limit in stage.limits
            ),
        )
        for stage in policy.stages
    )
    return replace(policy, stages=stages)


async def told_again(story: Story, policy: Policy, until: datetime) -> Rehearsed:
    """The dispute of a story, from its facts alone."""
    dispute = await story.dispute()
    told = [
        Told(
            story.log.codec.decode(
                one.topic,
                one.facts,
                None,
                **header_of(one.stream_id, one.version, one.occurred_at),
            ),
            one.recorded_at,
        )
        for one in story.log.events
        if one.stream_id == dispute.id
    ]
    calendar = await story.core.calendar(
        policy, dispute.raised.partnership, pinned=dispute.calendar
    )
    directory = partnerships()[PARTNERSHIP[policy.ref]]
    rules = Rules(policy=policy, calendar=calendar, directory=directory)
    return rehearse(told, rules, until=until)


async def pairs_of(story: Story, policy: Policy) -> list[Pair]:
    told = await told_again(story, policy, story.clock())
    assert told.dispute is not None, told.why
    return compare(await story.dispute(), told.dispute)


async def a_late_talk() -> Story:
    """Raised on Monday, breached on Wednesday morning, talked about on Wednesday."""
    story = Story()
    await story.given(a_dispute(WORCESTERSHIRE))
    await story.at(london(2026, 3, 4, 9)).sweep()
    await story.at(london(2026, 3, 4, 12)).given(discusses("school"))
    return story


class TestRehearsing:
    async def test_finds_the_breach_that_a_longer_limit_avoids(self) -> None:
        story = await a_late_talk()

        pairs = await pairs_of(story, with_days(WORCESTERSHIRE, "stage-1.discuss", 3))

        (one,) = [pair for pair in pairs if pair.differs]
        assert one.avoided
        assert not one.added
        assert one.why == (
            "Due by the end of Thursday 5 March 2026 instead of by the end of Tuesday "
            "3 March 2026, and met instead of breached."
        )

    async def test_finds_the_breach_that_a_shorter_limit_adds(self) -> None:
        story = Story()
        await story.given(a_dispute(WORCESTERSHIRE), escalates("school"))
        await story.at(london(2026, 3, 4, 12)).given(discusses("school"))

        pairs = await pairs_of(story, with_days(WORCESTERSHIRE, "stage-2.discuss", 1))

        assert [pair.duty for pair in pairs if pair.added] == ["stage-2.discuss"]
        totals = Totals()
        totals.count(pairs)
        assert (totals.breaches_then, totals.breaches_now) == (0, 1)
        assert (totals.breaches_avoided, totals.breaches_added) == (0, 1)

    async def test_lets_time_pass_until_now(self) -> None:
        story = Story()
        await story.given(a_dispute(WORCESTERSHIRE))
        story.at(london(2026, 3, 10, 9))

        told = await told_again(
            story, with_days(WORCESTERSHIRE, "stage-1.discuss", 3), story.clock()
        )

        assert told.dispute is not None
        assert [one.status for one in told.dispute.deadlines] == ["breached"]

    async def test_changes_nothing_under_the_same_version(self) -> None:
        late = await a_late_talk()
        risky = Story()
        await risky.given(
            a_dispute(WALES),
            sets_limit(
                "school", "stage-1.discuss", london(2026, 3, 3, 9), kind="risk_set"
            ),
            discusses("social-care"),
            escalates("school"),
            resolves("school"),
        )

        for story, ref in ((late, WORCESTERSHIRE), (risky, WALES)):
            pairs = await pairs_of(story, policies()[ref])

            assert pairs
            assert [pair.why for pair in pairs if pair.differs] == []

    async def test_takes_a_corrected_time_for_the_one_that_was_meant(self) -> None:
        story = Story()
        await story.given(a_dispute(WORCESTERSHIRE))
        earlier = london(2026, 2, 27, 10)
        await story.given(corrects("school", 1, "raised_at", earlier.isoformat()))

        pairs = await pairs_of(story, policies()[WORCESTERSHIRE])

        assert [pair.why for pair in pairs if pair.differs] == []

    async def test_says_what_a_version_does_not_ask_for(self) -> None:
        story = await a_late_talk()
        policy = policies()[WORCESTERSHIRE]
        first = replace(policy.stages[0], limits=())

        pairs = await pairs_of(
            story, replace(policy, stages=(first, *policy.stages[1:]))
        )

        (gone,) = pairs
        assert gone.now is None
        assert gone.why.startswith("This version does not ask for it; it was due by")

    async def test_goes_through_a_whole_life(self) -> None:
        story = await a_whole_life()

        told = await told_again(story, policies()[WALES], story.clock())

        assert told.dispute is not None, told.why

    async def test_asks_nothing_of_a_duty_that_only_the_old_version_has(self) -> None:
        story = Story()
        await story.given(a_dispute(WORCESTERSHIRE), resolves("school"))
        await does_the_tasks(story)
        policy = policies()[WORCESTERSHIRE]
        bare = tuple(replace(stage, tasks=()) for stage in policy.stages)

        told = await told_again(story, replace(policy, stages=bare), story.clock())

        assert told.dispute is not None, told.why
        assert told.dispute.status == "resolved"
