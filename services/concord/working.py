"""The worker as a child of `concord up`: `python -m concord.working PARENT`."""

import sys

from concord.ties import die_with
from deadline_worker.__main__ import main as work


def main(parent: int) -> None:
    """Watch the deadlines, no longer than the parent lives."""
    die_with(parent)
    work()


if __name__ == "__main__":
    main(int(sys.argv[1]))
