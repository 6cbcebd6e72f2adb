"""Concord as `concord up` stands it up, but each process can be killed by itself.

`concord up` stops everything when a part of it dies; here the test plays whoever
restarts it. The API's socket stays open meanwhile, as that of `concord up` does.
"""

import json
import signal
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

import httpx

from concord import preparing
from concord.embedded import Server
from concord.place import Place
from concord.up import HOST, listening
from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.faults import crash
from tests.faults.logbook import Logbook
from tests.support.forked import KEPT, Forked, forked, server_pid
from tests.support.waiting import until_true

TEMPLATE = "concord"


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """A server whose database has policies and directory, and how to reach it."""

    server: Server
    place: Place
    variables: Mapping[str, str]


async def prepared(server: Server, folder: Path) -> Prepared:
    """Make everything ready, exactly as `concord up` does."""
    place = Place.at(folder)
    place.prepare()
    variables = await preparing.prepare(place, server, "http://concord.test")
    return Prepared(server=server, place=place, variables=variables)


@dataclass(kw_only=True)
class Standing:
    """One database of its own, and the processes that work on it."""

    prepared: Prepared
    database: str
    sock: socket
    apis: list[Forked] = field(default_factory=list)
    workers: list[Forked] = field(default_factory=list)
    _started: list[Forked] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.sock.getsockname()[1]}"

    @property
    def server(self) -> Server:
        return self.prepared.server

    def address(self, role: str) -> str:
        """The database as a role reaches it: writer, reader or worker."""
        return self.variables[f"CONCORD_{role.upper()}_URL"]

    @property
    def variables(self) -> dict[str, str]:
        given = {
            name: value.rpartition("/")[0] + f"/{self.database}"
            if value.startswith("postgresql:")
            else value
            for name, value in self.prepared.variables.items()
        }
        return {**given, "CONCORD_PUBLIC_URL": self.url}

    def token(self, partnership: str, agency: str) -> str:
        issuer = DevelopmentIssuer.open(self.prepared.place.issuer)
        return issuer.mint(partnership, agency=agency)

    def start_api(self) -> Forked:
        """Start one on the socket that all share."""
        api = self._child("api", "concord.serving", str(KEPT), keep=self.sock)
        self.apis.append(api)
        return api

    def kill_api(self) -> None:
        """Kill one, and start another."""
        victim = self.apis.pop(0)
        assert victim.poll() is None, "it ended by itself"
        killed(victim)
        self.start_api()

    def start_worker(self) -> Forked:
        worker = self._child("worker", "concord.working")
        self.workers.append(worker)
        return worker

    def kill_worker(self) -> None:
        """Kill one, and start another."""
        killed(self.workers.pop(0))
        self.start_worker()

    @property
    def alive(self) -> bool:
        """Whether everything that was not killed lives on."""
        return all(child.poll() is None for child in (*self.apis, *self.workers))

    async def kill_database(self) -> None:
        await crash.kill(self.server)
        await crash.restart(self.server)

    @asynccontextmanager
    async def frozen(self) -> AsyncIterator[None]:
        """Stop every process of the server where it is: it answers nothing, breaks
        nothing off, and goes on later as if nothing had been."""
        crash.signal_all(self.server, signal.SIGSTOP)
        try:
            yield
        finally:
            crash.signal_all(self.server, signal.SIGCONT)

    async def ready(self, *, seconds: float = 20) -> None:
        """Wait until the API says that it can serve."""
        async with httpx.AsyncClient(base_url=self.url, trust_env=False) as http:

            async def serves() -> bool:
                try:
                    return (await http.get("/readyz", timeout=12)).is_success
                except httpx.TransportError:
                    return False

            await until_true(serves, seconds=seconds)

    @property
    def logbook(self) -> Logbook:
        return Logbook(self.address("reader"))

    async def end(self) -> None:
        for child in self._started:
            killed(child)

    def _child(
        self, name: str, module: str, *arguments: str, keep: socket | None = None
    ) -> Forked:
        """It is told by its input what it needs to know, as by `concord up`."""
        logs = self.prepared.place.logs
        told = logs / f"{self.database}-told.json"
        told.write_text(json.dumps(self.variables))
        log = logs / f"{self.database}-{name}.log"
        parent = str(server_pid())
        child = forked(module, parent, *arguments, stdin=told, stdout=log, keep=keep)
        self._started.append(child)
        return child


def killed(child: Forked) -> None:
    child.kill()
    child.wait()


@asynccontextmanager
async def standing(prepared: Prepared, database: str) -> AsyncIterator[Standing]:
    """An empty service on a copy of what was prepared; nothing is started yet."""
    await crash.restart(prepared.server)  # a test that failed may have left it dead
    prepared.server.create_database(database, TEMPLATE)
    with listening(0) as sock:
        service = Standing(prepared=prepared, database=database, sock=sock)
        try:
            yield service
        finally:
            await service.end()
