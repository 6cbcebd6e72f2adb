"""Finds disputes for two tables: how many each agency raised, and responded in."""

from collections.abc import Mapping, Sequence

Counts = Mapping[str, int]


def responders_for(by: Sequence[str], responding: Counts) -> list[set[str]] | None:
    """Who responds in each dispute, by whom it was raised; None if nobody can.

    Nobody responds to itself, and somebody responds in every dispute.
    """
    left, taken = dict(responding), dict[int, str]()
    if not all(_covers(row, by, left, taken, set()) for row in range(len(by))):
        return None
    found = [{taken[row]} for row in range(len(by))]
    for one, count in left.items():
        pairs = zip(by, found, strict=True)
        free = [others for who, others in pairs if who != one and one not in others]
        if len(free) < count:
            return None
        for others in free[:count]:
            others.add(one)
    return found


def _covers(
    row: int,
    by: Sequence[str],
    left: dict[str, int],
    taken: dict[int, str],
    seen: set[str],
) -> bool:
    """Find somebody to respond in a dispute; others make room if they must."""
    for one, count in left.items():
        if one == by[row] or one in seen:
            continue
        seen.add(one)
        if count > 0:
            left[one] -= 1
            taken[row] = one
            return True
        for other in [n for n, who in taken.items() if who == one]:
            if _covers(other, by, left, taken, seen):
                taken[row] = one
                return True
    return False
