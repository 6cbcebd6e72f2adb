"""Looks up names before anything is sent there, and refuses what leads inside."""

import asyncio
import socket
from collections.abc import Awaitable, Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field

from dispute_core.domain.refusals.webhooks import BadUrl
from dispute_core.domain.webhooks.addresses import Address, checked
from dispute_core.domain.webhooks.urls import HTTPS, Allowed, Endpoint, endpoint
from dispute_core.given_files import GivenSettings

Resolve = Callable[[str, int], Awaitable[Sequence[str]]]
"""All addresses of a name, as text; raises `OSError` where there are none."""

_LOOKING_UP = ThreadPoolExecutor(max_workers=256, thread_name_prefix="names")
"""Of its own: a name server that hangs must not hold up what else needs threads.

So many that each endpoint that is served at the same time may wait for one.
"""


class CallingSettings(GivenSettings):
    """Where other systems may be called, at subscription as at delivery."""

    webhook_ports: frozenset[int] = frozenset({HTTPS})
    webhook_loopback: bool = False
    """Also http, to this machine itself: for development and tests only."""

    @property
    def callable_endpoints(self) -> Allowed:
        return Allowed(ports=self.webhook_ports, loopback=self.webhook_loopback)


class UnknownName(Exception):
    """Nobody answers for the name just now."""


def _ask(host: str, port: int) -> Sequence[str]:
    """The dot keeps a search list from making another name of it."""
    found = socket.getaddrinfo(f"{host}.", port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class TheSystem:
    """As the machine resolves names; each name waits on one thread at a time.

    A thread waits on after we have given up. Were there one for each message, whoever
    owns a few names that nobody answers for would hold up everybody else's.
    """

    def __init__(self, ask: Callable[[str, int], Sequence[str]] = _ask) -> None:
        self._ask = ask
        self._under_way: dict[tuple[str, int], Future[Sequence[str]]] = {}

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        name = (host, port)
        asking = self._under_way.get(name)
        if asking is None:
            asking = _LOOKING_UP.submit(self._ask, host, port)
            self._under_way[name] = asking
            asking.add_done_callback(lambda _: self._under_way.pop(name, None))
        return await asyncio.shield(asyncio.wrap_future(asking))


by_the_system = TheSystem()


@dataclass(frozen=True, kw_only=True)
class Names:
    """Where messages may go from this installation."""

    allowed: Allowed = field(default_factory=Allowed)
    resolve: Resolve = by_the_system
    seconds: float = 3.0

    async def addresses(self, of: Endpoint) -> Sequence[Address]:
        """Every address of an endpoint, all checked.

        Raises `BadUrl` or `UnknownName`.
        """
        if of.address is not None:
            return (of.address,)
        try:
            async with asyncio.timeout(self.seconds):
                found = await self.resolve(of.host, of.port)
        except (OSError, UnicodeError):  # a time-out is an OSError too
            raise UnknownName from None
        if not found:
            raise UnknownName
        addresses = checked(found, loopback=self.allowed.loopback)
        if addresses is None:
            raise BadUrl("The name of the host leads to an address that is not public.")
        return addresses

    async def may_be_called(self, url: str) -> None:
        """Refuse what leads inside; a name that is not known yet may become so."""
        try:
            await self.addresses(endpoint(url, self.allowed))
        except UnknownName:
            return
