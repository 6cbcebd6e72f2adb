"""Worlds that differ in one small number, and are published in the very same way."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from dispute_core.statistics.editions import ELSEWHERE, Edition, Lists
from dispute_core.statistics.facts import DisputeFacts
from dispute_core.statistics.suppression import SMALL, told
from tests.statistics.made_years import AGENCIES, CATEGORIES
from tests.statistics.responders import responders_for

LISTS = Lists(agencies=frozenset(AGENCIES), categories=frozenset(CATEGORIES))

HELD: dict[str, Callable[[DisputeFacts], Sequence[str]]] = {
    "raised_by": lambda one: [one.raised_by],
    "category": lambda one: [one.category],
    "responding": lambda one: one.responding,
}
"""In which cells of a table a dispute lies."""

Cell = tuple[str, str]


def small_cells(one: Edition, cohort: list[DisputeFacts]) -> Iterator[Cell]:
    """Those cells of tables by agency and category that are hidden and small."""
    for table in HELD.keys() & one.tables.keys():
        for cell, count in tally(cohort, table).items():
            if count < SMALL and cell != ELSEWHERE:
                yield (table, cell)


def tally(cohort: list[DisputeFacts], table: str) -> dict[str, int]:
    cells = LISTS.categories if table == "category" else LISTS.agencies
    held = Counter(cell for one in cohort for cell in HELD[table](one))
    return {cell: held[cell] for cell in (*sorted(cells), ELSEWHERE)}


def count_of(world: list[DisputeFacts], one: Edition, cell: Cell) -> int:
    cohort = [d for d in world if one.period.holds(d.raised_at)]
    return tally(cohort, cell[0])[cell[1]]


def a_twin(
    world: list[DisputeFacts],
    cohort: list[DisputeFacts],
    cell: Cell,
    published: Edition,
) -> list[DisputeFacts]:
    """The world with the cell's disputes given to another hidden cell, and back."""
    table, name = cell
    counts = tally(cohort, table)
    hidden = [n for n, shown_as in told(counts).items() if shown_as is None]
    other = next(n for n in reversed(hidden) if counts[n] != counts[name])
    swap = {name: other, other: name}
    if table == "category":
        changed = [
            replace(d, category=swap.get(d.category, d.category)) for d in cohort
        ]
    elif "responding" in published.tables:
        changed = _answered_anew(cohort, table, swap)
    else:
        changed = [_as_another(d, swap) for d in cohort]
    twins = {one.id: one for one in changed}
    return [twins.get(one.id, one) for one in world]


def _answered_anew(
    cohort: list[DisputeFacts], table: str, swap: Mapping[str, str]
) -> list[DisputeFacts]:
    """One of the two tables changed and the other kept, whoever answers whom."""
    by, counts = [one.raised_by for one in cohort], tally(cohort, "responding")
    if table == "raised_by":
        by = [swap.get(one, one) for one in by]
    else:
        counts = {one: counts[swap.get(one, one)] for one in counts}
    found = responders_for(by, counts)
    assert found is not None
    return [
        replace(one, raised_by=who, responding=tuple(sorted(others)))
        for one, who, others in zip(cohort, by, found, strict=True)
    ]


def _as_another(one: DisputeFacts, swap: Mapping[str, str]) -> DisputeFacts:
    """The dispute with one agency in the place of the other, on either side."""
    return replace(
        one,
        raised_by=swap.get(one.raised_by, one.raised_by),
        responding=tuple(swap.get(code, code) for code in one.responding),
    )
