"""`concord` commands as processes: run to their end, or left running."""

import json
import os
import signal
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from concord import embedded
from concord.place import Place
from tests.support.forked import finished

READY_SECONDS = 60
STOP_SECONDS = 40
_TIES = (
    "import os, runpy, sys; from concord.ties import die_with;"
    " die_with(int(sys.argv.pop(1)));"
    " runpy.run_module('concord', run_name='__main__', alter_sys=True)"
)


def concord(
    *arguments: str | Path, **variables: str
) -> subprocess.CompletedProcess[str]:
    """Run a command to its end; no variables of ours but those given."""
    return finished("concord", *map(str, arguments), env=_environment(**variables))


@dataclass
class Up:
    """A `concord up` on a folder and a port of its own."""

    folder: Path
    port: int = 0
    process: subprocess.Popen[bytes] = field(init=False)

    @property
    def place(self) -> Place:
        return Place.at(self.folder / "data")

    @property
    def printed(self) -> str:
        return (self.folder / "printed.log").read_text()

    def start(self) -> "Up":
        """Begin; the kernel ends it with the test, however that ends."""
        with (self.folder / "printed.log").open("wb") as terminal:
            self.process = subprocess.Popen(
                [
                    *(sys.executable, "-c", _TIES, str(os.getpid())),
                    *("up", "--port", str(self.port)),
                    *("--data-dir", str(self.place.root)),
                ],
                env=_environment(),
                stdin=subprocess.DEVNULL,
                stdout=terminal,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        return self

    def url(self) -> str:
        """Where it answers, once it does."""
        limit = time.monotonic() + READY_SECONDS
        while time.monotonic() < limit and self.process.poll() is None:
            if self.place.running_file.exists():
                running = json.loads(self.place.running_file.read_text())
                if running["pid"] == self.process.pid:  # not that of a killed one
                    return str(running["url"])
            time.sleep(0.05)
        raise AssertionError(self.printed)

    def answers(self) -> bool:
        return httpx.get(f"{self.url()}/readyz", trust_env=False).is_success

    def end(self, number: signal.Signals) -> int:
        self.process.send_signal(number)
        return self.process.wait(STOP_SECONDS)

    def members(self) -> dict[str, int]:
        """The processes that belong to this one, by name, with their ids."""
        found = {}
        for entry in Path("/proc").iterdir():
            if not entry.name.isdecimal():
                continue
            words = _words(entry)
            if str(self.process.pid) in words:
                found[words[2].removeprefix("concord.")] = int(entry.name)
            elif str(self.place.root) in words and "concord.guardian" in words:
                found["guardian"] = int(entry.name)
        server = embedded.status(self.place.postgres)
        return found | ({"postgres": server.pid} if server else {})

    def gone(self, *, seconds: float = STOP_SECONDS) -> bool:
        """Whether everything that belongs to it ends in time."""
        limit = time.monotonic() + seconds
        while self.members() and time.monotonic() < limit:
            time.sleep(0.1)
        return not self.members()


def _words(entry: Path) -> list[str]:
    try:
        return (entry / "cmdline").read_bytes().decode().split("\0")
    except OSError:
        return []


def _environment(**variables: str) -> dict[str, str]:
    ours = {name: v for name, v in os.environ.items() if "CONCORD_" not in name}
    return {**ours, "PYTHONPATH": os.pathsep.join(sys.path), **variables}
