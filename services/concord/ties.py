"""Ties a child process to its parent: its life, and what it is told at its birth."""

import ctypes
import json
import os
import signal
import sys

_SET_PARENT_DEATH_SIGNAL = 1


def die_with(parent: int) -> None:
    """Ask the kernel to kill this process when its parent dies, however it dies.

    A pipe to the parent would need somebody here to read it, and a process that hangs
    reads nothing. Killing is safe: the log loses nothing by it.
    """
    library = ctypes.CDLL(None, use_errno=True)
    if library.prctl(_SET_PARENT_DEATH_SIGNAL, signal.SIGKILL, 0, 0, 0) != 0:
        raise OSError(ctypes.get_errno(), "prctl was refused")
    if os.getppid() != parent:  # it died before the kernel knew of our wish
        sys.exit(1)


def wait_to_be_told() -> None:
    """Take the variables that the parent sends; end quietly if it sends none."""
    told = sys.stdin.read()
    if not told:
        sys.exit(0)
    os.environ.update(json.loads(told))
