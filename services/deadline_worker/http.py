"""The one place from which the worker calls other systems over HTTP."""

import asyncio
import ssl
from collections import OrderedDict
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

import httpx

from dispute_core.domain.webhooks.addresses import Address
from dispute_core.domain.webhooks.urls import Endpoint
from dispute_core.tracing import present_parent

_SECONDS = 15.0
_JSON = {"Content-Type": "application/json"}
_MOST_HOSTS = 256
_IDLE_SECONDS = 20.0
_LARGEST_ANSWER = 64 * 1024
_DRAIN_SECONDS = 1.0


class NoAnswer(Exception):
    """There was nobody, or nobody who spoke HTTP."""


class Answer(NamedTuple):
    """What an answer says before its body; the body says nothing to us."""

    status: int
    retry_after: str | None


@dataclass(frozen=True)
class Http:
    """Posts what it is given to whom the operator has named.

    Follows no redirect and reads no answer's body; tells of which trace it is part.
    """

    client: httpx.AsyncClient

    async def post(self, url: str, content: bytes) -> int:
        """The status; raises `TimeoutError` or `NoAnswer`."""
        try:
            async with self.client.stream(
                "POST", url, content=content, headers=_headers()
            ) as answer:
                return answer.status_code
        except httpx.TimeoutException:
            raise TimeoutError from None
        except httpx.HTTPError:
            raise NoAnswer from None


def _headers() -> dict[str, str]:
    parent = present_parent()
    return _JSON if parent is None else {**_JSON, "traceparent": parent}


class Guarded:
    """Posts to whom a subscriber has named, at an address that was checked.

    The connection goes to that address and no name is looked up again; certificate
    and Host are those of the name. Connections are kept for one host at one address
    only, so that none is shared by two who happen to live there.
    """

    def __init__(self, trust: ssl.SSLContext) -> None:
        self._trust = trust
        self._lines: OrderedDict[tuple[str, str, int, str], _Line] = OrderedDict()

    async def post(
        self, to: Endpoint, at: Address, content: bytes, headers: Mapping[str, str]
    ) -> Answer:
        """Raises `NoAnswer`; whoever calls says how long all of it may take."""
        host = f"[{at}]" if ":" in str(at) else str(at)
        line = self._line(to, at)
        line.users += 1
        try:
            async with line.client.stream(
                "POST",
                f"{to.scheme}://{host}:{to.port}{to.target}",
                content=content,
                headers={**headers, "Host": to.authority},
                extensions={"sni_hostname": to.host},
            ) as answer:
                said = Answer(answer.status_code, answer.headers.get("retry-after"))
                await _drain(answer)
                return said
        except (httpx.HTTPError, httpx.InvalidURL, OSError):
            raise NoAnswer from None
        finally:
            line.users -= 1

    async def close(self) -> None:
        for line in self._lines.values():
            await line.client.aclose()
        self._lines.clear()

    def _line(self, to: Endpoint, at: Address) -> "_Line":
        key = (to.scheme, to.host, to.port, str(at))
        line = self._lines.get(key)
        if line is None:
            line = self._lines[key] = _Line(_client(self._trust))
            self._forget()
        self._lines.move_to_end(key)
        return line

    def _forget(self) -> None:
        """Let go of the line that has been silent longest, if there are too many."""
        silent = (key for key, line in self._lines.items() if not line.users)
        oldest = next(silent, None)
        if len(self._lines) > _MOST_HOSTS and oldest is not None:
            closing = self._lines.pop(oldest).client.aclose()
            self._closing = asyncio.create_task(closing)


@dataclass
class _Line:
    """Connections to one host at one address, and how many wait for an answer."""

    client: httpx.AsyncClient
    users: int = 0


def _client(trust: ssl.SSLContext) -> httpx.AsyncClient:
    return httpx.AsyncClient(
        verify=trust,
        timeout=None,  # noqa: S113 - whoever calls limits the whole
        follow_redirects=False,
        trust_env=False,
        limits=httpx.Limits(keepalive_expiry=_IDLE_SECONDS),
    )


async def _drain(answer: httpx.Response) -> None:
    """Read a little of the body, so that the connection can be used again.

    It says nothing to us, so whatever is wrong with it changes nothing.
    """
    read = 0
    with suppress(TimeoutError, httpx.HTTPError):
        async with asyncio.timeout(_DRAIN_SECONDS):
            async for part in answer.aiter_raw():
                read += len(part)
                if read > _LARGEST_ANSWER:
                    return


@asynccontextmanager
async def open_http() -> AsyncIterator[Http]:
    async with httpx.AsyncClient(
        timeout=_SECONDS, follow_redirects=False, trust_env=False
    ) as client:
        yield Http(client)


@asynccontextmanager
async def open_guarded(ca_file: Path | None) -> AsyncIterator[Guarded]:
    """The system's authorities vouch for endpoints, unless a file names others."""
    guarded = Guarded(ssl.create_default_context(cafile=ca_file))
    try:
        yield guarded
    finally:
        await guarded.close()
