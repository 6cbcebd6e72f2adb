"""The oracle: a second, plain implementation of what must be missed, and when.

It shares no code with the domain. It reads what the log holds as plain JSON, decides by
itself which acts settle or end a duty, and lists every deadline whose instant came
before the log heard of its end. What it lists is what the log must have reported.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

_ACTION = "action-"
_REVIEW = "review-"
_REPORTS = {
    "dispute.deadline_breached": "breached",
    "dispute.deadline_passed": "late",
}


@dataclass(frozen=True, kw_only=True)
class Fact:
    """An event of the log, as anybody can read it there."""

    stream: str
    version: int
    topic: str
    occurred_at: datetime
    recorded_at: datetime
    facts: dict[str, Any]


@dataclass(frozen=True, order=True)
class Missed:
    """A deadline that passed: `breached`, or only `late` where nothing demands it."""

    stream: str
    duty: str
    generation: int
    how: str


@dataclass(frozen=True)
class _Owed:
    """A deadline that runs."""

    said: dict[str, Any]

    @property
    def due_at(self) -> datetime | None:
        due_at = self.said["due_at"]
        return datetime.fromisoformat(due_at) if due_at else None

    @property
    def of_action(self) -> bool:
        return str(self.said["duty"]).startswith(_ACTION)

    def passed_by(self, at: datetime) -> bool:
        return self.due_at is not None and self.due_at <= at

    def ended_by(self, fact: Fact) -> bool:
        """Whether an act ends this duty, whatever the log says about it."""
        said, duty = fact.facts, str(self.said["duty"])
        again = {started["duty"] for started in said.get("deadlines_started", ())}
        waived = fact.topic == "dispute.duty_waived" and said["duty"] == duty
        if duty in again or waived:
            return True
        if self.of_action:
            return _ends_action(duty, fact)
        if duty.startswith(_REVIEW):
            return _ends_review(fact)
        return self._ended_at_its_stage(fact)

    def _ended_at_its_stage(self, fact: Fact) -> bool:
        said = fact.facts
        match fact.topic:
            case "dispute.discussed":
                begun = datetime.fromisoformat(self.said["started_at"])
                return (
                    said["outcome"] != "no_response"
                    and "discussion" in self.said["settled_by"]
                    and self.said["stage"] == said["stage"]
                    and begun <= fact.occurred_at
                )
            case "dispute.escalated":
                return bool(self.said["stage"] != said["stage"]["id"])
            case "dispute.resolved":
                return not said["proposal"]
            case _:
                return fact.topic == "dispute.withdrawn"


def _ends_action(action: str, fact: Fact) -> bool:
    """An agreed action is owed until it is done, or the whole ends unresolved."""
    said = fact.facts
    if fact.topic == "dispute.resolved":
        return bool(said["outcome"] == "ended_unresolved")
    if fact.topic != "dispute.checked_back":
        return False
    done = said["kind"] == "completion" and said["result"] == "confirmed"
    return done and said["action_id"] in (None, action)


def _ends_review(fact: Fact) -> bool:
    """A review is owed until it is held, or until what it was to look at is open."""
    said = fact.facts
    if fact.topic == "dispute.resolved":
        return bool(said["outcome"] == "ended_unresolved")
    if fact.topic == "dispute.checked_back":
        held = said["kind"] == "review" and said["result"] == "confirmed"
        return held and said["action_id"] is None
    return fact.topic in ("dispute.reopened", "dispute.escalated")


def expected(log: Iterable[Fact], at: datetime) -> set[Missed]:
    """Every deadline that the log, as it stood at an instant, must call missed."""
    streams: dict[str, list[Fact]] = {}
    for fact in log:
        if fact.recorded_at <= at and fact.topic.startswith("dispute."):
            streams.setdefault(fact.stream, []).append(fact)
    return {missed for facts in streams.values() for missed in _missed(facts, at)}


def reported(log: Iterable[Fact]) -> list[Missed]:
    """Every deadline that the log does call missed; one named twice comes twice."""
    return [
        Missed(
            fact.stream,
            fact.facts["duty"],
            fact.facts["generation"],
            _REPORTS[fact.topic],
        )
        for fact in log
        if fact.topic in _REPORTS
    ]


def differences(log: Sequence[Fact], at: datetime) -> list[str]:
    """What was not reported, what was reported wrongly, and what twice."""
    told = Counter(reported(fact for fact in log if fact.recorded_at <= at))
    wanted = expected(log, at)
    named = {
        "not reported": wanted - told.keys(),
        "reported wrongly": told.keys() - wanted,
        "reported twice": {missed for missed, times in told.items() if times > 1},
    }
    return [f"{what}: {one}" for what, them in named.items() for one in sorted(them)]


def _missed(facts: Sequence[Fact], at: datetime) -> Iterable[Missed]:
    owed: list[_Owed] = []
    for fact in sorted(facts, key=lambda one: one.version):
        for ended in [one for one in owed if one.ended_by(fact)]:
            owed.remove(ended)
            if ended.passed_by(fact.recorded_at):
                yield _named(fact.stream, ended)
        owed += [_Owed(said) for said in fact.facts.get("deadlines_started", ())]
    for one in owed:
        if one.passed_by(at):
            yield _named(facts[0].stream, one)


def _named(stream: str, owed: _Owed) -> Missed:
    said = owed.said
    how = "breached" if said["force"] in ("must", "should") else "late"
    return Missed(stream, said["duty"], said["generation"], how)
