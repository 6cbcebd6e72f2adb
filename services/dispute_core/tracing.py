"""Which trace present work belongs to: W3C Trace Context, taken over or begun here.

Of what another system sends, only the hexadecimal digits of a valid `traceparent` go
on; `tracestate` is free text and goes nowhere.
"""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import NamedTuple

HEADER = b"traceparent"

_PARENT = re.compile(
    rb"(?!ff)([0-9a-f]{2})-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-([0-9a-f]{2})"
    rb"(-.*)?",
    re.DOTALL,
)
_SAMPLED = 1


class Trace(NamedTuple):
    """A piece of work of ours within a trace."""

    trace_id: str
    span_id: str
    sampled: bool = True

    @property
    def parent(self) -> str:
        """What those are told who go on with it."""
        return f"00-{self.trace_id}-{self.span_id}-{'01' if self.sampled else '00'}"

    def child(self) -> "Trace":
        """The next piece of work in the same trace."""
        return self._replace(span_id=_digits(8))


TRACE: ContextVar[Trace | None] = ContextVar("trace", default=None)
"""What is being worked on just now; None where nobody has said."""


def begun() -> Trace:
    """A new trace; "sampled", because the lines of our log tell of it."""
    digits = _digits(24)
    return Trace(digits[:32], digits[32:])


def gone_on(parent: str | None) -> Trace:
    """Our piece of the trace that this `traceparent` names; of a new one if none."""
    return _continued(parent.encode()) if parent else begun()


def taken_over(headers: Iterable[tuple[bytes, bytes]]) -> Trace:
    """Our piece of the trace of a request; what is not valid counts as not said."""
    said = [value for name, value in headers if name == HEADER]
    return _continued(said[0]) if len(said) == 1 else begun()


@contextmanager
def within(trace: Trace) -> Iterator[Trace]:
    """Do what follows as part of a trace."""
    token = TRACE.set(trace)
    try:
        yield trace
    finally:
        TRACE.reset(token)


def present_parent() -> str | None:
    """What is kept beside an event: the work in which it was recorded."""
    trace = TRACE.get()
    return None if trace is None else trace.parent


def trace_id(parent: str | None) -> str | None:
    """The trace of a `traceparent` of ours."""
    return None if parent is None else parent.split("-")[1]


def _continued(said: bytes) -> Trace:
    found = _PARENT.fullmatch(said.strip(b" \t"))
    # Only later versions may say more than four things.
    if found is None or (found[4] is not None and found[1] == b"00"):
        return begun()
    sampled = bool(int(found[3], 16) & _SAMPLED)
    return Trace(found[2].decode(), _digits(8), sampled)


def _digits(count: int) -> str:
    return os.urandom(count).hex()
