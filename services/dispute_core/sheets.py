"""Tables as CSV that a spreadsheet opens without taking any cell for a formula."""

import csv
import io
from collections.abc import Iterable, Sequence

_FORMULA = (*"=+-@\t\r\n", *"\uff1d\uff0b\uff0d\uff20")
"""With these a spreadsheet begins to calculate, or to look outside itself.

The last four are the wide ones of East Asian keyboards, which some take for the same.
"""


def sheet(columns: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """The table as RFC 4180 has it; a blank is an empty cell."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow([safe(column) for column in columns])
    writer.writerows([safe(cell) for cell in row] for row in rows)
    return text.getvalue()


def safe(cell: object) -> str:
    """A cell as text; what could be read as a formula begins with an apostrophe."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    said = str(cell)
    number = isinstance(cell, int | float)
    return f"'{said}" if said.startswith(_FORMULA) and not number else said
