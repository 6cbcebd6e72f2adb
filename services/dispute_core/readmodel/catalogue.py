"""Released policies and published directories, read from the log and remembered."""

import asyncio
import json
import time
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from contextlib import suppress
from typing import Any
from uuid import UUID

import asyncpg
import structlog

from dispute_core.application.policies.releasing import Newest
from dispute_core.asking import Asking
from dispute_core.domain.directory.events import DirectoryEvent
from dispute_core.domain.directory.partnership import (
    Decision,
    Partnership,
    PolicyInForce,
)
from dispute_core.domain.directory.said import DirectorySaid
from dispute_core.domain.errors import Unavailable
from dispute_core.domain.policy import Policy, name_and_version
from dispute_core.domain.published_calendars import PublishedCalendars
from dispute_core.domain.releases import CalendarPublished, PolicyReleased
from dispute_core.readmodel.directories import Directories, PartnershipFrom
from dispute_core.readmodel.folding import DecodeFacts
from dispute_core.readmodel.published import end_of_log, published_after

SECOND = 1.0
MOMENT = 0.5
"""How long after its removal from a directory an agency may go on; a second at most."""
STALE_SECONDS = 5.0
"""How long after its publication a new directory may go unnoticed."""

PolicyFrom = Callable[[Mapping[str, Any], str], Policy]

_NEWEST = """
SELECT e.version, b.facts
FROM events AS e JOIN event_bodies AS b USING (position)
WHERE e.stream_id = $1 ORDER BY e.version DESC LIMIT 1
"""


logger = structlog.get_logger(__name__)


