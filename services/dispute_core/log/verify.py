"""Walks the whole log and recomputes everything that can be recomputed.

It trusts nothing but the rows: hashes are worked out again from headers, facts and
sealed bytes, streams are followed from event to event, positions and versions must
have no gaps. What was erased on purpose is counted, not reported as damage.
"""

from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import asyncpg

from dispute_core.log.keyring import Secrets
from dispute_core.log.leaf import Leaf, facts_hash, leaf_hash, narrative_hash
from dispute_core.log.sealing import CannotOpen, Place, Sealer, WrappedKey

_PAGE = 1000
_MOST_REPORTED = 1000

_EVENTS = """
SELECT e.position, e.stream_id, e.version, e.topic, e.partnership, e.agency, e.client,
       e.subject, e.correlation, e.causation, e.occurred_at, e.recorded_at,
       e.facts_hash, e.narrative_hash, e.previous_hash, e.hash,
       b.salt, b.facts, n.sealed, n.key_id AS sealed_with,
       k.key_id, k.kek_id, k.wrapped, k.since_version
FROM events e
LEFT JOIN event_bodies b USING (position)
LEFT JOIN event_narratives n USING (position)
LEFT JOIN keys k ON k.stream_id = e.stream_id
ORDER BY e.position
"""
_STRAY = {
    "facts": "SELECT position FROM event_bodies b WHERE NOT EXISTS"
    " (SELECT FROM events e WHERE e.position = b.position) ORDER BY position",
    "narrative": "SELECT position FROM event_narratives n WHERE NOT EXISTS"
    " (SELECT FROM events e WHERE e.position = n.position) ORDER BY position",
}


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that is not as it was recorded, and where."""

    position: int | None
    what: str

    def __str__(self) -> str:
        place = "the log" if self.position is None else f"position {self.position}"
        return f"{place}: {self.what}"


@dataclass
class Report:
    """What the walk found."""

    events: int = 0
    streams: int = 0
    narratives_erased: int = 0
    head: int = 0
    damage: list[Damage] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return not self.damage

    def found(self, position: int | None, what: str) -> None:
        if len(self.damage) < _MOST_REPORTED:
            self.damage.append(Damage(position, what))


async def verify(url: str, secrets: Secrets | None = None) -> Report:
    """Check the log as it stands at one moment, while others go on appending.

    With the secrets every narrative is opened too; without them its bytes are checked.
    """
    connection = await asyncpg.connect(
        url,
        timeout=10,
        server_settings={"statement_timeout": "0", "transaction_timeout": "0"},
    )
    try:
        async with connection.transaction(isolation="repeatable_read", readonly=True):
            return await verify_on(connection, secrets)
    finally:
        await connection.close(timeout=10)


async def verify_on(
    connection: asyncpg.Connection, secrets: Secrets | None = None
) -> Report:
    """Check the log as a transaction sees it, on the connection that it runs on."""
    sealer = None if secrets is None else Sealer(secrets.ring)
    return await _Walk(connection, sealer).report()


class _Walk:
    def __init__(self, connection: Any, sealer: Sealer | None) -> None:
        self._connection = connection
        self._sealer = sealer
        self._report = Report()
        self._ends: dict[UUID, tuple[int, bytes]] = {}
        self._position = 0
        self._recorded_at: Any = None

    async def report(self) -> Report:
        async for row in self._rows(_EVENTS):
            self._check_order(row)
            self._check_stream(row)
            self._check_body(row)
            self._check_narrative(row)
            self._check_hash(row)
            self._report.events += 1
        await self._check_head()
        await self._check_streams()
        await self._check_strays()
        self._report.streams = len(self._ends)
        return self._report

    async def _rows(self, query: str) -> AsyncIterator[Any]:
        cursor = await self._connection.cursor(query)
        while rows := await cursor.fetch(_PAGE):
            for row in rows:
                yield row

    def _check_order(self, row: Any) -> None:
        position = row["position"]
        if position != self._position + 1:
            self._report.found(self._position + 1, "the event is missing")
        if self._recorded_at is not None and row["recorded_at"] <= self._recorded_at:
            self._report.found(position, "it was recorded before the event before it")
        self._position, self._recorded_at = position, row["recorded_at"]

    def _check_stream(self, row: Any) -> None:
        version, last = self._ends.get(row["stream_id"], (0, None))
        if row["version"] != version + 1:
            self._report.found(row["position"], "its stream has a gap before it")
        elif row["previous_hash"] != last:
            self._report.found(
                row["position"], "it does not follow the event before it in its stream"
            )
        self._ends[row["stream_id"]] = (row["version"], row["hash"])

    def _check_body(self, row: Any) -> None:
        if row["facts"] is None:
            self._report.found(row["position"], "its facts are missing")
        elif facts_hash(row["salt"], row["facts"].encode()) != row["facts_hash"]:
            self._report.found(row["position"], "its facts were changed")

    def _check_narrative(self, row: Any) -> None:
        expected, sealed = row["narrative_hash"], row["sealed"]
        if expected is None and sealed is None:
            return
        since = row["since_version"]
        erased = since is None or row["version"] < since
        if erased:
            self._report.narratives_erased += 1
        if sealed is None:
            if not erased:
                self._found(row, "its narrative is missing although its key is not")
        elif expected is None or narrative_hash(sealed) != expected:
            self._found(row, "its narrative was changed")
        elif not erased:
            self._check_key(row)

    def _check_key(self, row: Any) -> None:
        if row["sealed_with"] != row["key_id"]:
            self._found(row, "its narrative names another key than its stream has")
        elif self._sealer is not None:
            key = WrappedKey(row["key_id"], row["kek_id"], row["wrapped"])
            place = Place(
                row["partnership"], row["stream_id"], row["version"], row["topic"]
            )
            try:
                self._sealer.open(key, place, row["sealed"])
            except CannotOpen:
                self._found(row, "its narrative cannot be opened")

    def _found(self, row: Any, what: str) -> None:
        self._report.found(row["position"], what)

    def _check_hash(self, row: Any) -> None:
        if leaf_hash(_leaf(row)) != row["hash"]:
            self._report.found(row["position"], "its header or its hash was changed")

    async def _check_head(self) -> None:
        head = await self._connection.fetchrow("SELECT position, recorded_at FROM head")
        if head is None:
            self._report.found(None, "it has no head")
            return
        self._report.head = head["position"]
        if head["position"] != self._position:
            self._report.found(
                None,
                f"its head stands at {head['position']},"
                f" its last event at {self._position}",
            )
        elif self._position and head["recorded_at"] != self._recorded_at:
            self._report.found(None, "its head has another instant than its last event")

    async def _check_streams(self) -> None:
        unseen = dict(self._ends)
        query = "SELECT stream_id, version, last_hash FROM streams ORDER BY stream_id"
        async for row in self._rows(query):
            end = unseen.pop(row["stream_id"], None)
            if end is None:
                self._report.found(None, f"stream {row['stream_id']} has no events")
            elif end != (row["version"], row["last_hash"]):
                self._report.found(
                    None, f"stream {row['stream_id']} does not end where it should"
                )
        for stream_id in unseen:
            self._report.found(None, f"stream {stream_id} is not among the streams")

    async def _check_strays(self) -> None:
        for what, query in _STRAY.items():
            async for row in self._rows(query):
                self._report.found(row["position"], f"{what} without an event")


def _leaf(row: Any) -> Leaf:
    return Leaf(
        position=row["position"],
        stream=row["stream_id"],
        version=row["version"],
        topic=row["topic"],
        partnership=row["partnership"],
        agency=row["agency"],
        client=row["client"],
        subject=row["subject"],
        correlation=row["correlation"],
        causation=row["causation"],
        occurred_at=row["occurred_at"],
        recorded_at=row["recorded_at"],
        facts_hash=row["facts_hash"],
        narrative_hash=row["narrative_hash"],
        previous_hash=row["previous_hash"],
    )
