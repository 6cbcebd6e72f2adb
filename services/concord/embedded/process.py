"""Tells our server process from a stranger that was given the same process id."""

import os
import signal
import time
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from concord.embedded.errors import EmbeddedPostgresError
from concord.embedded.folder import Folder

_PROC = Path("/proc")
_DEAD_STATES = ("Z", "X")
# Server processes that lost their postmaster end by themselves, but not while
# they are stopped or busy; a new server must not start beside them.
_ORPHANS_MAY_TAKE_SECONDS = 1.0
_KILL_MAY_TAKE_SECONDS = 10.0
_POLL_SECONDS = 0.01


@dataclass(frozen=True)
class Postmaster:
    """The running server process of a cluster, as its pid file describes it."""

    pid: int
    started: int
    port: int
    sockets: str
    status: str

    @property
    def is_ready(self) -> bool:
        return self.status == "ready"


def boot_id() -> str:
    return (_PROC / "sys/kernel/random/boot_id").read_text().strip()


def find(folder: Folder) -> Postmaster | None:
    """Find the server of this folder, if it is alive and really is that."""
    lines = _pid_file_lines(folder)
    pid = _pid_in(lines)
    if pid is None or not _is_postmaster(pid, folder.cluster):
        return None
    started = _start_of(pid)
    if started is None or _contradicts_notes(folder, pid, started):
        return None
    return Postmaster(
        pid=pid,
        started=started,
        port=int(lines[3]) if lines[3:] else 0,
        sockets=lines[4] if lines[4:] else "",
        status=lines[7].strip() if lines[7:] else "starting",
    )


def send(postmaster: Postmaster, number: signal.Signals, wait_seconds: float) -> bool:
    """Signal the server and say whether it ended in time."""
    limit = time.monotonic() + wait_seconds
    # A stopped process (SIGSTOP) would hear nothing before it goes on.
    for each in (number, signal.SIGCONT):
        if not _is_alive(postmaster):
            return True
        _signal(postmaster.pid, each)
    while _is_alive(postmaster):
        if time.monotonic() > limit:
            return False
        time.sleep(_POLL_SECONDS)
    return True


def clear_remains(folder: Folder) -> None:
    """Remove what a killed server left and the next one would stumble over."""
    patience = time.monotonic() + _ORPHANS_MAY_TAKE_SECONDS
    limit = patience + _KILL_MAY_TAKE_SECONDS
    while any(_server_processes(folder.cluster)):
        if time.monotonic() > limit:
            message = (
                f"Processes of an earlier PostgreSQL in {folder.root} do not end, not"
                " even when killed. They probably wait for the disk."
            )
            raise EmbeddedPostgresError(message)
        if time.monotonic() > patience:
            _kill_orphans(folder.cluster)
        time.sleep(_POLL_SECONDS)
    pid = _pid_in(_pid_file_lines(folder))
    if pid is not None and (_PROC / str(pid)).exists():
        # A stranger has the id now, or nobody has collected the dead process yet,
        # as in a container without an init; PostgreSQL would take either for alive.
        (folder.cluster / "postmaster.pid").unlink(missing_ok=True)


def _pid_file_lines(folder: Folder) -> list[str]:
    try:
        return (folder.cluster / "postmaster.pid").read_text().splitlines()
    except FileNotFoundError:
        return []


def _pid_in(lines: list[str]) -> int | None:
    try:
        pid = int(lines[0])
    except (IndexError, ValueError):
        return None
    return pid if pid > 0 else None


def _start_of(pid: int) -> int | None:
    """When a live process began, in clock ticks since boot."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text(errors="replace")
    except (FileNotFoundError, ProcessLookupError):
        return None
    state, *fields = stat.rpartition(")")[2].split()
    return None if state in _DEAD_STATES else int(fields[18])


def _contradicts_notes(folder: Folder, pid: int, started: int) -> bool:
    notes = folder.read_notes()
    if notes is None or (notes.pid, notes.boot) != (pid, boot_id()):
        return False
    return notes.started != started


def _is_postmaster(pid: int, cluster: Path) -> bool:
    """Ours is a postgres program, at work in our cluster, not one of its children."""
    if not _is_at_work_in(pid, cluster):
        return False
    try:
        first = (_PROC / str(pid) / "cmdline").read_bytes().split(b"\0")[0]
    except OSError:
        return False
    return Path(os.fsdecode(first)).name == "postgres"


def _is_at_work_in(pid: int, cluster: Path) -> bool:
    entry = _PROC / str(pid)
    try:
        running = (entry / "exe").readlink().name.removesuffix(" (deleted)")
        return running == "postgres" and (entry / "cwd").samefile(cluster)
    except OSError:  # gone meanwhile, or another account's: in both cases not ours
        return False


def _server_processes(cluster: Path) -> Iterator[int]:
    for entry in _PROC.iterdir():
        if entry.name.isdecimal() and _is_at_work_in(int(entry.name), cluster):
            yield int(entry.name)


def _kill_orphans(cluster: Path) -> None:
    for pid in _server_processes(cluster):
        _signal(pid, signal.SIGKILL)


def _is_alive(postmaster: Postmaster) -> bool:
    return _start_of(postmaster.pid) == postmaster.started


def _signal(pid: int, number: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.kill(pid, number)
