"""The worker as a child of `concord up`: `python -m concord.working PARENT`."""

import sys

from concord.ties import die_with, wait_to_be_told
from deadline_worker.__main__ import main as work


def main(parent: int) -> None:
    """Watch the deadlines, no longer than the parent lives."""
    die_with(parent)
    wait_to_be_told()
    work()


if __name__ == "__main__":
    main(int(sys.argv[1]))
