"""Starts, finds and stops the server of a data folder."""

import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from concord.embedded import account, binaries, cluster, ports, process, sockets
from concord.embedded.errors import EmbeddedPostgresError
from concord.embedded.folder import Folder, Notes
from concord.embedded.process import Postmaster
from concord.embedded.server import SUPERUSER, Server

_SIGNALS = {"fast": signal.SIGINT, "immediate": signal.SIGQUIT}
_START_SECONDS = 300  # recovery after a crash may have much to read
_STOP_SECONDS = 30
_POLL_SECONDS = 0.02
_PORT_TRIES = 5
_LOG_TAIL_LINES = 8


def start(data_dir: Path, *, settings: Mapping[str, str] | None = None) -> Server:
    """Start the server of this folder, or return it if it runs already.

    The settings hold for this start only; a running server keeps the ones it has.
    """
    folder = Folder.at(data_dir)
    with _told_plainly(folder):
        folder.root.mkdir(mode=0o700, parents=True, exist_ok=True)
        account.check_owner(folder)
        with folder.locked():
            running = _settled(folder) or _launch(folder, settings or {})
            return _server(folder, running)


def stop(data_dir: Path, *, mode: str = "fast") -> None:
    """Stop the server of this folder; it is no error if none runs."""
    if mode not in _SIGNALS:
        message = f"mode is one of {', '.join(_SIGNALS)}, not {mode!r}"
        raise ValueError(message)
    folder = Folder.at(data_dir)
    with _told_plainly(folder):
        if not folder.cluster.exists():
            return
        with folder.locked():
            running = process.find(folder)
            if running is not None:
                _end(folder, running, mode)
                sockets.discard(Path(running.sockets))


def status(data_dir: Path) -> Server | None:
    """Return the server of this folder if it takes connections now."""
    folder = Folder.at(data_dir)
    with _told_plainly(folder):
        running = process.find(folder)
        if running is None or not running.is_ready:
            return None
        return _server(folder, running)


def _settled(folder: Folder) -> Postmaster | None:
    """Wait until a server on its way up or down has arrived."""
    limit = time.monotonic() + _START_SECONDS
    while time.monotonic() < limit:
        running = process.find(folder)
        if running is None or running.is_ready:
            return running
        time.sleep(_POLL_SECONDS)
    message = (
        f"PostgreSQL in {folder.root} runs but has not become ready in"
        f" {_START_SECONDS} seconds. {_end_of_log(folder)}"
    )
    raise EmbeddedPostgresError(message)


def _launch(folder: Folder, settings: Mapping[str, str]) -> Postmaster:
    process.clear_remains(folder)
    runner = account.choose(folder)
    cluster.initialise(folder, runner, settings)
    notes = folder.read_notes()
    port = ports.choose(notes.port if notes else None)
    for _ in range(_PORT_TRIES):
        home = sockets.prepare(folder)
        cluster.write_settings(folder, settings, port=port, sockets=home)
        outcome = _run_pg_ctl(folder, runner)
        running = _settled(folder)
        if running is not None:
            _remember(folder, running)
            return running
        sockets.discard(home)
        if ports.is_free(port):
            break
        # Somebody took the port between our look and the server's; take another.
        port = ports.choose(None)
    message = (
        f"PostgreSQL did not start in {folder.root} ({runner.description})."
        f" {outcome} {_end_of_log(folder)}"
    )
    raise EmbeddedPostgresError(message)


def _run_pg_ctl(folder: Folder, runner: account.Account) -> str:
    """Let pg_ctl start the server in a session of its own, away from our Ctrl-C.

    The paths go round pg_ctl's shell, which would expand some characters in them.
    """
    tool = binaries.program("pg_ctl")
    command = (tool, "start", "--wait", f"--timeout={_START_SECONDS}", "--log=../log")
    result = runner.run(
        command,
        cwd=folder.cluster,
        timeout=_START_SECONDS + 30,
        extra={"PGDATA": str(folder.cluster)},
    )
    return result.stderr.strip()


def _remember(folder: Folder, running: Postmaster) -> None:
    notes = Notes(
        port=running.port,
        sockets=running.sockets,
        pid=running.pid,
        started=running.started,
        boot=process.boot_id(),
    )
    folder.write_notes(notes)


def _server(folder: Folder, running: Postmaster) -> Server:
    return Server(
        data_dir=folder.root,
        host=running.sockets,
        port=running.port,
        superuser=SUPERUSER,
        password=folder.read_password(),
        pid=running.pid,
    )


def _end(folder: Folder, running: Postmaster, mode: str) -> None:
    if process.send(running, _SIGNALS[mode], _STOP_SECONDS):
        return
    # A client that never answers can hold up a fast stop; the log loses nothing.
    if process.send(running, signal.SIGQUIT, _STOP_SECONDS):
        return
    message = (
        f"PostgreSQL in {folder.root} (process {running.pid}) did not stop in"
        f" {2 * _STOP_SECONDS} seconds. {_end_of_log(folder)}"
    )
    raise EmbeddedPostgresError(message)


def _end_of_log(folder: Folder) -> str:
    try:
        lines = folder.log.read_text(errors="replace").splitlines()
    except FileNotFoundError:
        return "It wrote no log."
    tail = " | ".join(lines[-_LOG_TAIL_LINES:])
    return f"The end of its log, {folder.log}: {tail}"


@contextmanager
def _told_plainly(folder: Folder) -> Iterator[None]:
    """Turn what the system refused into our own error, in one paragraph."""
    try:
        yield
    except (OSError, subprocess.SubprocessError) as error:
        message = f"PostgreSQL in {folder.root} could not be reached: {error}"
        raise EmbeddedPostgresError(message) from error
