"""What the launcher's tests share: questions to a server, processes of its users."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import psycopg

from concord.embedded import Server

QUICK: Mapping[str, str] = {"fsync": "off"}
START = """
import sys
from pathlib import Path
from concord.embedded import EmbeddedPostgresError, start, status, stop
def begin():
    try:
        return start(Path(sys.argv[1]), settings={"fsync": "off"})
    except EmbeddedPostgresError as error:
        sys.exit(str(error))
"""
_TIME_LIMIT_SECONDS = 60
_NOBODY = 65534


def ask(server: Server, sql: str) -> str:
    """Return the first value of a question to the server."""
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        row = connection.execute(sql.encode()).fetchone()
    return "" if row is None else str(row[0])


def tell(server: Server, sql: str) -> None:
    with psycopg.connect(server.url("postgres"), autocommit=True) as connection:
        connection.execute(sql.encode())


def launch(
    code: str,
    data_dir: Path,
    *,
    prefix: Sequence[str] = (),
    python: str = sys.executable,
    **environment: str,
) -> "subprocess.Popen[str]":
    """Start a process of its own that uses the launcher, in its own group."""
    ours = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **environment}
    return subprocess.Popen(
        [*prefix, python, "-c", START + code, str(data_dir)],
        env=ours,
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def outcome(user: "subprocess.Popen[str]") -> str:
    """Wait for the process and return what it printed, or else what it said."""
    said, complained = user.communicate(timeout=_TIME_LIMIT_SECONDS)
    return (said if user.returncode == 0 else complained).strip()


def succeeds(command: Sequence[str]) -> bool:
    """Try a command out, without a word."""
    trial = subprocess.run(command, check=False, capture_output=True)
    return trial.returncode == 0


def as_account(uid: int = _NOBODY) -> tuple[str, ...]:
    return ("setpriv", f"--reuid={uid}", f"--regid={uid}", "--clear-groups")


def await_that(condition: Callable[[], bool], *, seconds: float = 10) -> None:
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, "this did not come true in time"
        time.sleep(0.01)


def process_status(pid: int, name: str) -> str:
    """Return one line of a process's status, such as its uids or capabilities."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(line for line in lines if line.startswith(f"{name}:")).split(":")[1]


def is_alive(pid: int) -> bool:
    try:
        return process_status(pid, "State").split()[0] not in {"Z", "X"}
    except FileNotFoundError:
        return False


def children_of(pid: int) -> list[int]:
    return [
        int(child)
        for task in Path(f"/proc/{pid}/task").iterdir()
        for child in (task / "children").read_text().split()
    ]
