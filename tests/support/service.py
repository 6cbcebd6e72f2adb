"""Starts the whole of Concord as its users do, with `concord up`, for tests.

One command gives a database, the API and the worker, each a process of its own.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

from concord import embedded
from concord.place import Place
from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.support.http import Caller, new_http

READY_SECONDS = 60
STOP_SECONDS = 30
POLL_SECONDS = 0.05

# The kernel ends `concord up` with this process, even if a SIGKILL ended this one.
_UP = (
    "import os, runpy, sys; from concord.ties import die_with;"
    " die_with(int(sys.argv.pop(1)));"
    " runpy.run_module('concord', run_name='__main__', alter_sys=True)"
)


class NeverReady(Exception):
    """The service did not answer in time; the message is what it printed."""


@dataclass(frozen=True, kw_only=True)
class RunningService:
    """A running Concord, and the ways into it that a test may use."""

    base_url: str
    place: Place
    http: httpx.Client = field(repr=False)
    printed: Path
    ports: Sequence[int]
    """Where the API and the worker show their metrics."""

    def token(self, partnership: str, **claims: Any) -> str:
        """A token of the development issuer, as `concord token` prints one."""
        return self._issuer.mint(partnership, **claims)

    def caller(
        self,
        partnership: str,
        *,
        agency: str | None = None,
        role: str = "practitioner",
        http: httpx.Client | None = None,
        **claims: Any,
    ) -> Caller:
        """Somebody who speaks to this service, with connections of their own or not."""
        token = self.token(partnership, agency=agency, role=role, **claims)
        return Caller(
            name=f"{role} {agency or role} of {partnership}",
            http=http or self.http,
            token=token,
            partnership=partnership,
            agency=agency,
        )

    def database_url(self, role: str | None = None) -> str:
        """The address of the service's database, for one of its roles or its owner."""
        server = embedded.status(self.place.postgres)
        assert server is not None, "the database does not run"
        if role is None:
            return server.url("concord")
        return server.url("concord", role, self.place.passwords((role,))[role])

    def metrics(self) -> str:
        """What the monitoring reads of both processes."""
        pages = [f"http://127.0.0.1:{port}/metrics" for port in self.ports]
        return "".join(self.http.get(page).text for page in pages)

    def logs(self) -> dict[str, str]:
        """What every process has written, by the name of its file."""
        files = [*self.place.logs.iterdir(), self.printed]
        return {file.name: file.read_text(errors="replace") for file in files}

    @property
    def _issuer(self) -> DevelopmentIssuer:
        return DevelopmentIssuer.open(self.place.issuer)


@contextmanager
def running_service(
    folder: Path, told: Mapping[str, str] | None = None
) -> Iterator[RunningService]:
    """Run Concord on a data folder, and stop it as Ctrl-C would.

    What it is told beside are settings by their names, such as `smtp_host`.
    """
    ports = free_ports(2)
    own = dict(
        zip(("metrics_port", "worker_metrics_port"), map(str, ports), strict=True)
    )
    said = {**own, **(told or {})}
    variables = {f"CONCORD_{name.upper()}": value for name, value in said.items()}
    place, printed = Place.at(folder / "data"), folder / "printed.log"
    with printed.open("wb") as terminal:
        process = subprocess.Popen(
            [
                *(sys.executable, "-c", _UP, str(os.getpid())),
                *("up", "--port", "0", "--data-dir", str(place.root)),
            ],
            env={
                **os.environ,
                "PYTHONPATH": os.pathsep.join(sys.path),
                **variables,
            },
            stdin=subprocess.DEVNULL,
            stdout=terminal,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        url = _url_once_ready(process, place, printed)
        with new_http(url) as http:
            yield RunningService(
                base_url=url, place=place, http=http, printed=printed, ports=ports
            )
    finally:
        _stop(process)


def free_ports(count: int) -> list[int]:
    """Ports that nobody listens on just now."""
    with ExitStack() as stack:
        taken = [
            stack.enter_context(socket.create_server(("127.0.0.1", 0)))
            for _ in range(count)
        ]
        return [int(one.getsockname()[1]) for one in taken]


def _url_once_ready(
    process: subprocess.Popen[bytes], place: Place, printed: Path
) -> str:
    limit = time.monotonic() + READY_SECONDS
    while time.monotonic() < limit and process.poll() is None:
        if place.running_file.exists():
            return str(json.loads(place.running_file.read_text())["url"])
        time.sleep(POLL_SECONDS)
    raise NeverReady(printed.read_text())


def _stop(process: subprocess.Popen[bytes]) -> None:
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
