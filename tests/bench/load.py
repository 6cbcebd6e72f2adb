"""A load of HTTP requests over kept connections, from a process of its own.

It speaks just enough HTTP/1.1 to cost little beside the server that it measures.
"""

import asyncio
import json
import statistics
import sys
import time
from dataclasses import asdict, dataclass

from tests.bench import case

PERSON = case.PERSON.encode()


@dataclass(frozen=True, kw_only=True)
class Load:
    """What to send, to where, over how many connections, for how long."""

    port: int
    path: str
    body: str
    headers: dict[str, str]
    connections: int
    seconds: float
    keyed: bool
    """Whether each request carries an Idempotency-Key of its own."""


@dataclass(frozen=True, kw_only=True)
class Result:
    """How a load went; times are milliseconds."""

    per_s: float
    p50_ms: float
    p99_ms: float
    requests: int
    failures: int


async def _connection(load: Load, number: int, until: float) -> tuple[list[float], int]:
    reader, writer = await asyncio.open_connection("127.0.0.1", load.port)
    body = load.body.encode()
    fixed = "".join(f"{name}: {value}\r\n" for name, value in load.headers.items())
    head = (
        f"POST {load.path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{fixed}"
        f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    )
    stamp = time.time_ns()
    times: list[float] = []
    failures = 0
    while (start := time.perf_counter()) < until:
        name = f"Idempotency-Key: {stamp}-{number}-{len(times)}\r\n"
        key = name if load.keyed else ""
        sent = body.replace(PERSON, b"S-%09d" % (time.time_ns() // 1000 % 10**9))
        writer.write(f"{head}{key}\r\n".encode() + sent)
        answer = await reader.readuntil(b"\r\n\r\n")
        length = int(answer.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
        await reader.readexactly(length)
        times.append(time.perf_counter() - start)
        failures += answer[9:12] not in (b"200", b"201")
    writer.close()
    return times, failures


async def run(load: Load) -> Result:
    """Send the load and report; every connection waits for its own answers."""
    begin = time.perf_counter()
    until = begin + load.seconds
    runs = await asyncio.gather(
        *(_connection(load, number, until) for number in range(load.connections))
    )
    elapsed = time.perf_counter() - begin
    times = sorted(t for run_times, _ in runs for t in run_times)
    return Result(
        per_s=len(times) / elapsed,
        p50_ms=statistics.median(times) * 1000,
        p99_ms=times[int(len(times) * 0.99)] * 1000,
        requests=len(times),
        failures=sum(failed for _, failed in runs),
    )


def main() -> None:
    load = Load(**json.load(sys.stdin))
    print(json.dumps(asdict(asyncio.run(run(load)))))


if __name__ == "__main__":
    main()
