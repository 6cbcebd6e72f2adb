"""Who may no longer act, although a token says so: clients, agencies and offices."""

import time
from collections.abc import Awaitable, Callable
from collections.abc import Set as AbstractSet
from pathlib import Path

import structlog

from dispute_api.tokens.refusing_tokens import TokenRefused
from dispute_api.tokens.watched_file import WatchedFile
from dispute_core.application.caller import Caller

LOOK_EVERY = 0.5
"""Seconds; a revocation acts within one."""

Gone = Callable[[str], Awaitable[AbstractSet[tuple[str, str]]]]
"""What a partnership's directory said once and says no longer: kind and code."""

log = structlog.get_logger("dispute_api")


class BadClientList(Exception):
    """The list of revoked clients cannot be read."""


class RevokedClients:
    """A file with a client id a line; a new one takes effect within a second.

    While it cannot be read, the last that could be counts.
    """

    def __init__(
        self, path: Path, *, monotonic: Callable[[], float] = time.monotonic
    ) -> None:
        self._file = WatchedFile(path, every=LOOK_EVERY, monotonic=monotonic)
        self._clients = _read(path)

    def __contains__(self, client: str) -> bool:
        if self._file.due() and self._file.changed():
            self._read_anew()
        return client in self._clients

    def _read_anew(self) -> None:
        try:
            self._clients = _read(self._file.path)
        except BadClientList:
            log.error("list of revoked clients not readable")  # noqa: TRY400 - no ids


class Revocations:
    """Asks on each request, whatever was remembered of the token."""

    def __init__(self, clients: RevokedClients | None, gone: Gone | None) -> None:
        self._clients = clients
        self._gone = gone

    async def expect_in_office(self, caller: Caller) -> None:
        """Raise `TokenRefused` for a caller who may act no more."""
        if self._clients is not None and caller.client in self._clients:
            raise TokenRefused("client_revoked")
        if self._gone is None or not caller.partnership:
            return
        gone = await self._gone(caller.partnership)
        if not gone:
            return
        if caller.agency is not None and ("agency", caller.agency) in gone:
            raise TokenRefused("agency_revoked")
        if caller.office is not None and ("office", caller.office) in gone:
            raise TokenRefused("office_revoked")


def _read(path: Path) -> frozenset[str]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except (OSError, ValueError) as error:
        message = f"The list of revoked clients {path.name} cannot be read."
        raise BadClientList(message) from error
    said = (line.partition("#")[0].strip() for line in lines)
    return frozenset(line for line in said if line)
