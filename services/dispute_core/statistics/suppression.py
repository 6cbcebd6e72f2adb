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
