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
from tempfile import TemporaryDirectory
from typing import Any

from concord.ties import die_with
from tests.support.tied import environment

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
    stdout: Path | None = None,
    stderr: Path | None = None,
) -> Forked:
    """As `python -m module ...`, writing to files, or where pytest itself writes."""
    outputs = [None if it is None else str(it) for it in (stdout, stderr or stdout)]
    given = dict(environment() if env is None else env)
    told = (module, arguments, given, str(Path.cwd()), *outputs)
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
    *outputs: Any,
) -> None:
    """What the new process does: become what it was to be."""
    # Else the server would live as long as this, and not as long as pytest.
    os.close(forkserver._forkserver._forkserver_alive_fd)  # type: ignore[attr-defined]
    die_with(os.getppid())
    for descriptor, output in zip((1, 2), outputs, strict=True):
        if output is not None:
            opened = os.open(output, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
            os.dup2(opened, descriptor)
            os.close(opened)
    os.chdir(cwd)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = [module, *arguments]
    runpy.run_module(module, run_name="__main__", alter_sys=True)
