"""Keys that an issuer publishes at an address: fetched beside all requests.

No request waits for them but one whose token names a key that we do not know, and
that one no longer than one fetch may take.
"""

import asyncio
import re
import ssl
import time
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import httpx
import structlog

from dispute_api.tokens.keys import BadKeys, PublicKey, read_keys

MAX_SET = 64 * 1024
HEADERS = {"Accept": "application/jwk-set+json", "Accept-Encoding": "identity"}
_MAX_AGE = re.compile(r"(?:^|[\s,])max-age=(\d{1,9})(?![\d])")
_OK = 200

log = structlog.get_logger("dispute_api")


@dataclass(frozen=True, kw_only=True)
class Pace:
    """How often, how long and how far we go; seconds."""

    youngest: float = 60.0
    oldest: float = 240.0
    """Below five minutes, after which a key that was removed must count no more."""
    hunt: float = 60.0
    """Between two searches for keys that tokens name and we do not know."""
    retry: float = 30.0
    fetch: float = 5.0
    outage: float = 24 * 3600.0
    """How long the last set counts while the issuer cannot be asked."""


USUAL = Pace()


class FetchedKeys:
    """The keys of one issuer, as it published them when it could last be asked."""

    def __init__(
        self,
        url: str,
        *,
        ca_file: Path | None = None,
        pace: Pace = USUAL,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._url = url
        self._trust = ssl.create_default_context(cafile=ca_file)
        self._pace = pace
        self._monotonic = monotonic
        self._keys: Mapping[str, PublicKey] = {}
        self._content = b""
        self._fetched_at: float | None = None
        self._hunted_at: float | None = None
        self._wait = pace.retry
        self._fetching: asyncio.Task[None] | None = None
        self.generation = 0

    @property
    def at_hand(self) -> bool:
        return self.seconds_left > 0

    @property
    def seconds_left(self) -> float:
        """How long they count if the issuer is not reached before."""
        if self._fetched_at is None:
            return 0.0
        age = self._monotonic() - self._fetched_at
        return max(0.0, self._pace.outage - age)

    def find(self, kid: str) -> PublicKey | None:
        return self._keys.get(kid) if self.at_hand else None

    def refresh(self) -> None:
        """Forget what was verified with keys that count no more."""
        if self._keys and not self.at_hand:
            self._keys, self._content = {}, b""
            self.generation += 1

    async def hunt(self, kid: str) -> None:
        """Ask the issuer; tokens with invented keys make us ask once a minute."""
        if self._fetching is not None:
            await asyncio.shield(self._fetching)
            if self.find(kid) is not None:
                return
        now = self._monotonic()
        due = self._hunted_at is None or now - self._hunted_at >= self._pace.hunt
        if due:
            self._hunted_at = now
        if due or self._fetching is not None:  # another may have begun meanwhile
            await self._fetch()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[None]:
        """Fetch them, and again whenever they have grown old, until the end."""
        await self._fetch()
        staying_fresh = asyncio.create_task(self._stay_fresh())
        try:
            yield
        finally:
            for task in (staying_fresh, self._fetching):
                if task is not None:
                    task.cancel()
                    with suppress(asyncio.CancelledError):
                        await task

    async def _stay_fresh(self) -> None:
        while True:
            await asyncio.sleep(self._wait)
            await self._fetch()

    async def _fetch(self) -> None:
        """Fetch once for everybody who waits; whoever gives up stops nobody else."""
        if self._fetching is None:
            self._fetching = asyncio.create_task(self._fetch_once())
        await asyncio.shield(self._fetching)

    async def _fetch_once(self) -> None:
        try:
            async with asyncio.timeout(self._pace.fetch):
                content, age = await self._ask()
            keys = self._keys if content == self._content else read_keys(content)
        except (httpx.HTTPError, OSError, BadKeys) as error:  # OSError: a time-out too
            self._wait = self._pace.retry
            log.error("keys not fetched", kind=type(error).__name__)  # noqa: TRY400 - whatever was sent stays out
            return
        finally:
            self._fetching = None
        self._fetched_at = self._monotonic()
        self._wait = min(max(age, self._pace.youngest), self._pace.oldest)
        if content != self._content:
            self._keys, self._content = keys, content
            self.generation += 1

    async def _ask(self) -> tuple[bytes, float]:
        """The set as it was sent, and for how long its sender says that it holds."""
        async with (
            httpx.AsyncClient(
                verify=self._trust,
                trust_env=False,
                follow_redirects=False,
                timeout=self._pace.fetch,
            ) as client,
            client.stream("GET", self._url, headers=HEADERS) as answer,
        ):
            if answer.status_code != _OK or "content-encoding" in answer.headers:
                raise BadKeys("The issuer did not send a set of keys.")
            content = bytearray()
            async for part in answer.aiter_raw():
                content += part
                if len(content) > MAX_SET:
                    raise BadKeys("The set of keys is too large.")
        said = _MAX_AGE.search(answer.headers.get("cache-control", ""))
        return bytes(content), float(said[1]) if said else self._pace.oldest
