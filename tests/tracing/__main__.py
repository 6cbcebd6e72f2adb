"""`make trace`: checks the trace, writes its table, and counts what is shown."""

import sys

from tests.tracing.checking import faults
from tests.tracing.items import ROOT, TRACE, read
from tests.tracing.table import summary, table

TABLE = ROOT / "docs" / "trace.md"


def main() -> int:
    """Write the table and print the count last; fail where a name leads nowhere."""
    items = read(TRACE.read_text(encoding="utf-8"))
    found = faults(items)
    TABLE.write_text(table(items), encoding="utf-8")
    for fault in found:
        print(fault)
    print(summary(items))
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
