"""Whatever people do in whatever order: the steps, and what must hold after each."""

import re
from collections.abc import Coroutine
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import Any, TypeVar

from dispute_core.application.ports import RecordedEvent
from dispute_core.domain.deadlines import DeadlineSet, SettledAnew
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import Corrected, Event
from tests.support.story import Story

T = TypeVar("T")

QUOTED = re.compile(r'"[^"]*"|\([^)]*\)')
"""Others' words, and what stands in brackets: their points end no sentence of ours."""

STATUS_AFTER: dict[str, set[tuple[str, str]]] = {
    "dispute.resolved": {
        ("open", "open"),
        ("open", "resolved"),
        ("open", "ended"),
        ("open", "closed"),
    },
    "dispute.checked_back": {
        ("resolved", "resolved"),
        ("closed", "closed"),
        ("closed", "resolved"),
    },
    "dispute.closed": {("resolved", "closed"), ("ended", "closed")},
    "dispute.withdrawn": {("open", "withdrawn")},
    "dispute.reopened": {
        ("resolved", "open"),
        ("ended", "open"),
        ("closed", "open"),
        ("withdrawn", "open"),
    },
    "dispute.escalated": {
        ("open", "open"),
        ("resolved", "open"),
        ("ended", "open"),
        ("closed", "open"),
    },
    "dispute.discussed": {("open", "open")},
    "dispute.responded": {("open", "open")},
    "dispute.limit_set": {("open", "open")},
}
"""From and to which status an event may lead; the others leave it alone."""


def run(steps: Coroutine[Any, Any, T]) -> T:
    """Run to the end what gives way, but never waits, since its log is in memory."""
    try:
        while steps.send(None) is None:
            pass
    except StopIteration as done:
        result: T = done.value
        return result
    message = "the log in memory waited for something"
    raise AssertionError(message)


@dataclass
class Ledger:
    """A second, plainer book of the deadlines, kept from the stored events alone."""

    owed: dict[tuple[str, int], DeadlineSet] = field(default_factory=dict)
    breached: set[tuple[str, int]] = field(default_factory=set)
    newest: dict[str, int] = field(default_factory=dict)

    def enter(self, event: Event, recorded_at: datetime) -> None:
        if event.TOPIC in ("dispute.deadline_breached", "dispute.deadline_passed"):
            self._breach(event, recorded_at)
        for ended in event.deadlines_ended:
            key = (ended.duty, ended.generation)
            deadline = self.owed.pop(key)
            # What is recorded from the due instant on was breached before it.
            passed = deadline.due_at is not None and deadline.due_at <= recorded_at
            assert passed == (key in self.breached), f"{key} ended at {recorded_at}"
        for started in event.deadlines_started:
            assert started.generation == self.newest.get(started.duty, 0) + 1
            assert started.duty not in {duty for duty, _ in self.owed}
            self.newest[started.duty] = started.generation
            self.owed[started.duty, started.generation] = started
        if isinstance(event, Corrected):
            for anew in event.deadlines_settled:
                self._settle_anew(anew)

    def _settle_anew(self, anew: SettledAnew) -> None:
        """What was settled stays settled, whatever time it should have run from."""
        newest = anew.set.generation
        assert anew.replaces < newest == self.newest[anew.set.duty] + 1
        assert (anew.set.duty, anew.replaces) not in self.owed
        self.newest[anew.set.duty] = newest

    def _breach(self, event: Any, recorded_at: datetime) -> None:
        key = (event.duty, event.generation)
        assert key in self.owed, f"{key} is not owed"
        assert key not in self.breached, f"{key} was breached before"
        due_at = self.owed[key].due_at
        assert due_at is not None, f"{key} has no number"
        assert due_at == event.due_at <= recorded_at
        self.breached.add(key)


def is_one_sentence(reason: str) -> bool:
    """Whether a reason is one sentence, whatever stops stand in what it cites."""
    plain = QUOTED.sub("", reason)
    return plain[:1].isupper() and plain.endswith(".") and plain.count(".") == 1


def expect_sound(story: Story) -> None:
    """What holds after any step, told by the stored events and by the dispute."""
    stored = story.log.events
    dispute = run(story.dispute())
    ledger = Ledger()
    for number, recorded in enumerate(stored):
        ledger.enter(story._event(number), recorded.recorded_at)

    assert [event.version for event in stored] == list(range(1, len(stored) + 1))
    assert dispute.version == len(stored)
    _expect_same_book(dispute, ledger)
    _expect_legal_statuses(story, stored)
    if dispute.settled:
        owed = [d.set for d in dispute.open_deadlines()]
        # What follows from an agreement is owed after it.
        dates = ("action-", "review-")
        assert all(one.only_on or one.duty.startswith(dates) for one in owed)
    assert (dispute.status == "withdrawn") == (dispute.withdrawal is not None)
    if dispute.status == "closed":
        assert not dispute.outstanding()
    if dispute.status == "resolved":
        assert dispute.resolution is not None


def _expect_same_book(dispute: Dispute, ledger: Ledger) -> None:
    """The aggregate and the plain book agree on every deadline."""
    open_now = {(d.set.duty, d.set.generation) for d in dispute.open_deadlines()}
    assert open_now == ledger.owed.keys()
    for deadline in dispute.deadlines:
        key = (deadline.set.duty, deadline.set.generation)
        passed = deadline.status in ("breached", "late", "indication")
        assert passed == (key in ledger.breached)
        assert (deadline.status == "running") == (
            key in ledger.owed and key not in ledger.breached
        )
    for earlier, later in pairwise(dispute.stages):
        assert earlier.started_at <= later.started_at


def _expect_legal_statuses(story: Story, stored: list[RecordedEvent]) -> None:
    status = "open"
    dispute: Dispute | None = None
    for event in stored:
        dispute = story.log.read(event).mutate(dispute)
        assert dispute is not None
        after = dispute.status
        legal = STATUS_AFTER.get(event.topic, {(status, status)})
        assert (status, after) in legal, f"{event.topic}: {status} to {after}"
        status = after
