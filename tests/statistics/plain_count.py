"""The figures a second time, plainly, from the JSON of the log: no class, no fold."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from tests.statistics.plain_time import day, hours, median, worked


class Entry(NamedTuple):
    """An event as the log holds it."""

    topic: str
    at: datetime
    facts: Mapping[str, Any]


Stream = Sequence[Entry]
_at = datetime.fromisoformat
RECORD, BESIDE = "dispute.record_added", "dispute.side_outcome_recorded"


def count(log: Iterable[Stream], first: date, last: date) -> dict[str, Any]:
    """Everything that is asked of a period."""
    until = [s for s in log if day(s[0].at) <= last]
    chosen = [s for s in until if first <= day(s[0].at)]
    return {
        "opened": len(chosen),
        "pairs": _pairs(chosen, until),
        **_raised(chosen),
        **_ended(chosen),
        **_owing(chosen),
        **_around(chosen),
    }


def _raised(chosen: Sequence[Stream]) -> dict[str, Any]:
    firsts = [s[0].facts for s in chosen]
    return {
        "raised_by": _tally(f["raised_by"]["agency"] for f in firsts),
        "responding": _tally(p["agency"] for f in firsts for p in f["responding"]),
        "categories": _tally(f["category"] for f in firsts),
        "started_later": _tally(f["start_ground"] for f in firsts if f["start_ground"]),
        "stages_reached": _tally(f"stage-{max(_stages(s))}" for s in chosen),
        "immediate_risk": sum(map(_risky, chosen)),
    }


def _ended(chosen: Sequence[Stream]) -> dict[str, Any]:
    ends = [(s, _end(s)) for s in chosen]
    settled = [(s, end) for s, end in ends if end[0] == "settled"]
    over = [end[1] for _, end in ends if end[0] in ("settled", "unresolved")]
    return {
        "settled": len(settled),
        "settled_at": _tally(f"stage-{_stages(s)[-1]}" for s, _ in settled),
        "settled_at_the_lowest_stage": sum(_stages(s)[-1] == 1 for s, _ in settled),
        "outcomes": _tally(over),
        "withdrawals": _tally(end[1] for _, end in ends if end[0] == "withdrawn"),
        "resolution_hours": median(
            hours(s[0].at, end[2]) for s, end in settled if end[2]
        ),
    }


def _owing(chosen: Sequence[Stream]) -> dict[str, Any]:
    owed = [(s, one) for s in chosen for one in _owed(s)]
    procedure = [(s, one) for s, one in owed if not one["duty"].startswith("action-")]
    agreed = [one for _, one in owed if one["duty"].startswith("action-")]
    reported = [(s, one) for s, one in procedure if one["breached"]]
    missed = [(s, one) for s, one in reported if one["state"] in ("late", "missed")]
    return {
        "missed": len(missed),
        "in_time_but_entered_late": len(reported) - len(missed),
        "missed_by_stage": _tally(one["stage"] for _, one in missed),
        "missed_by_agency": _tally(agency for s, one in missed for agency in _both(s)),
        "agreed_dates": len(agreed),
        "agreed_dates_late": sum(one["state"] in ("late", "missed") for one in agreed),
        "answers": _answers(procedure),
    }


def _around(chosen: Sequence[Stream]) -> dict[str, Any]:
    every = [e for s in chosen for e in s]
    checks = [e.facts for e in every if e.topic == "dispute.checked_back"]
    return {
        "passed_over": _tally(e.facts["trigger"] for e in every if _passes_over(e)),
        "limits_set": _tally(_said(chosen, "dispute.limit_set", "kind")),
        "done": _tally(f["kind"] for f in checks),
        "failed": _tally(f["kind"] for f in checks if f["result"] != "confirmed"),
        "reopened": _tally(_said(chosen, "dispute.reopened", "ground")),
        "records": _tally(e.facts["kind"] for e in _shared(chosen, RECORD)),
        "side_outcomes": _tally(e.facts["kind"] for e in _shared(chosen, BESIDE)),
        "themes": _tally(t for e in _shared(chosen, BESIDE) for t in e.facts["themes"]),
    }


def _tally(codes: Iterable[str]) -> dict[str, int]:
    return dict(Counter(codes))


def _said(streams: Iterable[Stream], topic: str, field: str) -> Iterator[str]:
    return (e.facts[field] for s in streams for e in s if e.topic == topic)


def _shared(streams: Iterable[Stream], topic: str) -> Iterator[Entry]:
    """What is on record for every party."""
    for stream in streams:
        for entry in stream:
            if entry.topic == topic and entry.facts["visible_to"] == "parties":
                yield entry


def _stages(stream: Stream) -> list[int]:
    return [e.facts["stage"]["number"] for e in stream if _enters(e)]


def _enters(entry: Entry) -> bool:
    return entry.topic in ("dispute.raised", "dispute.escalated", "dispute.reopened")


def _end(stream: Stream) -> tuple[str, str, datetime | None]:
    end: tuple[str, str, datetime | None] = ("open", "", None)
    for entry in stream:
        if entry.topic == "dispute.resolved" and not entry.facts["proposal"]:
            unresolved = entry.facts["outcome"] == "ended_unresolved"
            kind = "unresolved" if unresolved else "settled"
            end = (kind, entry.facts["outcome"], entry.at)
        elif entry.topic == "dispute.withdrawn":
            end = ("withdrawn", entry.facts["ground"], entry.at)
        elif entry.topic == "dispute.reopened":
            end = ("open", "", None)
    return end


def _risky(stream: Stream) -> bool:
    if stream[0].facts["immediate_risk"]["present"]:
        return True
    return any(
        e.topic == "dispute.escalated" and e.facts["trigger"] == "immediate_risk"
        for e in stream
    )


def _passes_over(entry: Entry) -> bool:
    if entry.topic != "dispute.escalated":
        return False
    before = int(entry.facts["from_stage"].removeprefix("stage-"))
    return bool(entry.facts["stage"]["number"] > before + 1)


def _both(stream: Stream) -> set[str]:
    raised = stream[0].facts
    return {raised["raised_by"]["agency"], *(p["agency"] for p in raised["responding"])}


def _pairs(chosen: Iterable[Stream], until: Iterable[Stream]) -> dict[Any, Any]:
    now, ever = Counter(map(tuple, _two(chosen))), Counter(map(tuple, _two(until)))
    return {pair: (now[pair], ever[pair]) for pair in ever}


def _two(streams: Iterable[Stream]) -> Iterator[tuple[str, str]]:
    for stream in streams:
        raised = stream[0].facts
        for party in raised["responding"]:
            yield raised["raised_by"]["agency"], party["agency"]


def _owed(stream: Stream) -> Iterator[dict[str, Any]]:
    """Each limit that was not replaced, and whether it was kept."""
    owed: dict[tuple[str, int], dict[str, Any]] = {}
    for entry in stream:
        if entry.topic == "dispute.deadline_breached":
            owed[entry.facts["duty"], entry.facts["generation"]]["breached"] = True
        for ended in entry.facts["deadlines_ended"]:
            one = owed[ended["duty"], ended["generation"]]
            one["how"], one["at"] = ended["status"], entry.at
        for started in entry.facts["deadlines_started"]:
            key = started["duty"], started["generation"]
            owed[key] = {
                **started,
                "breached": False,
                "how": None,
                "at": None,
            }
    for one in owed.values():
        one["state"] = _state(one)
        if one["state"]:
            yield one


def _state(one: Mapping[str, Any]) -> str | None:
    if one["how"] == "met":
        return "in_time" if one["at"] < _at(one["due_at"]) else "late"
    if one["breached"]:
        return "missed"
    return "running" if one["how"] is None else None


def _answers(owed: Iterable[tuple[Stream, Mapping[str, Any]]]) -> dict[str, Any]:
    by_duty: dict[str, list[Mapping[str, Any]]] = {}
    for _, one in owed:
        by_duty.setdefault(one["duty"], []).append(one)
    return {
        duty: (
            *(sum(one["state"] == s for one in some) for s in _STATES),
            median(
                hours(_at(one["started_at"]), one["at"]) for one in some if one["at"]
            ),
            median(
                worked(_at(one["started_at"]), one["at"]) for one in some if one["at"]
            ),
        )
        for duty, some in by_duty.items()
    }


def _spans(owed: Iterable[Mapping[str, Any]]) -> list[tuple[datetime, datetime]]:
    return [(_at(one["started_at"]), one["at"]) for one in owed if one["at"]]


_STATES = ("in_time", "late", "missed", "running")
