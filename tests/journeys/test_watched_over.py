"""What the monitoring asks for is what the running processes show."""

import json
from functools import partial

from prometheus_client.parser import text_string_to_metric_families

from tests.support.promql import Asked, expressions
from tests.support.service import RunningService
from tests.support.waiting import until
from tests.test_trace_context import CALLERS, TRACE

_SUFFIXES = {
    "counter": ("_total",),
    "histogram": ("_bucket", "_count", "_sum"),
    "gauge": ("",),
}


class TestTheMonitoring:
    async def test_asks_for_nothing_that_no_process_shows(
        self, service: RunningService
    ) -> None:
        # Each of these comes with the first sample or count that a worker has taken.
        for last in ("concord_log_head", "_notices_waiting", "_webhooks_waiting"):
            await until(partial(shows, service, last))
        service.http.get("/livez")
        shown = series(service.metrics())
        asked = Asked()
        for expression in expressions():
            asked.read(expression)

        assert {name for name, _ in asked.series} <= shown.keys()
        for name, labels in asked.series:
            assert labels <= shown[name], name

    async def test_sees_every_reader_at_the_head_of_the_log(
        self, service: RunningService
    ) -> None:
        readers = ("open_deadlines", "notices", "webhooks")
        here = [f'concord_reader_lag_events{{reader="{it}"}} 0.0' for it in readers]

        def caught_up() -> bool:
            metrics = service.metrics()
            return all(lag in metrics for lag in here)

        await until(caught_up)
        assert "concord_worker_held 0.0" in service.metrics()


class TestALineOfTheLog:
    def test_is_found_by_the_trace_of_its_request(
        self, service: RunningService
    ) -> None:
        answer = service.http.get("/livez", headers={"traceparent": CALLERS})

        lines = [json.loads(it) for it in service.logs()["api.log"].splitlines()]
        [line] = [it for it in lines if it.get("trace") == TRACE]
        assert (line["event"], line["route"]) == ("answered", "/livez")
        assert line["request"] == answer.headers["X-Request-Id"]


def shows(service: RunningService, name: str) -> bool:
    return f"{name} " in service.metrics()


def series(metrics: str) -> dict[str, set[str]]:
    """Each series that is shown, with the labels that it has."""
    found: dict[str, set[str]] = {}
    for family in text_string_to_metric_families(metrics):
        for suffix in _SUFFIXES[family.type]:
            found.setdefault(family.name + suffix, set())
        for sample in family.samples:
            found.setdefault(sample.name, set()).update(sample.labels)
    return found
