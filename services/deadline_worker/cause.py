"""Why a breach was noticed when it was: the evidence must not blame people for us."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from deadline_worker.clock import ClockWatch
from deadline_worker.watched import Interval, anyone_watched
from dispute_core.domain.vocabulary import BreachCause

PROMPT = timedelta(seconds=5)
"""What is noticed within this time was noticed normally."""


@dataclass(frozen=True, kw_only=True)
class Causes:
    """What stood in the way at the time of one sweep.

    That a deadline reached the log after it had fallen due is for the dispute itself
    to say; it knows, and its word goes before ours.
    """

    now: datetime
    clocks: ClockWatch
    watched: Sequence[Interval]
    """When any worker looked, this one included."""
    behind: bool
    """Whether more was due than one sweep takes."""

    def of(self, due_at: datetime) -> BreachCause:
        if self.now - due_at <= PROMPT:
            return "normal"
        if self.clocks.was_held_at(due_at):
            return "clock_hold"
        if not anyone_watched(due_at, self.watched, PROMPT):
            return "outage"
        return "backlog" if self.behind else "normal"
