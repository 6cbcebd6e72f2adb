"""Many streams of events at once, from a process of its own.

It tells when all of them have heard all that was, then takes the time from each event's
record to its receipt, by the clock of the machine that both share.
"""

import asyncio
import json
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

_RECORDED = b'"recordedat":"'
_INSTANT = len("2026-09-15T09:21:04.118203Z")
_CAUGHT_UP = b": caught up"
_AT_ONCE = 50
_READY_WITHIN = 60


@dataclass(frozen=True, kw_only=True)
class Listening:
    """Whose streams, from where, how many, and how many events each will hear."""

    port: int
    headers: dict[str, str]
    streams: int
    events: int
    seconds: float


@dataclass(frozen=True, kw_only=True)
class HeardResult:
    """How long events took to arrive; times are milliseconds."""

    connected_s: float
    received: int
    p50_ms: float
    p99_ms: float
    per_s: float
    """Events that arrived, on all streams together, while any did."""


class _Streams:
    def __init__(self, listening: Listening) -> None:
        self._listening = listening
        self.ready = 0
        self.all_ready = asyncio.Event()
        self.all_heard = asyncio.Event()
        self.times: list[float] = []
        self.begun = self.ended = 0.0
        self._door = asyncio.Semaphore(_AT_ONCE)

    async def one(self) -> None:
        async with self._door:
            reader, writer = await asyncio.open_connection(
                "127.0.0.1", self._listening.port
            )
            fixed = "".join(f"{k}: {v}\r\n" for k, v in self._listening.headers.items())
            head = f"GET /v1/events/stream HTTP/1.1\r\nHost: 127.0.0.1\r\n{fixed}\r\n"
            writer.write(head.encode())
            first = await reader.readline()
            if b" 200 " not in first:
                message = f"a stream was refused: {first!r}"
                raise RuntimeError(message)
        last = b""
        while line := await reader.readline():
            if _CAUGHT_UP in line:
                self._count()
            elif line.startswith(b"data: "):
                self._hear(line)
            last = line.strip() or last
        message = f"a stream was ended; the last that it said was {last!r}"
        raise RuntimeError(message)

    def _count(self) -> None:
        self.ready += 1
        if self.ready == self._listening.streams:
            self.all_ready.set()

    def _hear(self, line: bytes) -> None:
        now = time.time()
        at = line.index(_RECORDED) + len(_RECORDED)
        recorded = datetime.fromisoformat(line[at : at + _INSTANT].decode())
        self.times.append(now - recorded.timestamp())
        self.begun, self.ended = self.begun or now, now
        if len(self.times) == self._listening.streams * self._listening.events:
            self.all_heard.set()


async def run(listening: Listening) -> HeardResult:
    """Connect, say so on standard output, and report when everything was heard."""
    begun = time.perf_counter()
    streams = _Streams(listening)
    tasks = [asyncio.create_task(streams.one()) for _ in range(listening.streams)]
    failed = asyncio.ensure_future(asyncio.gather(*tasks))
    await _reached(streams.all_ready, failed, _READY_WITHIN, lambda: streams.ready)
    connected = time.perf_counter() - begun
    print("ready", flush=True)
    await _reached(
        streams.all_heard, failed, listening.seconds, lambda: len(streams.times)
    )
    for task in tasks:
        task.cancel()
    await asyncio.gather(failed, return_exceptions=True)
    times = sorted(streams.times)
    return HeardResult(
        connected_s=connected,
        received=len(times),
        p50_ms=statistics.median(times) * 1000,
        p99_ms=times[int(len(times) * 0.99)] * 1000,
        per_s=len(times) / max(streams.ended - streams.begun, 0.001),
    )


async def _reached(
    goal: asyncio.Event,
    failed: asyncio.Future[Any],
    seconds: float,
    count: Callable[[], int],
) -> None:
    """Wait for the goal; raises what ended a stream, or says how far it was."""
    reached = asyncio.ensure_future(goal.wait())
    waits: set[asyncio.Future[Any]] = {failed, reached}
    await asyncio.wait(waits, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    if failed.done():
        failed.result()
    if not reached.done():
        message = f"after {seconds} s only {count()} were there"
        raise TimeoutError(message)


def main() -> None:
    listening = Listening(**json.loads(sys.stdin.readline()))
    print(json.dumps(asdict(asyncio.run(run(listening)))))


if __name__ == "__main__":
    main()
