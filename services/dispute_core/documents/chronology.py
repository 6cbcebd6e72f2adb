"""What has happened so far, event by event, as far as the reader may know it."""

from collections.abc import Mapping
from typing import Any

from dispute_core.application.ports import RecordedEvent
from dispute_core.documents.happenings import Happening
from dispute_core.documents.in_welsh import in_welsh
from dispute_core.documents.model import Said, Table, said
from dispute_core.documents.telling import Telling, day, in_place
from dispute_core.domain.working_time import local_date

INSTANTS = {
    "dispute.raised": "raised_at",
    "dispute.discussed": "held_at",
    "dispute.escalated": "escalated_at",
}
"""The field under which the time of an event is corrected."""

WRITTEN = {
    "dispute.raised": "disputed",
    "dispute.discussed": "summary",
    "dispute.responded": "view",
    "dispute.escalated": "reason",
    "dispute.resolved": "summary",
    "dispute.checked_back": "note",
    "dispute.record_added": "text",
    "dispute.withdrawn": "reason",
    "dispute.reopened": "reason",
    "dispute.limit_set": "reason",
    "dispute.duty_fulfilled": "note",
    "dispute.duty_declined": "reason",
    "dispute.duty_waived": "reason",
    "dispute.duty_delegated": "reason",
    "dispute.statement_answered": "note",
    "dispute.safeguard_answered": "reason",
    "dispute.side_outcome_recorded": "text",
    "dispute.side_outcome_completed": "note",
    "dispute.meeting_cancelled": "reason",
    "dispute.meeting_held": "decision",
    "dispute.outcome_answered": "reason",
}
"""What of an event's words a chronology repeats."""


def chronology(telling: Telling, *, title: str) -> Table:
    """Each event in the order of the log; what was entered late says so."""
    return Table(
        title=title,
        columns=("When", "What", "By"),
        rows=tuple(_line(telling, event) for event in telling.events()),
        empty="",
        widths=(4, 11, 5),
    )


def _line(telling: Telling, event: RecordedEvent) -> tuple[Said, Said, Said]:
    at = telling.at(event.version, INSTANTS.get(event.topic, ""), event.occurred_at)
    happened, recorded = local_date(event.occurred_at), local_date(event.recorded_at)
    if happened != recorded:
        note = "; ".join(part for part in (at.note, f"entered {day(recorded)}") if part)
        at = Said(text=at.text, state=at.state, was=at.was, note=note)
    return at, _what(telling, event), said(_by(telling, event.facts))


def _what(telling: Telling, event: RecordedEvent) -> Said:
    sentence = Happening(telling, event).told()
    field = WRITTEN.get(event.topic)
    welsh = in_welsh(sentence)
    if field is None:
        return Said(text=sentence, text_cy=welsh)
    narrative = event.narrative or {}
    inside = narrative.get("difference") or narrative
    wrote = telling.told(event.version, field, inside.get(field))
    if wrote.state == "blank":
        return Said(text=sentence, text_cy=welsh)
    return Said(
        text=f"{sentence} {in_place(wrote)}",
        was=wrote.was,
        note=wrote.note,
        text_cy=welsh,
    )


def _by(telling: Telling, facts: Mapping[str, Any]) -> str:
    """The agency and role that acted; the service itself where nobody did."""
    for field in ("by", "declared_by", "raised_by"):
        by = facts.get(field)
        if by:
            agency = telling.agency(by.get("agency"))
            role = by.get("role")
            return f"{agency}, {role}" if role else agency
    return "Concord"
