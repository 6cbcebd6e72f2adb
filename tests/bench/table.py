"""The figures as a person reads them: beside the baselines, and beside their floors."""

from collections.abc import Iterator, Mapping

from tests.bench.load import Result

FLOORS: Mapping[str, float] = {
    "raise_vs_library": 3,
    "raise_vs_bare_route": 0.2,
    "raise_vs_additions_off": 0.8,
    "breaches_per_s": 3_000,
    "rebuild_events_per_s": 20_000,
}
"""What the figures may not fall below on a machine that does nothing else."""

BELOW = "below its floor"
_NAMES = {
    "concord": "Concord, raise a dispute",
    "bare": "bare FastAPI route",
    "library": "eventsourcing Application",
}
Rows = Mapping[str, Mapping[int, Result]]


def ratios(rows: Rows, inserts: Mapping[int, float]) -> dict[str, float]:
    """How fast disputes are raised, and what that is beside the baselines there are."""
    concord = rows.get("concord")
    if concord is None:
        return {}
    best = max(concord, key=lambda n: concord[n].per_s)
    per_s = concord[best].per_s
    found = {
        "raise_per_s": per_s,
        "raise_best_connections": best,
        "raise_p50_ms": concord[best].p50_ms,
        "raise_p99_ms": concord[best].p99_ms,
        "raise_alone_ms": concord[1].p50_ms,
    }
    for name, row in (("raise_vs_library", "library"), ("raise_vs_bare_route", "bare")):
        if row in rows:
            found[name] = per_s / max(it.per_s for it in rows[row].values())
    if inserts:
        found["raise_vs_one_row_insert"] = per_s / max(inserts.values())
    return found


def table(
    rows: Rows, inserts: Mapping[int, float], figures: Mapping[str, float]
) -> Iterator[str]:
    """What was measured, line by line."""
    yield ""
    connections = next(iter([*rows.values(), inserts]))
    if connections:
        yield _line("connections", [str(n) for n in connections])
    for name, row in rows.items():
        cells = [f"{it.per_s:.0f}/s p99 {it.p99_ms:4.0f}" for it in row.values()]
        yield _line(f"{_NAMES[name]} (p99 in ms)", cells)
    if inserts:
        yield _line("pgbench, one row", [f"{it:.0f}/s" for it in inserts.values()])
    yield ""
    yield _line("figure", ["measured", "floor"])
    for name, value in figures.items():
        yield _line(name, [f"{value:,.2f}", *_beside(name, value)])


def _beside(name: str, value: float) -> Iterator[str]:
    floor = FLOORS.get(name)
    if floor is not None:
        yield f"{floor:,.2f}"
        if value < floor:
            yield BELOW


def _line(name: str, cells: list[str]) -> str:
    return f"{name:>42}" + "".join(f"{cell:>18}" for cell in cells)
