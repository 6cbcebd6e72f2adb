"""Makes events of rows: reads facts, opens narrative, says what has been erased."""
# ruff: noqa: S608 - every name in it is ours, every value a parameter

from collections.abc import Mapping, Sequence
from typing import Any

from dispute_core.application.ports import RecordedEvent
from dispute_core.log.canonical import parse
from dispute_core.log.codec import Codec, header_of
from dispute_core.log.sealing import Place, Sealer, WrappedKey

_HEADER = (
    "e.position, e.stream_id, e.version, e.topic, e.partnership, e.client, e.subject,"
    " e.agency, e.correlation, e.causation, e.occurred_at, e.recorded_at, e.hash,"
    " e.previous_hash, b.facts"
)
FACTS = f"SELECT {_HEADER} FROM events e LEFT JOIN event_bodies b USING (position)"
UNREAD = (
    "SELECT e.position, e.stream_id, e.version, e.topic, e.partnership, e.occurred_at,"
    " e.recorded_at, b.facts, e.client"
    " FROM events e LEFT JOIN event_bodies b USING (position)"
)
"""In the order of `UnreadEvent`."""
EVERYTHING = (
    f"SELECT {_HEADER}, e.narrative_hash, n.sealed, n.key_id, k.key_id, k.kek_id,"
    " k.wrapped FROM events e LEFT JOIN event_bodies b USING (position)"
    " LEFT JOIN event_narratives n USING (position)"
    " LEFT JOIN keys k ON k.stream_id = e.stream_id AND n.position IS NOT NULL"
)
_WITHOUT_NARRATIVE = 15


class FactsDeleted(LookupError):
    """The facts of an event are gone after the board's time for keeping them."""


class Decoder:
    """Understands rows of `FACTS` and `EVERYTHING`."""

    def __init__(self, codec: Codec, sealer: Sealer) -> None:
        self._codec = codec
        self._sealer = sealer

    def recorded(self, row: Sequence[Any]) -> RecordedEvent:
        """The event as the log holds it."""
        header = tuple(row)
        facts = header[14]
        narrative, erased = self._narrative(header)
        return RecordedEvent(
            position=header[0],
            stream_id=header[1],
            version=header[2],
            topic=header[3],
            partnership=header[4],
            client=header[5],
            subject_pseudonym=header[6],
            agency=header[7],
            correlation=header[8],
            causation=header[9],
            occurred_at=header[10],
            recorded_at=header[11],
            hash=header[12].hex(),
            previous_hash=header[13].hex() if header[13] else None,
            facts={} if facts is None else parse(facts),
            narrative=narrative,
            erased=erased or facts is None,
        )

    def event(self, recorded: RecordedEvent) -> Any:
        """The domain's own event; raises `FactsDeleted` if too little is left."""
        if not recorded.facts and recorded.erased:
            raise FactsDeleted(recorded.position)
        header = header_of(recorded.stream_id, recorded.version, recorded.occurred_at)
        return self._codec.decode(
            recorded.topic, recorded.facts, recorded.narrative, **header
        )

    def _narrative(self, row: tuple[Any, ...]) -> tuple[Mapping[str, Any] | None, bool]:
        if len(row) == _WITHOUT_NARRATIVE or row[15] is None:
            return None, False
        sealed, sealed_with, key_id, kek_id, wrapped = row[16:21]
        if sealed is None or key_id is None or sealed_with != key_id:
            return None, True
        place = Place(row[4], row[1], row[2], row[3])
        opened = self._sealer.open(WrappedKey(key_id, kek_id, wrapped), place, sealed)
        return parse(opened), False
