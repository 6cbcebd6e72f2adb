"""What clients did and were answered, and whether the log keeps those promises.

The checks are those of the reliability goals: C1 (every acknowledged command is there
once, every refused one is not), C2 (what was answered before another was asked stands
before it), C3 (a reading shows what was acknowledged before it) and C4 (a reader is
given every position, once, in order). Each lists what is broken, in words.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Literal, NamedTuple

Outcome = Literal["done", "refused", "unknown"]


class Written(NamedTuple):
    """An event in the log."""

    position: int
    stream: str
    version: int
    topic: str
    occurred_at: datetime
    recorded_at: datetime


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """One sending of a command; the times are of one clock that never jumps."""

    asked: float
    answered: float
    outcome: Outcome
    stream: str = ""
    version: int = 0
    answer: bytes = b""


@dataclass(kw_only=True)
class Command:
    """A command under one key, sent until it was answered, perhaps once more.

    `at` is the time that it gives to its event: no other command gives the same, so
    that it finds its event again in the log.
    """

    key: str
    topic: str
    at: datetime
    attempts: list[Attempt] = field(default_factory=list)

    @property
    def done(self) -> list[Attempt]:
        return [one for one in self.attempts if one.outcome == "done"]

    @property
    def refused(self) -> bool:
        return any(one.outcome == "refused" for one in self.attempts)

    @property
    def unknown(self) -> bool:
        return any(one.outcome == "unknown" for one in self.attempts)

    def broken(self, places: list[tuple[str, int]]) -> Iterator[str]:
        """What the client was told that does not fit the places of its event."""
        if len(places) > 1:
            yield f"{self.key} was recorded {len(places)} times"
        if self.refused and (places or self.done):
            yield f"{self.key} was refused, and recorded or done all the same"
        for done in self.done:
            if places != [(done.stream, done.version)]:
                yield f"{self.key} was acknowledged, but is not where it was"


class Reading(NamedTuple):
    """That somebody read a dispute, and which version they were shown."""

    asked: float
    stream: str
    version: int


@dataclass
class History:
    """Everything that the clients of one run saw."""

    commands: list[Command] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)

    @property
    def acknowledged(self) -> int:
        return sum(bool(command.done) for command in self.commands)

    @property
    def cut(self) -> int:
        """How many were done although the outcome was once unknown."""
        return sum(bool(one.done) and one.unknown for one in self.commands)

    def broken(self, log: Sequence[Written]) -> list[str]:
        """Every promise that this log does not keep."""
        places = {(event.stream, event.version): event.position for event in log}
        return [
            *self._lost_or_double(log),
            *self._answers_that_differ(),
            *self._out_of_order(places),
            *self._readings_behind(),
            *gaps([event.position for event in log]),
            *_times_that_go_back(log),
        ]

    def _lost_or_double(self, log: Sequence[Written]) -> Iterator[str]:
        """C1: how often each command is there, and where."""
        found = defaultdict(list)
        for event in log:
            found[event.topic, event.occurred_at].append((event.stream, event.version))
        topics = {command.topic for command in self.commands}
        for command in self.commands:
            yield from command.broken(found.pop((command.topic, command.at), []))
        for topic, at in found:
            if topic in topics:
                yield f"nobody sent the {topic} of {at}"

    def _answers_that_differ(self) -> Iterator[str]:
        """A repeat gets the first answer again, to the byte."""
        for command in self.commands:
            if len({one.answer for one in command.done}) > 1:
                yield f"{command.key} was answered in different ways"

    def _out_of_order(self, places: dict[tuple[str, int], int]) -> Iterator[str]:
        """C2: walks through time; what ended before must stand before."""
        begun, ended = [], []
        for command in self.commands:
            if command.done:
                first = command.done[0]
                position = places.get((first.stream, first.version), 0)
                asked = min(one.asked for one in command.attempts)
                begun.append((asked, position, command.key))
                ended.append((min(one.answered for one in command.done), position))
        ended.sort()
        newest, seen = 0, 0
        for asked, position, key in sorted(begun):
            while seen < len(ended) and ended[seen][0] < asked:
                newest = max(newest, ended[seen][1])
                seen += 1
            if position < newest:
                yield f"{key} stands before a command that was answered before it"

    def _readings_behind(self) -> Iterator[str]:
        """C3: whoever reads sees all that was acknowledged before they asked."""
        known: dict[str, list[tuple[float, int]]] = defaultdict(list)
        for command in self.commands:
            for done in command.done:
                known[done.stream].append((done.answered, done.version))
        for asked, stream, version in self.readings:
            newest = max((v for at, v in known[stream] if at < asked), default=0)
            if version < newest:
                yield f"{stream} was read at version {version}, after {newest}"


def gaps(positions: Iterable[int]) -> list[str]:
    """C4: where a reader, or the log itself, does not count up one by one from 1."""
    return [
        f"after position {before} came {after}"
        for before, after in pairwise((0, *positions))
        if after != before + 1
    ]


def _times_that_go_back(log: Sequence[Written]) -> Iterator[str]:
    for earlier, later in pairwise(log):
        if later.recorded_at <= earlier.recorded_at:
            yield f"position {later.position} was not recorded after the one before"
