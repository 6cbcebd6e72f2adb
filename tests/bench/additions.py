"""What guarding and watching the API costs: with all of it and without, in turns.

Both run on the same database, beside the same worker; the load changes from one to the
other and back, so that whatever else the machine does meets both. The time that they
compute for a request is steadier than requests a second where a machine is shared.
"""

import asyncio
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import asyncpg
import httpx

from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_core.log import roles
from tests.bench import case
from tests.bench.load import Result
from tests.bench.over_http import loaded
from tests.bench.processes import cpu_seconds, holding, serving
from tests.bench.unguarded import NO_TRACE
from tests.support.service import RunningService, running_service

CONNECTIONS = 64
SECONDS = 2.5
WARM_UP_SECONDS = 2.0
TURNS = 8
_BACKENDS = """
SELECT pid FROM pg_stat_activity
WHERE usename = ANY($1::text[]) AND application_name LIKE 'concord-%'
"""


@dataclass(kw_only=True)
class Side:
    """One of the two, and what was measured of it."""

    port: int
    roles: Sequence[str]
    """As whom it speaks to the database; nobody else does."""
    results: list[Result] = field(default_factory=list)
    api: float = 0.0
    postgres: float = 0.0

    @property
    def per_s(self) -> float:
        return statistics.median(one.per_s for one in self.results)

    @property
    def requests(self) -> int:
        return sum(one.requests for one in self.results)

    @property
    def cpu_ms(self) -> float:
        """Of the API and its connections together, for one dispute."""
        return (self.api + self.postgres) / self.requests * 1000

    def figures(self, name: str) -> dict[str, float]:
        return {
            f"{name}_per_s": self.per_s,
            f"{name}_api_cpu_ms": self.api / self.requests * 1000,
            f"{name}_postgres_cpu_ms": self.postgres / self.requests * 1000,
        }


def compared(
    data_dir: Path, seconds: float = SECONDS, turns: int = TURNS
) -> dict[str, float]:
    """Raise disputes on both, in turns, and say what is left with all of it on."""
    with (
        running_service(data_dir, {"rates": case.RATES}) as service,
        _unguarded(service) as port,
    ):
        whole = Side(port=_port_of(service), roles=[roles.WRITER, roles.API])
        bare = Side(port=port, roles=[_owner(service)])
        token = service.token(case.PARTNERSHIP, agency="school")
        for side in (whole, bare):
            loaded(side.port, CONNECTIONS, WARM_UP_SECONDS, token)
        _expect_no_guards(port, token)
        for turn in range(turns):
            for side in (whole, bare) if turn % 2 else (bare, whole):
                _measure(side, service.database_url(), token, seconds)
    return {
        **whole.figures("whole"),
        **bare.figures("without_additions"),
        "raise_vs_additions_off": whole.per_s / bare.per_s,
        "raise_cpu_vs_additions_off": bare.cpu_ms / whole.cpu_ms,
    }


def _expect_no_guards(port: int, token: str) -> None:
    """Or what is measured is the whole service twice."""
    url = f"http://127.0.0.1:{port}/v1/disputes"
    answer = httpx.get(url, headers={"Authorization": f"Bearer {token}"})
    answer.raise_for_status()
    traced = answer.headers["traceparent"] != NO_TRACE.parent
    if traced or "ratelimit-policy" in answer.headers:
        message = "something is still on that should be off"
        raise RuntimeError(message)


def _measure(side: Side, database: str, token: str, seconds: float) -> None:
    api, backends = holding(side.port), asyncio.run(_backends(database, side.roles))
    api_before, postgres_before = cpu_seconds(api), cpu_seconds(backends)
    side.results.append(loaded(side.port, CONNECTIONS, seconds, token))
    side.api += cpu_seconds(api) - api_before
    side.postgres += cpu_seconds(backends) - postgres_before


async def _backends(database: str, users: Sequence[str]) -> list[int]:
    connection = await asyncpg.connect(database)
    try:
        return [row[0] for row in await connection.fetch(_BACKENDS, list(users))]
    finally:
        await connection.close()


@contextmanager
def _unguarded(service: RunningService) -> Iterator[int]:
    issuer = DevelopmentIssuer.open(service.place.issuer)
    told = {
        "CONCORD_WRITER_URL": service.database_url(),
        "CONCORD_API_URL": service.database_url(),
        "CONCORD_SECRETS_FILE": str(service.place.secrets_file),
        "CONCORD_JWKS_FILE": str(issuer.jwks_file),
        "CONCORD_ISSUER": issuer.issuer,
        "CONCORD_AUDIENCE": issuer.audience,
    }
    with (
        tempfile.TemporaryFile() as log,
        serving("tests.bench.unguarded", told=told, log=log) as port,
    ):
        yield port


def _port_of(service: RunningService) -> int:
    return int(service.base_url.rpartition(":")[2])


def _owner(service: RunningService) -> str:
    return service.database_url().partition("://")[2].partition(":")[0]
