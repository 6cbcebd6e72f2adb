"""The trace as a table to read."""

import re
from collections.abc import Sequence

from tests.tracing.items import Item

DOCUMENTS = {
    "000": "000: a school's escalation policy statement",
    "001": "001: a partnership's multi-agency escalation policy",
    "002": "002: a board's four stages with a flow chart",
    "003": "003: a board's four stages without a number",
    "004": "004: a regional protocol of three stages",
}
HEAD = """# What the five documents ask, and where it is

Written by `make trace` from `docs/trace.yaml`; do not edit.
Every place, operation and test that stands here exists: `make trace` fails otherwise.
A rule lives in a policy file, a feature in an operation of the contract.
Where a later issue builds the rest of an item, its letter stands in the last column,
and the item does not count as shown.
"""
COLUMNS = "| Item | What it asks | Where it lives | Which test shows it | Later |"


def table(items: Sequence[Item]) -> str:
    """The page as the text of its file."""
    parts = [HEAD]
    for document, title in DOCUMENTS.items():
        own = [item for item in items if item.item.startswith(document)]
        rows = "\n".join(map(_row, own))
        parts.append(
            f"## {title}\n\n{COLUMNS}\n| --- | --- | --- | --- | --- |\n{rows}\n"
        )
    parts.append(f"{summary(items)}\n")
    return "\n".join(parts)


def summary(items: Sequence[Item]) -> str:
    return f"{sum(item.shown for item in items)} of {len(items)} items shown"


def _row(item: Item) -> str:
    places = [f"`{place}`" for place in (*item.rules, *item.features)]
    tests = [
        f"[{_test_name(one)}](../{one.partition('::')[0]})" for one in item.shown_by
    ]
    later = f"{item.later.issue}: {item.later.what}" if item.later else ""
    cells = (item.item, item.asks, "<br>".join(places), "<br>".join(tests), later)
    return f"| {' | '.join(cell.replace('|', '&#124;') for cell in cells)} |"


def _test_name(test: str) -> str:
    """A test's class and name as the sentence that they make."""
    _, *names = test.split("::")
    words = [re.sub(r"(?<!^)(?=[A-Z])", " ", name).lower() for name in names]
    return " ".join(
        word.removeprefix("test").replace("_", " ").strip() for word in words
    )
