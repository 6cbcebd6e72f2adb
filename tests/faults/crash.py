"""Kills a server as a power cut would: all its processes at once, without a word."""

import asyncio
import os
import signal
from contextlib import suppress
from pathlib import Path

from concord.embedded import Server
from concord.embedded.launcher import start, status
from tests.support.waiting import until

_PARENT = 1
_STATE = 0


async def kill(server: Server) -> None:
    """SIGKILL the postmaster that runs there now and every child; wait for the end."""
    doomed = signal_all(server, signal.SIGKILL)
    await until(lambda: all(fields_of(pid)[_STATE] in "XZ" for pid in doomed))


def signal_all(server: Server, number: signal.Signals) -> list[int]:
    """Send a signal to the postmaster and to every child; which processes they were."""
    running = status(server.data_dir)
    assert running is not None
    pids = [running.pid, *children_of(running.pid)]
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, number)
    return pids


async def restart(server: Server) -> None:
    await asyncio.to_thread(start, server.data_dir, settings={"fsync": "off"})


def children_of(parent: int) -> list[int]:
    pids = [int(folder.name) for folder in Path("/proc").glob("[0-9]*")]
    return [pid for pid in pids if fields_of(pid)[_PARENT] == str(parent)]


def fields_of(pid: int) -> list[str]:
    """What the kernel says of a process after its name; one that is gone is dead."""
    try:
        text = Path(f"/proc/{pid}/stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ["X", "0"]
    return text.rpartition(")")[2].split()
