"""Processes of the measurements: starting them, and what they have computed so far."""

import os
import subprocess
import time
from collections.abc import Collection, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import httpx

from concord.embedded.ports import choose
from tests.support.tied import environment, tied

_READY_SECONDS = 60
_STOP_SECONDS = 20
_TICKS = os.sysconf("SC_CLK_TCK")


@contextmanager
def serving(
    module: str,
    *arguments: str,
    told: Mapping[str, str],
    port: int | None = None,
    log: IO[bytes] | None = None,
) -> Iterator[int]:
    """Run something that answers on a port of this machine, which it yields."""
    port = port or choose(None)
    process = subprocess.Popen(
        tied(module, *arguments, "--port", str(port)),
        env=environment(**told),
        stdout=log,
        stderr=log,
    )
    try:
        _wait_for(port, process)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=_STOP_SECONDS)


def _wait_for(port: int, process: subprocess.Popen[bytes]) -> None:
    limit = time.monotonic() + _READY_SECONDS
    while time.monotonic() < limit and process.poll() is None:
        try:
            httpx.get(f"http://127.0.0.1:{port}/")
        except httpx.TransportError:
            time.sleep(0.1)
        else:
            return
    message = f"nothing answers on port {port}"
    raise RuntimeError(message)


def cpu_seconds(processes: Collection[int]) -> float:
    """What processes have computed so far, and the kernel for them."""
    ticks = 0
    for one in processes:
        stat = Path(f"/proc/{one}/stat").read_text()
        own, kernel = stat.rpartition(")")[2].split()[11:13]
        ticks += int(own) + int(kernel)
    return ticks / _TICKS


def holding(port: int) -> set[int]:
    """The processes that hold the door at a port of this machine."""
    rows = [row.split() for row in Path("/proc/net/tcp").read_text().splitlines()[1:]]
    (inode,) = (
        row[9] for row in rows if row[3] == "0A" and row[1].endswith(f":{port:04X}")
    )
    return {
        int(link.parts[2])
        for link in Path("/proc").glob("[0-9]*/fd/*")
        if _target(link) == f"socket:[{inode}]"
    }


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:  # it has ended, or is not ours
        return ""
