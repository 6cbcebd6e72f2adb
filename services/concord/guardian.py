"""Stops the database of a `concord up` that was killed and could not do so itself.

    python -m concord.guardian DATA_DIR

It waits for the end of its standard input, a pipe that only `concord up` holds.
"""

import sys
from pathlib import Path

from concord import embedded
from concord.errors import CannotGoOn
from concord.place import GUARDIAN, Place

_CLAIM_SECONDS = 5.0


def watch(data_dir: Path) -> None:
    """Wait for the other end to go; then stop the server, unless it has new users."""
    place = Place.at(data_dir)
    sys.stdin.read()
    try:
        # The kernel closes the pipe of a killed process before it drops its claim.
        with place.claimed(GUARDIAN, wait_seconds=_CLAIM_SECONDS):
            place.running_file.unlink(missing_ok=True)
            embedded.stop(place.postgres)
    except (CannotGoOn, FileNotFoundError):
        return  # whoever holds the folder now looks after the server


if __name__ == "__main__":
    watch(Path(sys.argv[1]))
