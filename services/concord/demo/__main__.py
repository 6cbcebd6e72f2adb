"""`python -m concord.demo`: fill the offices, play a case for each policy, tell it."""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from concord.demo.appointing import appoint_all
from concord.demo.cases import read_cases
from concord.demo.playing import play
from concord.demo.service import find_service, first_day
from concord.demo.story import story
from concord.errors import CannotGoOn


def main(arguments: Sequence[str] | None = None) -> int:
    """Play the cases on the running service; a second run tells the same stories."""
    asked = _parser().parse_args(arguments)
    try:
        service = find_service(asked.data_dir)
        day = first_day(asked.data_dir)
        appoint_all(service)
        for case in read_cases(day):
            played = play(case, service, day.isoformat())
            sys.stdout.write(f"{story(played)}\n\n\n")
    except CannotGoOn as reason:
        sys.stderr.write(f"{reason}\n")
        return 1
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m concord.demo", description=__doc__)
    parser.add_argument(
        "--data-dir",
        type=Path,
        default=Path(".data"),
        help="the data folder of the running `concord up`",
    )
    return parser


if __name__ == "__main__":
    sys.exit(main())
