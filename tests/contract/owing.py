"""Aims what is said of duties at those that somebody owes, with what they ask for."""

from copy import deepcopy
from datetime import UTC, datetime

from tests.contract.desk import Desk, Sent, instant, pick
from tests.contract.directories import OFFICE
from tests.contract.plausible import within
from tests.contract.reading import Json

ON_DUTIES = ("fulfilDuty", "declineDuty", "waiveDuty", "delegateDuty")
CHECK_BACKS = {"understanding", "completion", "outcome_for_person", "review"}
SINCE = ("fulfilled_at", "declined_at", "waived_at", "delegated_at")
ANSWERED = ("answer", "reference_only")


class Owing:
    """Puts right what is done to duties in one campaign."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def aim(self, case: Sent, operation: str, dispute: Json) -> None:
        """A duty of which the one who speaks may say this; any, if there is none."""
        found = (
            [duty["id"] for duty in dispute["duties"] if self._takes(operation, duty)]
            or (self._agreed(dispute) if operation == "waiveDuty" else [])
            or [duty["id"] for duty in dispute["duties"]]
        )
        drawn = case.path_parameters["duty_id"]
        if found and drawn not in found:
            case.path_parameters["duty_id"] = pick(found, drawn)

    def saying(self, name: str, body: Json, dispute: Json, duty_id: str) -> Json:
        """What the duty asks for, at a time at which it was there."""
        said: Json = deepcopy(body)
        duty = next((one for one in dispute["duties"] if one["id"] == duty_id), None)
        if duty is None and "waived_at" in said:
            said["waived_at"] = None
        if duty is None:
            return said
        opened_at = instant(duty["opened_at"])
        for field in SINCE:
            if isinstance(said.get(field), str):
                now = max(datetime.now(UTC), opened_at)
                said[field] = within(said[field], opened_at, now)
        done = name == "fulfilDuty"
        return self._answering(said, dispute, duty) if done else said

    def _answering(self, said: Json, dispute: Json, duty: Json) -> Json:
        if duty["kind"] != "confirmation" and "review_on" in said:
            said["review_on"] = None
        if duty["asks"] in ANSWERED and said.get("answer") is None:
            said["answer"] = pick(("needed", "not_needed"), said)
        if duty["asks"] == "reference_only" and "note" in said:
            said["note"] = None
        if duty["asks"] == "custodian" and said.get("held_by") is None:
            said["held_by"] = self._desk.raiser.agency
        if duty["asks"] == "recipients":
            parties = [*dispute["raising_agencies"], *dispute["responding_agencies"]]
            said["circulated_to"] = [{"agency": one} for one in dict.fromkeys(parties)]
        elif "circulated_to" in said:
            said["circulated_to"] = []
        return said

    def handing(self, body: Json, dispute: Json) -> Json:
        """To somebody in an agency of the dispute, or to an office that there is."""
        said: Json = deepcopy(body)
        parties = [*dispute["raising_agencies"], *dispute["responding_agencies"]]
        if said.get("office") is not None:
            said["office"] = OFFICE
        elif said.get("to") is None:
            said["to"] = {"role": "Deputy"}
        to = said.get("to")
        if to is not None and to.get("agency") is not None:
            to["agency"] = pick(parties, to["agency"])
        return said

    def _agreed(self, dispute: Json) -> list[str]:
        """What was agreed and can be let go like a duty."""
        over = ("confirmed", "waived", "overtaken")
        return [one["id"] for one in dispute["actions"] if one["status"] not in over]

    def _takes(self, operation: str, duty: Json) -> bool:
        holder, checks = duty["holder"], duty["kind"] in CHECK_BACKS
        if duty["status"] not in ("due", "overdue"):
            return False
        if holder["agency"] not in (None, self._desk.raiser.agency):
            return False
        if holder["agency"] is None and holder["side"] not in ("raising", "both"):
            return False
        binding = checks or duty["force"] == "must"
        may_decline = duty["only_if"] is not None or not binding
        refused = {"fulfilDuty": checks, "declineDuty": not may_decline}
        return not refused.get(operation, False)
