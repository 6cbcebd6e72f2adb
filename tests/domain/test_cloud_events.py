"""The envelope in which other systems meet an event, on whichever way it comes."""

import json
import re
from datetime import UTC, datetime, timedelta, timezone
from typing import Any
from uuid import UUID

from dispute_core.bootstrap import make_codec
from dispute_core.domain.cloud_events import (
    THIN,
    Told,
    data_of,
    envelope,
    event_type,
    thin_envelope,
)

BASE = "https://concord.example"
DISPUTE = UUID("0199e0c2-7b1e-7c55-8a43-5d6f0b6e2a10")
LATE = timezone(timedelta(hours=1))
ATTRIBUTE = re.compile(r"[a-z0-9]{1,20}\Z")
"""How CloudEvents names attributes, extensions included."""


def told(**changes: Any) -> Told:
    said: dict[str, Any] = {
        "stream_id": DISPUTE,
        "version": 3,
        "topic": "dispute.escalated",
        "partnership": "worcestershire",
        "occurred_at": datetime(2026, 9, 15, 10, 20, tzinfo=LATE),
        "recorded_at": datetime(2026, 9, 15, 9, 21, 4, 118203, tzinfo=UTC),
    }
    return Told(**{**said, **changes})


class TestTheEnvelope:
    def test_says_what_happened_to_which_dispute_and_when(self) -> None:
        said = envelope(told(), {"stage": "stage-2"}, BASE)

        assert said == {
            "specversion": "1.0",
            "id": f"{DISPUTE}.3",
            "source": "https://concord.example/",
            "type": "org.concord.dispute.escalated.v1",
            "subject": str(DISPUTE),
            "time": "2026-09-15T09:20:00Z",
            "datacontenttype": "application/json",
            "dataschema": f"{BASE}/event-schemas/org.concord.dispute.escalated.v1",
            "partnership": "worcestershire",
            "recordedat": "2026-09-15T09:21:04.118203Z",
            "data": {"stage": "stage-2"},
        }

    def test_of_practice_says_so_and_no_other_speaks_of_it(self) -> None:
        practised = told(training=True)

        for said in (envelope(practised, {}, BASE), thin_envelope(practised, BASE)):
            assert said["training"] is True
        assert "training" not in thin_envelope(told(), BASE)

    def test_is_json_and_its_attributes_are_named_as_the_standard_has_it(self) -> None:
        trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"

        said = envelope(told(traceparent=trace), {}, BASE)

        assert said["traceparent"] == trace
        assert json.loads(json.dumps(said)) == said
        assert all(ATTRIBUTE.match(name) for name in said)

    def test_may_say_only_where_to_read(self) -> None:
        thin, full = thin_envelope(told(), BASE), envelope(told(), {"a": 1}, BASE)

        assert thin["data"] == {
            "event": f"{BASE}/v1/events/{DISPUTE}.3",
            "dispute": f"{BASE}/v1/disputes/{DISPUTE}",
        }
        assert thin["dataschema"] == f"{BASE}/event-schemas/{THIN}"
        unlike = {"data", "dataschema"}
        assert {n: v for n, v in thin.items() if n not in unlike} == {
            n: v for n, v in full.items() if n not in unlike
        }

    def test_names_each_topic_by_a_type_of_its_own(self) -> None:
        topics = make_codec().topics

        assert len({event_type(topic) for topic in topics} | {THIN}) == len(topics) + 1


class TestData:
    def test_has_the_facts_without_how_the_log_writes_them(self) -> None:
        assert data_of({"v": 2, "stage": "stage-2"}) == {"stage": "stage-2"}
