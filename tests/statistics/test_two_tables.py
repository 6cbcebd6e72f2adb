"""Who responded stands beside who raised, and neither gives away what the other hides.

The attacker knows both tables, how they are made, and that no agency responds to
itself; besides, the numbers of one agency: its own.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from random import Random

from dispute_core.statistics.concerns import ConcernFacts
from dispute_core.statistics.editions import Lists, edition
from dispute_core.statistics.suppression import SMALL, told, told_beside
from tests.statistics.responders import responders_for
from tests.statistics.test_suppression import a_world

AGENCIES = "abcdef"
Counts = dict[str, int]
World = list[tuple[str, set[str]]]
"""For each dispute who raised it, and who responded."""


def a_year(chance: Random) -> World:
    """A year in which some agencies raise more than others, and some answer more."""
    raises = [chance.random() ** 3 for _ in AGENCIES]
    answers = [chance.random() ** 3 for _ in AGENCIES]
    world: World = []
    for _ in range(chance.randrange(SMALL, 60)):
        [raising] = chance.choices(AGENCIES, raises)
        others = set(chance.choices(AGENCIES, answers, k=3)) - {raising}
        anybody = chance.choice(AGENCIES.replace(raising, ""))
        world.append((raising, others or {anybody}))
    return world


def raised(world: World) -> Counts:
    return {one: sum(by == one for by, _ in world) for one in AGENCIES}


def responded(world: World) -> Counts:
    return {one: sum(one in others for _, others in world) for one in AGENCIES}


def swapped(counts: Counts, one: str, other: str) -> Counts:
    return {**counts, one: counts[other], other: counts[one]}


def could_be(raising: Counts, responding: Counts) -> bool:
    """Whether there are disputes of which the two tables are true."""
    by = [one for one, count in raising.items() for _ in range(count)]
    return responders_for(by, responding) is not None


@cache
def published_years() -> list[World]:
    years = [a_year(Random(seed)) for seed in range(400)]  # noqa: S311 - made up
    return [
        one
        for one in years
        if told_beside(raised(one), responded(one), len(one)) is not None
    ]


def exchanges(counts: Counts) -> Iterator[tuple[str, list[str]]]:
    """Each hidden small cell, with the hidden cells that count something else."""
    shown = told(counts)
    hidden = [one for one, count in shown.items() if count is None]
    for one in hidden:
        if counts[one] < SMALL:
            yield one, [other for other in hidden if counts[other] != counts[one]]


class TestWhoRespondedBesideWhoRaised:
    def test_is_published_in_many_years_and_not_in_all(self) -> None:
        assert 100 < len(published_years()) < 400

    def test_shows_nothing_small(self) -> None:
        for world in published_years():
            shown = told_beside(raised(world), responded(world), len(world))
            assert shown is not None
            assert min(count for count in shown.values() if count is not None) >= SMALL

    def test_leaves_two_counts_for_who_responded_even_to_who_knows_one(self) -> None:
        tried = 0
        for world in published_years():
            first, second = raised(world), responded(world)
            for one, others in exchanges(second):
                assert len(others) > 1
                for other in others:
                    twin = swapped(second, one, other)
                    assert could_be(first, twin), (first, twin)
                    assert told_beside(first, twin, len(world)) == told_beside(
                        first, second, len(world)
                    )
                    tried += 1
        assert tried > 100

    def test_leaves_two_counts_for_who_raised_even_to_who_knows_one(self) -> None:
        tried = 0
        for world in published_years():
            first, second = raised(world), responded(world)
            for one, others in exchanges(first):
                for other in others:
                    twin = swapped(first, one, other)
                    assert could_be(twin, second), (twin, second)
                    assert told(twin) == told(first)
                    assert told_beside(twin, second, len(world)) == told_beside(
                        first, second, len(world)
                    )
                    tried += 1
        assert tried > 100

    def test_is_left_out_where_one_number_would_give_another(self) -> None:
        """Who responded in all of them has raised none."""
        world = [("a", {"f"})] * 20 + [("b", {"f"}), ("c", {"f"}), ("c", {"f"})]

        assert told_beside(raised(world), responded(world), len(world)) is None


class TestConcerns:
    def test_are_counted_with_their_decisions_and_small_numbers_hidden(self) -> None:
        at = datetime(2024, 6, 1, tzinfo=UTC)
        known = [ConcernFacts(raised_at=at, decision="taken_up_with_agency")] * 7
        known += [ConcernFacts(raised_at=at, decision=None)] * 2
        known += [ConcernFacts(raised_at=at, decision="no_action")] * 3
        lists = Lists(agencies=frozenset(), categories=frozenset())

        tables = edition(2024, a_world(1), lists, known).tables

        assert tables["concerns"] == {"raised": 12}
        decided = Counter(tables["concerns_decided"].values())
        assert decided == {None: 5, 7: 1}

    def test_that_are_few_are_not_told_at_all(self) -> None:
        at = datetime(2024, 6, 1, tzinfo=UTC)
        lists = Lists(agencies=frozenset(), categories=frozenset())
        few = [ConcernFacts(raised_at=at, decision="no_action")] * 4

        tables = edition(2024, a_world(1), lists, few).tables

        assert tables["concerns"] == {"raised": None}
        assert "concerns_decided" not in tables
        assert tables == edition(2024, a_world(1), lists).tables
