"""The oracle agrees with the rules on any life of a dispute, and sees what is wrong."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from dispute_core.domain.errors import DisputeError
from tests.faults.lives import HOUR, Chance
from tests.support.builders import a_dispute
from tests.support.memory_log import MemoryLog
from tests.support.oracle import Fact, differences, expected
from tests.support.steps import discusses, resolves
from tests.support.story import Story
from tests.support.world import ALL_POLICIES, LEWISHAM, WALES

DAY = timedelta(days=1)
LIVES = 60
STEPS = 25


def facts_in(log: MemoryLog) -> list[Fact]:
    return [
        Fact(
            stream=str(event.stream_id),
            version=event.version,
            topic=event.topic,
            occurred_at=event.occurred_at,
            recorded_at=event.recorded_at,
            facts=dict(event.facts),
        )
        for event in log.events
    ]


def now(story: Story) -> datetime:
    """The newest time of the story: events recorded together are a tick apart."""
    return max(story.clock(), story.log.events[-1].recorded_at)


class TestAnyLife:
    @pytest.mark.parametrize("seed", range(LIVES))
    async def test_has_missed_exactly_what_the_oracle_says(self, seed: int) -> None:
        story = Story()
        chance = Chance(seed, story.clock)
        await story.given(chance.begins())

        for _ in range(STEPS):
            story.at(story.clock() + chance.among(0, 0, 2, 26, 80) * HOUR)
            with suppress(DisputeError):
                await story.when(chance.goes_on(await story.dispute()))
            found = differences(facts_in(story.log), now(story))
            assert all(words.startswith("not reported") for words in found), found
            if chance.among(True, False, False):
                await story.sweep()
                assert differences(facts_in(story.log), now(story)) == []


@pytest.fixture
async def missed() -> tuple[Story, list[Fact]]:
    """A dispute in Wales whose first stage was left to run out."""
    story = Story()
    await story.given(a_dispute(WALES))
    story.at(story.clock() + 60 * DAY)
    assert await story.sweep() > 0
    return story, facts_in(story.log)


def judged(story: Story, log: Sequence[Fact]) -> list[str]:
    """What the oracle finds wrong, without the places."""
    found = differences(log, now(story))
    return sorted({words.partition(":")[0] for words in found})


class TestPlantedFaults:
    def test_none_is_found_where_none_is(
        self, missed: tuple[Story, list[Fact]]
    ) -> None:
        assert judged(*missed) == []

    def test_a_breach_left_out_is_found(self, missed: tuple[Story, list[Fact]]) -> None:
        story, log = missed

        assert judged(story, log[:-1]) == ["not reported"]

    def test_a_breach_told_twice_is_found(
        self, missed: tuple[Story, list[Fact]]
    ) -> None:
        story, log = missed

        again = replace(log[-1], version=log[-1].version + 1)
        assert judged(story, [*log, again]) == ["reported twice"]

    def test_a_breach_of_another_generation_is_found(
        self, missed: tuple[Story, list[Fact]]
    ) -> None:
        story, log = missed

        other = replace(log[-1], facts={**log[-1].facts, "generation": 7})
        assert judged(story, [*log[:-1], other]) == [
            "not reported",
            "reported wrongly",
        ]

    def test_a_breach_called_merely_late_is_found(
        self, missed: tuple[Story, list[Fact]]
    ) -> None:
        story, log = missed

        weaker = replace(log[-1], topic="dispute.deadline_passed")
        assert judged(story, [*log[:-1], weaker]) == [
            "not reported",
            "reported wrongly",
        ]

    async def test_an_end_in_time_that_is_not_counted_is_found(self) -> None:
        story = Story()
        await story.given(a_dispute(WALES), resolves("school"))
        story.at(story.clock() + 60 * DAY)
        log = facts_in(story.log)
        raised, resolved = log
        (duty, *_) = raised.facts["deadlines_started"]
        breach = replace(
            resolved,
            version=3,
            topic="dispute.deadline_breached",
            recorded_at=story.clock(),
            facts={"duty": duty["duty"], "generation": duty["generation"]},
        )

        assert judged(story, log) == []
        assert judged(story, [*log, breach]) == ["reported wrongly"]


class TestTheOracle:
    async def test_counts_when_the_log_heard_of_the_end_not_when_it_came(self) -> None:
        story = Story()
        await story.given(a_dispute(WALES))
        held_at = story.clock() + DAY
        story.at(story.clock() + 60 * DAY)
        await story.when(discusses("school", "not_agreed", at=held_at))

        duties = {one.duty for one in expected(facts_in(story.log), story.clock())}
        assert "stage-1.discuss" in duties

    @pytest.mark.parametrize("policy", ALL_POLICIES)
    async def test_expects_nothing_before_its_time(self, policy: str) -> None:
        story = Story()
        await story.given(a_dispute(policy))

        assert expected(facts_in(story.log), story.clock()) == set()

    async def test_expects_no_breach_without_a_number(self) -> None:
        story = Story()
        await story.given(a_dispute(LEWISHAM))
        story.at(story.clock() + 4000 * DAY)

        assert expected(facts_in(story.log), story.clock()) == set()
