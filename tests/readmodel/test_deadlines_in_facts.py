"""Open deadlines read from stored facts, of any release: pure, without a database."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

import pytest

from dispute_core.application.ports import UnreadEvent
from dispute_core.domain.dispute import Dispute
from dispute_core.log.canonical import render
from dispute_core.log.postgres import fold
from dispute_core.readmodel.open_deadlines import OpenDeadlines, WrittenByNewer
from dispute_core.readmodel.projection import Delete
from tests.domain.test_first_lives import FIRST_LIVES, LIVES, replayed
from tests.statistics.made_years import year_of_disputes
from tests.support.memory_log import codec

NUMBER = 300
CODEC = codec()
TABLE = OpenDeadlines()
Open = set[tuple[Any, ...]]


class TestReadingFactsAsTheyStand:
    @pytest.mark.parametrize("life", LIVES)
    def test_gives_what_lives_of_the_first_form_say(self, life: str) -> None:
        assert table_of(stored(life)) == running(replayed(life))

    def test_gives_what_a_year_of_disputes_says(self) -> None:
        still_open = 0
        for told in year_of_disputes(NUMBER):
            found = table_of(written(event) for event in told)
            assert found == running(fold(told))
            still_open += len(found)

        assert still_open > NUMBER / 10

    @pytest.mark.parametrize(
        ("topic", "facts"),
        [("dispute.raised", '{"v":99}'), ("dispute.unheard_of", "{}")],
    )
    def test_refuses_what_a_newer_release_has_written(
        self, topic: str, facts: str
    ) -> None:
        event = stored(next(iter(LIVES)))[0]._replace(topic=topic, facts=facts)

        with pytest.raises(WrittenByNewer, match=topic):
            list(TABLE.changes(event, facts))


def written(event: Any) -> UnreadEvent:
    """An event as this release stores it."""
    encoded = CODEC.encode(event)
    return UnreadEvent(
        position=1,
        stream_id=event.originator_id,
        version=event.originator_version,
        topic=encoded.topic,
        partnership="worcestershire",
        occurred_at=event.timestamp,
        recorded_at=datetime.now(UTC),
        facts=render(encoded.facts).decode(),
    )


def stored(life: str) -> list[UnreadEvent]:
    return [
        UnreadEvent(
            position=position,
            stream_id=UUID(life),
            version=one["version"],
            topic=one["topic"],
            partnership="worcestershire",
            occurred_at=datetime.fromisoformat(one["occurred_at"]),
            recorded_at=datetime.fromisoformat(one["recorded_at"]),
            facts=json.dumps(one["facts"]),
        )
        for position, one in enumerate(FIRST_LIVES["events"], start=1)
        if one["stream_id"] == life
    ]


def table_of(events: Iterable[UnreadEvent]) -> Open:
    """What the table comes to hold."""
    found: dict[tuple[Any, ...], Any] = {}
    for event in events:
        for change in TABLE.changes(event, event.facts or ""):
            if isinstance(change, Delete):
                found.pop(change.key, None)
            else:
                found[change.key] = change.values[0]
    return {(*key, due_at) for key, due_at in found.items()}


def running(dispute: Dispute) -> Open:
    """What the dispute itself says: the plain way to the same answer."""
    return {
        (dispute.id, d.set.duty, d.set.generation, d.set.due_at)
        for d in dispute.deadlines
        if d.status == "running" and not d.ended and d.set.due_at is not None
    }
