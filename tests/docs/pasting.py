"""A terminal into which lines are pasted."""

import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Timer

LIMIT_SECONDS = 90
_DONE = "--- the block is done ---"


@dataclass(frozen=True)
class Terminal:
    """One bash that keeps its variables from block to block, as a reader's does."""

    bash: subprocess.Popen[str]

    def paste(self, lines: str) -> str:
        """What bash prints, errors included, until the pasted lines are done."""
        assert self.bash.stdin is not None
        assert self.bash.stdout is not None
        self.bash.stdin.write(f"{lines}\necho '{_DONE}'\n")
        self.bash.stdin.flush()
        printed: list[str] = []
        for line in self.bash.stdout:
            if line.strip() == _DONE:
                return "".join(printed)
            printed.append(line)
        message = f"bash has ended: {''.join(printed)}"
        raise AssertionError(message)


@contextmanager
def terminal(folder: Path, environment: Mapping[str, str]) -> Iterator[Terminal]:
    """Open a bash in a folder, without anyone's settings."""
    bash = subprocess.Popen(
        ["/bin/bash", "--norc", "--noprofile"],
        cwd=folder,
        env=dict(environment),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    too_long = Timer(LIMIT_SECONDS, bash.kill)
    too_long.start()
    try:
        with bash:
            yield Terminal(bash)
    finally:
        too_long.cancel()


def lay_out(folder: Path, data: Path) -> dict[str, str]:
    """Make a folder look like a clone after `make run`; what its bash then knows."""
    python = folder / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (folder / ".data").symlink_to(data)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        "LANG": "C.UTF-8",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
