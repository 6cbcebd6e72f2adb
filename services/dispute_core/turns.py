"""Short turns: many requests take the same step one after the other.

What a command needs is much code, more than a processor keeps at hand. Where every
request that waits takes one step before any takes the next, each step is done many
times over while its code is at hand; and the writer, for whom all wait, comes to see
between two steps what the database has answered. With 64 callers the turns that a
command takes, the one between its answer's rendering and its sending foremost, are
worth a quarter of the commands per second (`make bench`).
"""

from collections.abc import Generator
from types import coroutine


@coroutine
def turn() -> Generator[None, None, None]:
    """Let all who are ready take their step before this one goes on."""
    yield
