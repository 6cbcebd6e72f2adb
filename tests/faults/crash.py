"""Kills a server as a power cut would: all its processes at once, without a word."""

import asyncio
import os
import signal
from pathlib import Path

from concord.embedded import Server
from concord.embedded.launcher import start, status
from tests.support.waiting import until

_PARENT = 1
_STATE = 0


async def kill(server: Server) -> None:
    """SIGKILL the postmaster that runs there now and every child; wait for the end."""
    running = status(server.data_dir)
    assert running is not None
    doomed = (running.pid, *children_of(running.pid))
    for pid in doomed:
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue
    await until(lambda: all(fields_of(pid)[_STATE] in "XZ" for pid in doomed))


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
