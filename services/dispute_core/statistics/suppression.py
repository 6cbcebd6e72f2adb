"""What of a table may be told to those who must not learn small numbers.

See ADR 0014 for why this is sound. The table has a known list of cells, each dispute
lies in exactly one of them, and how many there are in all is published too.
"""

from collections import Counter
from collections.abc import Collection, Mapping

SMALL = 5
"""Below this a number could point at a person."""

_AMBIGUOUS = 3
"""Fewer hidden cells could be told apart by whoever knows one of them."""


def told(cells: Mapping[str, int]) -> Mapping[str, int | None]:
    """Each cell's count, or None where it is hidden.

    Nought is small as well: to show it would tell which of the hidden are not nought.
    """
    hidden = _hidden(cells)
    return {cell: None if cell in hidden else count for cell, count in cells.items()}


def told_beside(
    raised: Mapping[str, int], responded: Mapping[str, int], disputes: int
) -> Mapping[str, int | None] | None:
    """Who responded, beside who raised; None where the two tables would tell more.

    Nobody responds to itself, and every dispute has somebody who responds. Only where
    that is so however the hidden counts of each table are exchanged does the one table
    say nothing of what the other hides.
    """
    shown = told(responded)
    if all(count is None for count in shown.values()):
        return None
    most_raised, most_responded = _at_most(raised), _at_most(responded)
    everyone = sum(responded.values())
    fits = all(
        most_raised[cell] + most_responded[cell] <= disputes
        and most_raised[cell] <= everyone - most_responded[cell]
        for cell in responded
    )
    return shown if fits else None


def _at_most(cells: Mapping[str, int]) -> Mapping[str, int]:
    """Each count that is shown; for a hidden cell, the largest that is hidden."""
    shown = told(cells)
    hidden = [cells[one] for one, count in shown.items() if count is None]
    largest = max(hidden, default=0)
    return {one: largest if count is None else count for one, count in shown.items()}


def _hidden(cells: Mapping[str, int]) -> Collection[str]:
    """The small cells, and as many of the next larger as it takes to cover them.

    Which cells are hidden follows from the counts alone, and equal counts share one
    fate: so exchanging the counts of two hidden cells changes nothing that is shown.
    """
    if all(count >= SMALL for count in cells.values()):
        return ()
    larger = sorted({count for count in cells.values() if count >= SMALL})
    for limit in (SMALL - 1, *larger):
        hidden = {cell: count for cell, count in cells.items() if count <= limit}
        if _cover_each_other(hidden.values()):
            return hidden
    return cells


def _cover_each_other(counts: Collection[int]) -> bool:
    """Whether no reader, not even one who knows one of them, can tell another."""
    most = Counter(counts).most_common(1)
    commonest = most[0][1] if most else 0
    return (
        sum(counts) >= SMALL
        and len(counts) >= _AMBIGUOUS
        and commonest <= len(counts) - 2
    )
