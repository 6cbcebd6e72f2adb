"""Following what happens: the feed page by page, and a thousand streams of events."""

import json
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

import httpx

from dispute_api.streams.limits import StreamLimits
from tests.bench import case
from tests.bench.listeners import HeardResult, Listening
from tests.bench.processes import cpu_seconds, holding
from tests.support.http import Caller
from tests.support.service import RunningService, running_service
from tests.support.tied import environment, tied

FEED_SECONDS = 4.0
STREAMS = 1000
EVENTS = 20
APART = 0.25
"""Seconds between two events: how a busy partnership writes, not how a load does."""

IDLE_SECONDS = 3.0
HEARTBEAT = 5.0
_BATCH = {"Accept": "application/cloudevents-batch+json"}
_LISTENED_WITHIN = 60.0


@dataclass(frozen=True, kw_only=True)
class Followed:
    """How the feed and its streams went; of the streams, the service's own time."""

    feed_per_s: float
    streams: int
    heard: HeardResult
    idle_cpu_percent: float
    cpu_ms_per_event: float

    def figures(self) -> dict[str, float]:
        return {
            "feed_events_per_s": self.feed_per_s,
            "streams": self.streams,
            "streams_connected_s": self.heard.connected_s,
            "stream_p50_ms": self.heard.p50_ms,
            "stream_p99_ms": self.heard.p99_ms,
            "streams_idle_cpu_percent": self.idle_cpu_percent,
            "streams_cpu_ms_per_event": self.cpu_ms_per_event,
        }


def followed(data_dir: Path, streams: int = STREAMS) -> Followed:
    """The whole service, on a log that has something to tell."""
    limits = StreamLimits(per_client=streams, heartbeat_seconds=HEARTBEAT)
    told = {"streams": limits.model_dump_json(), "rates": case.RATES}
    with running_service(data_dir, told) as service:
        school = service.caller(case.PARTNERSHIP, agency="school")
        _raise(school, EVENTS)
        return _followed(service, school, streams)


def _followed(service: RunningService, school: Caller, streams: int) -> Followed:
    per_s, end = _read_feed(school)
    port = httpx.URL(service.base_url).port or 0
    listening = Listening(
        port=port,
        headers={"Authorization": f"Bearer {school.token}", "Last-Event-ID": end},
        streams=streams,
        events=EVENTS,
        seconds=_LISTENED_WITHIN,
    )
    processes = holding(port)
    with _listeners(listening) as listeners:
        idle = cpu_seconds(processes)
        time.sleep(IDLE_SECONDS)
        begun = cpu_seconds(processes)
        _raise(school, EVENTS, apart=APART)
        heard = HeardResult(**json.loads(_line(listeners)))
        spent = cpu_seconds(processes) - begun
    return Followed(
        feed_per_s=per_s,
        streams=streams,
        heard=heard,
        idle_cpu_percent=(begun - idle) / IDLE_SECONDS * 100,
        cpu_ms_per_event=spent / EVENTS * 1000,
    )


def _raise(school: Caller, times: int, *, apart: float = 0.0) -> None:
    for _ in range(times):
        answer = school.post("/v1/disputes", json.loads(case.body()))
        answer.raise_for_status()
        time.sleep(apart)


def _read_feed(school: Caller) -> tuple[float, str]:
    """Events a second for one reader who takes all there is, again and again."""
    headers = {"Authorization": f"Bearer {school.token}", **_BATCH}
    start = "/v1/events?limit=200"
    where, count, begun = start, 0, time.perf_counter()
    while time.perf_counter() < begun + FEED_SECONDS:
        answer = school.http.get(where, headers=headers)
        count += answer.content.count(b'"specversion"')
        more = answer.headers["Poll-After"] == "0"
        where = answer.links["next"]["url"] if more else start
    per_s = count / (time.perf_counter() - begun)
    while answer.headers["Poll-After"] == "0":
        answer = school.http.get(answer.links["next"]["url"], headers=headers)
    return per_s, httpx.URL(answer.links["next"]["url"]).params["after"]


@contextmanager
def _listeners(listening: Listening) -> Iterator[subprocess.Popen[str]]:
    """A process with all streams open, from when it says that they are."""
    process = subprocess.Popen(
        tied("tests.bench.listeners"),
        env=environment(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert process.stdin is not None
        process.stdin.write(json.dumps(asdict(listening)) + "\n")
        process.stdin.flush()
        assert _line(process) == "ready"
        yield process
    finally:
        process.kill()
        process.wait()


def _line(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    line = process.stdout.readline().strip()
    if not line:
        message = "the listeners ended by themselves"
        raise RuntimeError(message)
    return line
