"""Concord as it stands in production: several processes, each on a port of its own.

nginx stands before them, with the configuration that is shipped. Each process is
started as its container starts it, and stopped as Kubernetes stops it: by SIGTERM.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from concord.children import search_path
from tests.faults.standing import Prepared, Standing, standing
from tests.support.nginx import HOST, a_free_port, proxied
from tests.support.waiting import until_true

STOP_SECONDS = 20.0
START_SECONDS = 60.0
# The kernel ends the process with this one, however this one ends.
_RUN = (
    "import os, runpy, sys; from concord.ties import die_with;"
    " die_with(int(sys.argv[1])); runpy.run_module(sys.argv[2], run_name='__main__')"
)


@dataclass(kw_only=True)
class Replica:
    """One process of the service, which can be stopped in good order."""

    module: str
    variables: Mapping[str, str]
    log: Path
    port: int | None = None
    process: asyncio.subprocess.Process | None = None

    async def start(self) -> None:
        """Start it; one with a port is there when it answers."""
        told = {**os.environ, **search_path(), **self.variables}
        if self.port is not None:
            told |= {"CONCORD_HOST": HOST, "CONCORD_PORT": str(self.port)}
        with self.log.open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-c", _RUN, str(os.getpid()), self.module),
                env=told,
                stdin=asyncio.subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    async def ready(self) -> None:
        assert self.port is not None
        url = f"http://{HOST}:{self.port}/readyz"
        async with httpx.AsyncClient(trust_env=False, timeout=12) as http:

            async def serves() -> bool:
                try:
                    return (await http.get(url)).is_success
                except httpx.TransportError:
                    return False

            await until_true(serves, seconds=START_SECONDS)

    async def stop(self) -> int:
        """Ask it to end, and wait until it has; with which code it did."""
        assert self.process is not None
        if self.process.returncode is None:
            self.process.send_signal(signal.SIGTERM)
        async with asyncio.timeout(STOP_SECONDS):
            return await self.process.wait()

    async def kill(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


@dataclass(kw_only=True)
class Rolling(Standing):
    """Two of each process behind nginx; clients know nothing but nginx."""

    front: str
    replicas: list[Replica] = field(default_factory=list)
    watchers: list[Replica] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.front

    async def start(self, ports: list[int]) -> None:
        log, told = self.prepared.place.logs / f"{self.database}.log", self.variables
        self.replicas = [
            Replica(module="dispute_api", variables=told, log=log, port=port)
            for port in ports
        ]
        self.watchers = [
            Replica(module="deadline_worker", variables=told, log=log) for _ in ports
        ]
        await asyncio.gather(*(one.start() for one in self._all))
        await asyncio.gather(*(one.ready() for one in self.replicas))

    async def roll(self, one: Replica) -> int:
        """Stop it and start it anew; with which code it ended."""
        code = await one.stop()
        await one.start()
        if one.port is not None:
            await one.ready()
        return code

    async def end(self) -> None:
        await asyncio.gather(*(one.kill() for one in self._all))
        await super().end()

    @property
    def _all(self) -> list[Replica]:
        return [*self.replicas, *self.watchers]


@asynccontextmanager
async def rolling(
    prepared: Prepared, database: str, folder: Path
) -> AsyncIterator[Rolling]:
    """The whole of it, running; each process can be restarted."""
    ports = [a_free_port() for _ in range(2)]
    async with standing(prepared, database) as bare:
        with proxied(folder, ports) as proxy:
            service = Rolling(
                prepared=prepared, database=database, sock=bare.sock, front=proxy.url
            )
            try:
                await service.start(ports)
                yield service
            finally:
                await service.end()
