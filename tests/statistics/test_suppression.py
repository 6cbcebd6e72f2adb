"""Small cells are hidden, and whoever attacks what is published does not get them back.

The attackers know the method, every edition ever published, and, where the cells are
agencies, the number of one of them: their own.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

import pytest

from dispute_core.statistics.editions import ELSEWHERE, Edition, edition
from dispute_core.statistics.facts import DisputeFacts
from dispute_core.statistics.folding import facts_of
from dispute_core.statistics.suppression import SMALL, told
from tests.statistics.made_years import year_of_disputes
from tests.statistics.twins import LISTS, a_twin, count_of, small_cells

Cells = tuple[int, ...]
Shown = tuple[int | None, ...]

MANY_CELLS = ("responding", "concerns", "concerns_decided")
"""Tables in which a dispute does not lie in exactly one cell."""

LARGEST = {2: 40, 3: 40, 4: 26, 5: 20}
"""Up to which total every table of so many cells is tried."""


def tables(total: int, cells: int) -> Iterator[Cells]:
    """Every table of so many cells with a total."""
    if cells == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables(total - first, cells - 1):
            yield (first, *rest)


def shown(cells: Cells) -> Shown:
    return tuple(told({str(n): count for n, count in enumerate(cells)}).values())


def looking_alike(total: int, cells: int) -> list[list[Cells]]:
    """All tables of a total, those together that are published in the same way."""
    alike = defaultdict(list)
    for table in tables(total, cells):
        alike[shown(table)].append(table)
    return list(alike.values())


EVERY_TABLE = [
    (total, cells) for cells, most in LARGEST.items() for total in range(SMALL, most)
]


class TestEveryTable:
    """Not a sample of tables, but all of them up to a size."""

    def test_shows_nothing_small(self) -> None:
        for total, cells in EVERY_TABLE:
            for alike in looking_alike(total, cells):
                assert not [n for n in shown(alike[0]) if n is not None and n < SMALL]

    def test_fits_at_least_two_counts_wherever_one_is_small(self) -> None:
        for total, cells in EVERY_TABLE:
            for alike in looking_alike(total, cells):
                for cell in range(cells):
                    counts = {table[cell] for table in alike}
                    assert min(counts) >= SMALL or len(counts) > 1, alike

    def test_fits_two_counts_even_for_who_knows_one_cell(self) -> None:
        """But for the agency that raised every dispute: it knows of the others."""
        for total, cells in EVERY_TABLE:
            if cells == 2:
                continue
            for alike in looking_alike(total, cells):
                for counts in known_to_insiders(alike, total, cells):
                    assert min(counts) >= SMALL or len(counts) > 1, alike

    def test_that_is_all_large_is_shown_whole(self) -> None:
        assert shown((5, 9, 31)) == (5, 9, 31)

    def test_shows_as_much_as_it_can(self) -> None:
        assert shown((1, 2, 3, 40, 50)) == (None, None, None, 40, 50)
        assert shown((0, 0, 0, 7, 40, 50)) == (None, None, None, None, None, 50)
        assert shown((3, 40)) == (None, None)


def known_to_insiders(alike: list[Cells], total: int, cells: int) -> Iterator[set[int]]:
    """What each cell may be, for whoever knows another one."""
    for own in range(cells):
        for cell in set(range(cells)) - {own}:
            fitting = defaultdict(set)
            for table in alike:
                if table[own] != total:
                    fitting[table[own]].add(table[cell])
            yield from fitting.values()


def a_world(seed: int) -> list[DisputeFacts]:
    """Three years of some 60 disputes in all, so that most cells are small or near."""
    facts = []
    for told_of in year_of_disputes(60, seed, first=date(2023, 4, 1), days=3 * 365):
        dispute = None
        for event in told_of:
            dispute = event.mutate(dispute)
        assert dispute is not None
        facts.append(facts_of(dispute, told_of))
    return facts


def editions(world: list[DisputeFacts]) -> list[Edition]:
    return [edition(year, world, LISTS) for year in (2023, 2024, 2025)]


class TestTheEditionsOfThreeYears:
    @pytest.mark.parametrize("seed", range(12))
    def test_give_no_small_cell_to_subtraction(self, seed: int) -> None:
        """Totals less what is shown, in every table of every year."""
        found = editions(a_world(seed))

        for one in found:
            for name, cells in one.tables.items():
                if name in MANY_CELLS:
                    continue
                hidden = [cell for cell, count in cells.items() if count is None]
                assert one.opened is not None
                rest = one.opened - sum(count or 0 for count in cells.values())
                assert (len(hidden) == 0 and rest == 0) or len(hidden) >= 2
                assert not hidden or rest >= SMALL

    @pytest.mark.parametrize("seed", range(12))
    def test_are_the_same_for_another_world_with_another_small_cell(
        self, seed: int
    ) -> None:
        """The proof: nobody can tell worlds apart of which everything is the same.

        For each small cell of each table there is a world in which that cell counts
        something else and of which all that is published, in all years, is the same.
        """
        world = a_world(seed)
        published = editions(world)
        tried = set()
        for one in published:
            cohort = [d for d in world if one.period.holds(d.raised_at)]
            for cell in small_cells(one, cohort):
                twin = a_twin(world, cohort, cell, one)
                assert editions(twin) == published, cell
                assert count_of(twin, one, cell) != count_of(world, one, cell)
                tried.add(cell[0])
        assert tried >= {"raised_by", "category"}

    def test_say_nothing_of_a_year_with_fewer_than_five(self) -> None:
        few = a_world(1)[:4]

        one = edition(2023, few, LISTS)

        assert (one.opened, one.tables) == (None, {})
        assert one == edition(2023, [], LISTS)

    def test_say_nothing_of_an_agency_that_is_no_longer_listed(self) -> None:
        world = [replace(one, raised_by="gone") for one in a_world(1)]

        one = edition(2024, world, LISTS)

        assert "gone" not in one.tables["raised_by"]
        assert ELSEWHERE in one.tables["raised_by"]

    def test_do_not_overlap(self) -> None:
        first, second, third = editions(a_world(1))

        day = timedelta(days=1)
        assert first.period.last + day == second.period.first
        assert second.period.last + day == third.period.first
