"""`make bench`: everything in one run, printed as a table with ratios.

Machines differ and are shared; the ratios are what to compare. `--quick` makes a
small run that only shows that the measurements work.
"""

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from tests.bench import behind, following, messages, over_http

OUTPUT = Path("build") / "bench.json"
QUICK_BACKLOG = 2_000
QUICK_STREAMS = 50
QUICK_MESSAGES = 300


def main() -> None:
    quick = "--quick" in sys.argv
    if quick:
        over_http.SECONDS, over_http.WARM_UP_SECONDS = 1.0, 0.5
    say("Raising disputes on the whole service ...")
    with tempfile.TemporaryDirectory() as folder:
        concord = over_http.concord(Path(folder))
        say("Following what was raised: the feed, and a thousand streams ...")
        streams = QUICK_STREAMS if quick else following.STREAMS
        followed = following.followed(Path(folder), streams)
    say("The baselines: a bare route, the library, one-row inserts ...")
    bare, library, rows = over_http.baselines()
    say("Breaches from a backlog, and a rebuild ...")
    breaches, rebuilt = behind.breaches_and_rebuild(
        QUICK_BACKLOG if quick else behind.BACKLOG
    )
    say("Messages to another system ...")
    delivered = messages.delivered_per_s(QUICK_MESSAGES if quick else messages.MESSAGES)

    figures = {
        **raised(concord, bare, library, rows),
        "breaches_per_s": breaches.per_s,
        "breaches_whole_seconds": breaches.whole_seconds,
        "rebuild_events_per_s": rebuilt.events_per_second,
        **followed.figures(),
        "webhook_messages_per_s": delivered,
    }
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(figures, indent=2) + "\n")
    for line in table(concord, bare, library, rows, figures):
        say(line)


def raised(
    concord: over_http.Figures,
    bare: over_http.Figures,
    library: over_http.Figures,
    rows: dict[int, float],
) -> dict[str, float]:
    """How fast disputes are raised, and what that is beside the baselines."""
    best = max(concord, key=lambda n: concord[n].per_s)
    per_s = concord[best].per_s
    return {
        "raise_per_s": per_s,
        "raise_best_connections": best,
        "raise_p50_ms": concord[best].p50_ms,
        "raise_p99_ms": concord[best].p99_ms,
        "raise_alone_ms": concord[1].p50_ms,
        "raise_vs_library": per_s / max(r.per_s for r in library.values()),
        "raise_vs_bare_route": per_s / max(r.per_s for r in bare.values()),
        "raise_vs_one_row_insert": per_s / max(rows.values()),
    }


def table(
    concord: over_http.Figures,
    bare: over_http.Figures,
    library: over_http.Figures,
    rows: dict[int, float],
    figures: dict[str, Any],
) -> list[str]:
    """The figures as a person reads them."""
    lines = ["", f"{'connections':>42}" + "".join(f"{n:>18}" for n in concord)]
    for name, measured in (
        ("Concord, raise a dispute", concord),
        ("bare FastAPI route", bare),
        ("eventsourcing Application", library),
    ):
        cells = (f"{r.per_s:8.0f}/s p99 {r.p99_ms:4.0f}" for r in measured.values())
        lines.append(
            f"{name + ' (p99 in ms)':>42}" + "".join(f"{c:>18}" for c in cells)
        )
    cells = (f"{per_s:8.0f}/s" for per_s in rows.values())
    lines.append(f"{'pgbench, one row':>42}" + "".join(f"{c:>18}" for c in cells))
    lines.append("")
    for name, value in figures.items():
        lines.append(f"{name:>42}{value:>18,.2f}")
    return lines


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