class ReleasedCatalogue:
    """The catalogue that handlers work with, and the shelf that releasing looks at.

    It looks into the log when it is asked for something that it does not know, at most
    once a second, and every few seconds for what has been published anew.
    """

    def __init__(
        self,
        asking: Asking,
        decode: DecodeFacts,
        *,
        policy_from: PolicyFrom,
        partnership_from: PartnershipFrom,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._asking = asking
        self._decode = decode
        self._policy_from = policy_from
        self._monotonic = monotonic
        self._looking = asyncio.Lock()
        self._glancing: asyncio.Task[None] | None = None
        self._looked_at: float | None = None
        self._position = 0
        self._pinned: dict[tuple[str, str], Policy] = {}
        self._newest: dict[str, Policy] = {}
        self._unreadable: set[str] = set()
        self._releases: dict[str, PolicyReleased] = {}
        self._owners: dict[str, set[str]] = {}
        self._directories = Directories(partnership_from)
        self._calendars = PublishedCalendars()

    async def policy(self, ref: str, sha256: str | None = None) -> Policy | None:
        await self._look_unless_younger(STALE_SECONDS)
        found = self._policy(ref, sha256)
        if found is None:
            await self._look_unless_younger(SECOND)
            found = self._policy(ref, sha256)
        return found

    async def policies(self) -> Sequence[Policy]:
        """The newest release of each policy, by reference."""
        await self._look_unless_younger(SECOND)
        return [self._newest[ref] for ref in sorted(self._newest)]

    async def unreadable(self) -> AbstractSet[str]:
        """The policies of which a content was released that this code cannot read."""
        await self._look_unless_younger(STALE_SECONDS)
        return self._unreadable

    async def release(self, ref: str) -> PolicyReleased | None:
        """The newest release of a policy: its content, whose it is, who and why."""
        await self.policy(ref)
        return self._releases.get(ref)

    async def before(self, ref: str) -> PolicyReleased | None:
        """The newest version of the same procedure with a smaller number."""
        name, number = name_and_version(ref)
        known = [name_and_version(ref) for ref in self._releases]
        earlier = [its for theirs, its in known if theirs == name and its < number]
        return self._releases[f"{name}@{max(earlier)}"] if earlier else None

    async def owners(self, name: str) -> AbstractSet[str]:
        """Whose procedure a name without its version stands for."""
        await self._look_unless_younger(SECOND)
        return self._owners.get(name, set())

    async def decisions(self, code: str) -> Sequence[Decision]:
        """What a partnership has decided about policies in force, in its order."""
        await self._look_unless_younger(SECOND)
        return self._directories.decisions(code)

    async def in_force_after(self, code: str, version: int) -> Sequence[PolicyInForce]:
        """The policies of a partnership as its decisions up to a version left them."""
        return self._directories.in_force_after(code, version)

    async def partnership(self, code: str) -> Partnership | None:
        await self._look_unless_younger(STALE_SECONDS)
        if self._directories.partnership(code) is None:
            await self._look_unless_younger(SECOND)
        return self._directories.partnership(code)

    async def partnerships(self) -> Sequence[Partnership]:
        await self._look_unless_younger(SECOND)
        return self._directories.partnerships()

    async def directory(self, code: str) -> DirectorySaid | None:
        """What a partnership's directory says, past anything remembered."""
        await self.look()
        return self._directories.said(code)

    async def opened(self, said: DirectorySaid) -> Partnership:
        """The partnership of a directory that was read with the names opened."""
        await self._look_unless_younger(STALE_SECONDS)
        return self._directories.read(said)

    async def calendars(self) -> PublishedCalendars:
        await self._look_unless_younger(STALE_SECONDS)
        return self._calendars

    async def acting_since(self, code: str, agency: str) -> Mapping[str, int]:
        """For whom an agency acts, each with the position from which it has done so."""
        await self._look_unless_younger(STALE_SECONDS)
        return self._directories.acting_since(code, agency)

    async def gone(self, code: str) -> AbstractSet[tuple[str, str]]:
        """The agencies and offices that a partnership's directory says no longer."""
        await self._glance()
        return self._directories.gone(code)

    async def newest(self, stream_id: UUID) -> Newest | None:
        """What a stream of releases says now, past anything remembered."""
        row = await self._asking.ask(lambda it: it.fetchrow(_NEWEST, stream_id))
        if row is None:
            return None
        return Newest(version=row[0], content=json.loads(row[1])["content"])

    async def look_to_the_end(self) -> int:
        """The end of the log, up to which all that was published is known now."""
        end = await end_of_log(self._asking)
        if end > self._position:
            await self.look()
        return end

    async def look(self) -> None:
        """Take in what has been released since the last look."""
        async with self._looking:
            await self._look()

    async def _glance(self) -> None:
        """Look, but wait only briefly: what was known before counts meanwhile."""
        if self._is_younger(MOMENT):
            return
        if self._glancing is None or self._glancing.done():
            self._glancing = asyncio.create_task(self._look_quietly())
        await asyncio.wait({self._glancing}, timeout=MOMENT)

    async def _look_quietly(self) -> None:
        with suppress(Unavailable):
            await self._look_unless_younger(MOMENT)

    async def _look_unless_younger(self, seconds: float) -> None:
        if self._is_younger(seconds):
            return
        async with self._looking:
            if not self._is_younger(seconds):  # another may have looked meanwhile
                await self._look()

    def _is_younger(self, seconds: float) -> bool:
        looked_at = self._looked_at
        return looked_at is not None and self._monotonic() - looked_at < seconds

    async def _look(self) -> None:
        news = await published_after(self._asking, self._position)
        for row in news.rows:
            self._take(row)
            self._position = row[0]
        self._position = max(self._position, news.end)
        self._looked_at = self._monotonic()

    def _policy(self, ref: str, sha256: str | None) -> Policy | None:
        if sha256 is None:
            return self._newest.get(ref)
        return self._pinned.get((ref, sha256))

    def _take(self, row: asyncpg.Record) -> None:
        position, stream_id, version, topic, occurred_at, facts = row
        event = self._decode(
            topic,
            json.loads(facts),
            None,
            originator_id=stream_id,
            originator_version=version,
            timestamp=occurred_at,
        )
        if isinstance(event, PolicyReleased):
            self._take_release(event)
        elif isinstance(event, DirectoryEvent):
            self._directories.take(event, position)
        elif isinstance(event, CalendarPublished):
            self._calendars.take(event, position)
        else:
            self._directories.decide(event)

    def _take_release(self, event: PolicyReleased) -> None:
        name, _ = name_and_version(event.reference)
        self._owners.setdefault(name, set()).add(event.owner)
        try:
            policy = self._policy_from(event.content, event.sha256)
        except (ValueError, LookupError):
            # A newer process wrote it; every other policy must stay at hand.
            logger.exception("A policy cannot be read.", policy=event.reference)
            self._unreadable.add(event.reference)
            return
        self._pinned[event.reference, event.sha256] = policy
        self._newest[event.reference] = policy
        self._releases[event.reference] = event
