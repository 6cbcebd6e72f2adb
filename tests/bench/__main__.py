"""`make bench`: everything in one run, printed as a table with ratios and floors.

Machines differ and are shared; the ratios are what to compare. `--quick` makes a small
run that only shows that the measurements work, and `--only raise,feed` some parts of
one. A part that fails is named and loses no figure of the others.
"""

import argparse
import json
import os
import sys
import tempfile
import time
import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from concord.embedded import throwaway
from tests.bench import additions, behind, following, messages, over_http
from tests.bench.load import Result
from tests.bench.table import ratios, table

OUTPUT = Path("build") / "bench.json"
QUICK_BACKLOG = 2_000
QUICK_STREAMS = 300
QUICK_MESSAGES = 300
QUICK_TURNS = 2


@dataclass(kw_only=True)
class Run:
    """One run: what was measured so far, and what could not be."""

    folder: Path
    """The data folder of the service: who follows a log reads what was raised."""
    quick: bool
    rows: dict[str, Mapping[int, Result]] = field(default_factory=dict)
    inserts: Mapping[int, float] = field(default_factory=dict)
    figures: dict[str, float] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)

    def raise_(self) -> None:
        """Raising disputes on the whole service."""
        self.rows["concord"] = over_http.concord(self.folder)

    def additions(self) -> None:
        """The same with its guards and without them, in turns."""
        seconds = over_http.SECONDS if self.quick else additions.SECONDS
        turns = QUICK_TURNS if self.quick else additions.TURNS
        self.figures |= additions.compared(self.folder, seconds, turns)

    def feed(self) -> None:
        """Following what was raised: the feed, and a thousand streams."""
        if not (self.folder / "data").exists():
            over_http.concord(self.folder)
        streams = QUICK_STREAMS if self.quick else following.STREAMS
        self.figures |= following.followed(self.folder, streams).figures()

    def bare(self) -> None:
        """A baseline: a bare route."""
        self.rows["bare"] = over_http.bare()

    def library(self) -> None:
        """A baseline: the library's own Application."""
        with throwaway() as server:
            self.rows["library"] = over_http.library(server)

    def inserted(self) -> None:
        """A baseline: inserts of one row."""
        with throwaway() as server:
            self.inserts = over_http.one_row_inserts(server)

    def breaches(self) -> None:
        """Breaches from a backlog, and a rebuild of what they left."""
        backlog = QUICK_BACKLOG if self.quick else behind.BACKLOG
        self.figures |= behind.breaches_and_rebuild(backlog)

    def webhooks(self) -> None:
        """Messages to another system."""
        count = QUICK_MESSAGES if self.quick else messages.MESSAGES
        self.figures["webhook_messages_per_s"] = messages.delivered_per_s(count)

    def take(self, name: str, part: Callable[[], None]) -> None:
        """Measure a part; what goes wrong in it is said, and the next one comes."""
        load, began = os.getloadavg()[0], time.monotonic()
        say(f"{name}: {part.__doc__} (load {load:.1f})")
        try:
            part()
        except Exception:  # noqa: BLE001 - the other parts can be measured all the same
            self.failed.append(name)
            say(traceback.format_exc())
        say(f"{name}: {time.monotonic() - began:.0f} s")


def parts_of(run: Run) -> dict[str, Callable[[], None]]:
    return {
        "raise": run.raise_,
        "additions": run.additions,
        "feed": run.feed,
        "bare": run.bare,
        "library": run.library,
        "inserts": run.inserted,
        "breaches": run.breaches,
        "webhooks": run.webhooks,
    }


def main() -> None:
    asked = _asked()
    if asked.quick:
        over_http.SECONDS, over_http.WARM_UP_SECONDS = 1.0, 0.5
    with tempfile.TemporaryDirectory() as folder:
        run = Run(folder=Path(folder), quick=asked.quick)
        parts = parts_of(run)
        wanted = asked.only.split(",") if asked.only else list(parts)
        if unknown := set(wanted) - set(parts):
            sys.exit(f"No such part: {', '.join(sorted(unknown))}. {', '.join(parts)}.")
        for name in wanted:
            run.take(name, parts[name])
    figures = {**ratios(run.rows, run.inserts), **run.figures}
    OUTPUT.parent.mkdir(exist_ok=True)
    OUTPUT.write_text(json.dumps(figures, indent=2) + "\n")
    for line in table(run.rows, run.inserts, figures):
        say(line)
    if run.failed:
        sys.exit(f"Not measured, since it failed: {', '.join(run.failed)}.")


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="tests.bench", description=__doc__)
    parser.add_argument("--quick", action="store_true", help="small and meaningless")
    parser.add_argument("--only", default="", help="some parts, such as raise,feed")
    return parser.parse_args()


def say(line: str) -> None:
    print(line, flush=True)


if __name__ == "__main__":
    main()
