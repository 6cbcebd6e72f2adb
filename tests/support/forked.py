"""Starts `python -m ...` without its imports: forked from a process that has them.

To load the code takes a processor longer than most of what tests ask of a process.
One server for each pytest loads it once; it ends with pytest, and what it has forked
ends with it, however pytest dies.
"""

import os
import runpy
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from multiprocessing import forkserver, get_context
from multiprocessing.context import ForkServerContext
from multiprocessing.process import BaseProcess
from pathlib import Path
from socket import socket
from tempfile import TemporaryDirectory

from concord.ties import die_with
from tests.support.tied import environment

KEPT = 200
"""The number by which a process knows the socket that it was given."""

_LOADED = "tests.support.loaded"


class Forked:
    """A process, with what tests ask of a `Popen`."""

    def __init__(self, process: BaseProcess) -> None:
        self._process = process

    @property
    def pid(self) -> int:
        assert self._process.pid is not None
        return self._process.pid

    def poll(self) -> int | None:
        return self._process.exitcode

    def wait(self, seconds: float | None = None) -> int:
        self._process.join(seconds)
        code = self._process.exitcode
        if code is None:
            raise subprocess.TimeoutExpired(str(self.pid), seconds or 0)
        return code

    def send_signal(self, number: int) -> None:
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()


def forked(
    module: str,
    *arguments: str,
    env: Mapping[str, str] | None = None,
    stdin: Path = Path(os.devnull),
    stdout: Path | None = None,
    stderr: Path | None = None,
    keep: socket | None = None,
) -> Forked:
    """As `python -m module ...`, writing to files, or where pytest itself writes."""
    given = dict(environment() if env is None else env)
    files = (stdin, stdout, stderr or stdout)
    told = (module, arguments, given, str(Path.cwd()), files, keep)
    process = _context().Process(target=_run, args=told, daemon=True)
    process.start()
    return Forked(process)


def finished(
    module: str, *arguments: str, env: Mapping[str, str], seconds: float = 60
) -> "subprocess.CompletedProcess[str]":
    """Run it to its end, as `subprocess.run` does; its input is empty."""
    with TemporaryDirectory() as name:
        out, err = Path(name, "out"), Path(name, "err")
        process = forked(module, *arguments, env=env, stdout=out, stderr=err)
        try:
            code = process.wait(seconds)
        finally:
            process.kill()
        return subprocess.CompletedProcess(
            (module, *arguments), code, out.read_text(), err.read_text()
        )


def server_pid() -> int:
    """The parent of all of them."""
    _context()
    pid: int = forkserver._forkserver._forkserver_pid  # type: ignore[attr-defined]
    return pid


def end_server() -> None:
    """Stop the server and wait for it, so that nothing outlives the session."""
    forkserver._forkserver._stop()  # type: ignore[attr-defined]


@cache
def _context() -> ForkServerContext:
    """The server starts with the first process; it finds packages where we do."""
    context = get_context("forkserver")
    context.set_forkserver_preload([_LOADED])
    before = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = environment()["PYTHONPATH"]
    try:
        forkserver.ensure_running()
    finally:
        os.environ.pop("PYTHONPATH")
        if before is not None:
            os.environ["PYTHONPATH"] = before
    return context


def _run(
    module: str,
    arguments: tuple[str, ...],
    env: Mapping[str, str],
    cwd: str,
    files: tuple[Path | None, ...],
    keep: socket | None,
) -> None:
    """What the new process does: become what it was to be."""
    # Else the server would live as long as this, and not as long as pytest.
    os.close(forkserver._forkserver._forkserver_alive_fd)  # type: ignore[attr-defined]
    die_with(os.getppid())
    for descriptor, file in enumerate(files):
        if file is not None:
            how = os.O_WRONLY | os.O_CREAT | os.O_APPEND if descriptor else os.O_RDONLY
            _become(descriptor, os.open(file, how, 0o600))
    sys.stdin = open(0, closefd=False)  # noqa: SIM115 - a number, not a path
    if keep is not None:
        _become(KEPT, keep.detach())
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)


def _become(descriptor: int, opened: int) -> None:
    if opened != descriptor:
        os.dup2(opened, descriptor)
        os.close(opened)
