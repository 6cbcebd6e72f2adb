"""Lends a server for as long as one process lives: for tests and measurements."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from concord.embedded.launcher import start, stop
from concord.embedded.server import Server

_CLEAR_AWAY_SECONDS = 90
_WATCH = "from concord.embedded.throwaway import watch; watch()"


@contextmanager
def throwaway(settings: Mapping[str, str] | None = None) -> Iterator[Server]:
    """Run a server in a temporary folder; both go however this process ends.

    A `finally` would not see SIGKILL or SIGTERM, so a second process waits for the
    end of a pipe from this one, and clears away whatever closed it.
    """
    data_dir = Path(tempfile.mkdtemp(prefix="concord-throwaway-"))
    watcher = subprocess.Popen(  # noqa: S603 -- our own command, no shell
        [sys.executable, "-c", _WATCH, str(data_dir)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        yield start(data_dir, settings=settings)
    finally:
        watcher.communicate(timeout=_CLEAR_AWAY_SECONDS)


def watch() -> None:
    """Wait for the end of the process at the other end of our standard input."""
    data_dir = Path(sys.argv[1])
    sys.stdin.read()
    stop(data_dir, mode="immediate")
    shutil.rmtree(data_dir)
