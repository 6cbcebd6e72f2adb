"""The processes that `concord up` starts: their logs, and how they are ended."""

import asyncio
import json
import os
import signal
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Self, TextIO

_STOP_SECONDS = 15
_POLL_SECONDS = 0.2
_LOUD = frozenset({"error", "critical"})


@dataclass
class Child:
    """One child: it writes into its own log file, of which errors reach the terminal.

    It never waits for us to read, so a stopped terminal stops no service.
    """

    name: str
    process: asyncio.subprocess.Process
    log: Path
    _read: int

    @classmethod
    async def start(
        cls,
        name: str,
        arguments: Sequence[str],
        *,
        log: Path,
        keep: Sequence[int] = (),
    ) -> Self:
        """Start `python -m <arguments>` in a session of its own, away from Ctrl-C.

        It gets itself ready, and then waits to be told what it needs to know.
        """
        opened = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        try:
            read = os.fstat(opened).st_size
            process = await asyncio.create_subprocess_exec(
                sys.executable,
                "-m",
                *arguments,
                env={**os.environ, **search_path()},
                stdin=asyncio.subprocess.PIPE,
                stdout=opened,
                stderr=opened,
                pass_fds=keep,
                start_new_session=True,
            )
        finally:
            os.close(opened)
        return cls(name=name, process=process, log=log, _read=read)

    async def tell(self, variables: Mapping[str, str]) -> None:
        """Let it begin its work; not by its environment, which others might read."""
        pipe = self.process.stdin
        if pipe is None:
            return
        with suppress(ConnectionError):  # it has died: whoever waits for it will say
            pipe.write(json.dumps(dict(variables)).encode())
            await pipe.drain()
            pipe.close()

    async def ended(self) -> str:
        """Wait for its end, and say how it ended."""
        code = await self.process.wait()
        if code < 0:
            return f"The {self.name} was killed by {signal.Signals(-code).name}."
        return f"The {self.name} stopped by itself with exit code {code}."

    async def stop(self) -> None:
        """Ask it to finish; if it does not in time, kill it."""
        self._signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self.process.wait(), _STOP_SECONDS)
        except TimeoutError:
            self.kill()
            await self.process.wait()

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    async def show_errors(self, terminal: TextIO) -> None:
        """Copy what is worth a person's attention from its log to the terminal."""
        while True:
            self.show_new_errors(terminal)
            await asyncio.sleep(_POLL_SECONDS)

    def show_new_errors(self, terminal: TextIO) -> None:
        with self.log.open("rb") as file:
            file.seek(self._read)
            whole, newline, _ = file.read().rpartition(b"\n")
        self._read += len(whole) + len(newline)
        for line in whole.decode(errors="replace").splitlines():
            if _is_loud(line):
                print(f"{self.name}: {line}", file=terminal, flush=True)

    def _signal(self, number: signal.Signals) -> None:
        if self.process.returncode is None:
            self.process.send_signal(number)


def _is_loud(line: str) -> bool:
    """An error among the log's JSON lines, or anything that is no such line."""
    try:
        entry = json.loads(line)
    except ValueError:
        return bool(line.strip())
    return isinstance(entry, dict) and entry.get("level") in _LOUD


def search_path() -> dict[str, str]:
    """Let the child find this package where we found it."""
    return {"PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
