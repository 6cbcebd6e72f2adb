"""Kills a server as a power cut would: all its processes at once, without a word."""

import asyncio
import os
import signal
from pathlib import Path

from concord.embedded import Server
from concord.embedded.launcher import start, status


def kill(server: Server) -> None:
    """SIGKILL the postmaster that runs there now, and every child of it."""
    running = status(server.data_dir)
    assert running is not None
    for pid in (running.pid, *children_of(running.pid)):
        try:
            os.kill(pid, signal.SIGKILL)
        except ProcessLookupError:
            continue


async def restart(server: Server) -> None:
    await asyncio.to_thread(start, server.data_dir, settings={"fsync": "off"})


def children_of(parent: int) -> list[int]:
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            fields = (folder / "stat").read_text().rpartition(")")[2].split()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(fields[1]) == parent:
            found.append(int(folder.name))
    return found
