"""Each kind of event in one sentence of facts; what people wrote stands beside it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from dispute_core.application.ports import RecordedEvent
from dispute_core.documents import words
from dispute_core.documents.telling import Telling, day, due, moment
from dispute_core.domain.saying import capital, listed


@dataclass(frozen=True)
class Happening:
    """One event told; each method is named for the topic that it tells."""

    telling: Telling
    event: RecordedEvent

    def told(self) -> str:
        """The sentence; the topic in words where an event needs none of its own."""
        name = self.event.topic.partition(".")[2]
        tell = getattr(self, f"_{name}", None)
        sentence = tell() if tell else capital(name.replace("_", " "))
        return f"{sentence}."

    @property
    def _facts(self) -> Mapping[str, Any]:
        return self.event.facts

    def _word(self, table: Mapping[str, str], field: str) -> str:
        return words.in_words(table, self._facts[field])

    def _raised(self) -> str:
        return f"Raised at {self._facts['stage']['label']}"

    def _discussed(self) -> str:
        how = self._word(words.METHODS, "method")
        return f"Discussion {how}: {self._word(words.TALKS, 'outcome')}"

    def _responded(self) -> str:
        return "The responding side gave its view"

    def _limit_set(self) -> str:
        kind = self._word(words.LIMITS, "kind")
        stands = "" if self._facts["binding"] else ", proposed only"
        until = moment(datetime.fromisoformat(self._facts["due_at"]))
        return f"Limit {kind}{stands}: {until}"

    def _escalated(self) -> str:
        ground = self._word(words.TRIGGERS, "trigger")
        return f"Went on to {self._facts['stage']['label']} ({ground})"

    def _resolved(self) -> str:
        stands = "Proposed" if self._facts["proposal"] else "Resolution"
        return f"{stands}: {self._word(words.ENDINGS, 'outcome')}"

    def _checked_back(self) -> str:
        kind = self._word(words.CHECKS, "kind")
        return f"Checked back on {kind}: {self._word(words.RESULTS, 'result')}"

    def _closed(self) -> str:
        return "Closed: all that had to be done was done, or waived with a reason"

    def _withdrawn(self) -> str:
        return f"Withdrawn: {self._word(words.WITHDRAWN, 'ground')}"

    def _reopened(self) -> str:
        ground = self._word(words.REOPENED, "ground")
        return f"Taken up again at {self._facts['stage']['label']}: {ground}"

    def _parties_changed(self) -> str:
        agency = self.telling.agency(self._facts["party"]["agency"])
        return f"{agency} {self._word(words.PARTIES, 'kind')}"

    def _record_added(self) -> str:
        return capital(self._word(words.RECORDS, "kind"))

    def _meeting_called(self) -> str:
        called = "required" if self._facts["kind"] == "required" else "asked for"
        return f"A multi-agency meeting was {called} ({self._facts['clause']})"

    def _corrected(self) -> str:
        field = self._facts["field"].replace("_", " ")
        return f"Event {self._facts['event_version']} was corrected in: {field}"

    def _deadline_breached(self) -> str:
        duty, generation = self._facts["duty"], self._facts["generation"]
        one = self.telling.dispute.deadline(duty, generation)
        until = due(one.set.due_at, one.set.due_on)
        late = one.settled is not None and one.settled.in_time
        kept = ". It was kept in time and entered later" if late else ""
        return f"A limit passed ({one.set.clause}): {one.set.text}; {until}{kept}"

    _deadline_passed = _deadline_breached

    def _duty_fulfilled(self) -> str:
        heard = self._facts.get("acknowledged_by") or ()
        who = [one.get("role") or "somebody" for one in heard]
        return f"Done: {self._duty()}" + (f"; heard by {listed(who)}" if who else "")

    def _duty_declined(self) -> str:
        return f"Not called for: {self._duty()}"

    def _duty_waived(self) -> str:
        return f"Waived: {self._duty()}"

    def _duty_delegated(self) -> str:
        return f"Handed on: {self._duty()}"

    def _duty_told(self) -> str:
        owed = [self.telling.dispute.duty(name) for name in self._facts["duties"]]
        what = dict.fromkeys(f"{o.due.text} ({o.due.clause})" for o in owed if o)
        return f"Told by mail: {listed(list(what))}"

    def _duty(self) -> str:
        dispute, name = self.telling.dispute, self._facts["duty"]
        owed = dispute.duty(name)
        if owed is not None:
            return f"{owed.due.text} ({owed.due.clause})"
        dated = [one.set for one in dispute.deadlines if one.set.duty == name]
        return f"{dated[-1].text} ({dated[-1].clause})" if dated else "a duty"

    def _statement_answered(self) -> str:
        mark = self._word(words.MARKS, "answer").lower()
        field = words.in_words(words.FIELDS, self._facts["field"]).lower()
        return f"A statement of the other side was {mark}: {field}"

    def _record_submitted(self) -> str:
        office = self.telling.agency(self._facts["to_office"])
        return f"The Record was sent to {office} {self._word(words.SENT, 'how')}"

    def _safeguard_answered(self) -> str:
        return f"A safeguard that was called for was answered: {self._code('answer')}"

    def _facilitator_named(self) -> str:
        return f"Somebody was named to support both sides ({self._facts['clause']})"

    def _emergency_access_opened(self) -> str:
        office = self.telling.agency(self._facts["office"])
        until = moment(datetime.fromisoformat(self._facts["until"]))
        purpose = self._code("purpose")
        return f"{office} opened it in an emergency ({purpose}), until {until}"

    def _legal_hold_put(self) -> str:
        return f"What people wrote is to be kept: {self._code('ground')}"

    def _legal_hold_released(self) -> str:
        return f"The legal hold of event {self._facts['hold']} was released"

    def _narrative_erased(self) -> str:
        since = day(date.fromisoformat(self._facts["due_on"]))
        return f"What people wrote until then was erased, as was due from {since}"

    def _side_outcome_recorded(self) -> str:
        return f"Side outcome: {self._code('kind')}"

    def _meeting_convened(self) -> str:
        return f"Convened: {self._word(words.MODES, 'mode')}"

    def _meeting_held(self) -> str:
        return f"Meeting held: {self._word(words.TALKS, 'outcome')}"

    def _outcome_answered(self) -> str:
        answer = "accepted" if self._facts["accepts"] else "not accepted"
        return f"The outcome of the meeting was {answer}"

    def _lead_agency_named(self) -> str:
        return f"{self.telling.agency(self._facts['agency'])} leads"

    def _code(self, field: str) -> str:
        return words.in_words({}, self._facts[field])
