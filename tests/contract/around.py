"""Aims what is said beside the talking at safeguards, side outcomes and concerns."""

from collections.abc import Iterator
from copy import deepcopy
from datetime import UTC, datetime

from tests.contract.desk import AGENCIES, Desk, Sent, pick
from tests.contract.directories import OFFICE
from tests.contract.plausible import START, within
from tests.contract.reading import Json

IN_BEXLEY = ("callMeeting", "nameFacilitator")
"""What only a policy with a right to a meeting, and with a facilitator, knows."""

ON_CONCERNS = ("raiseConcern", "linkDispute", "decideConcern", "shareConcern")
ON_ITEMS = ("answerSafeguard", "completeSideOutcome")
"""What follows upon a record that is made for it just before."""

BY_THE_LEAD = ("decideConcern", "shareConcern")
FACILITATOR = "practice-review-and-learning-manager"
CONCERN = "/v1/concerns/{concern_id}"
STALE_ONE_IN = 16
"""How often a version stays as drawn, which is mostly an old one."""

LONG_AGO = "2026-01-06"
OF_A_KIND = {
    "calls_for": "requested_safeguard",
    "agreed_by": "interim_arrangement",
    "until": "interim_arrangement",
    "written": "written_record",
}
TO_BE_SEEN = ("requested_safeguard", "support", "barrier")
"""Records whose readers follow from their kind."""


class Around:
    """Puts right what is done beside the talking in one campaign."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def aim(self, case: Sent, name: str, dispute: Json) -> Json:
        """A dispute that has what the operation is about; it is made if need be."""
        path, desk = case.path_parameters, self._desk
        if name == "nameFacilitator" and name not in dispute["allowed"]:
            fresh, on = desk.raised(), {"trigger": "not_agreed", "to_stage": "stage-3"}
            return desk.on(fresh, "escalateDispute", "escalations", on)
        if "record_id" in path:
            body = {"kind": "requested_safeguard", "text": "A meeting this week."}
            dispute = desk.on(dispute, "addRecord", "records", body)
            path["record_id"] = dispute["safeguards"][-1]["id"]
        if "side_outcome_id" in path:
            body = {"kind": "training", "text": "A day on thresholds."}
            dispute = desk.on(dispute, "recordSideOutcome", "side-outcomes", body)
            path["side_outcome_id"] = dispute["side_outcomes"][-1]["id"]
        if "hold_id" in path:
            body = {"ground": "court", "reason": "The court has asked for it."}
            dispute = desk.on(dispute, "putLegalHold", "legal-holds", body)
            path["hold_id"] = dispute["legal_holds"][-1]["id"]
        return dispute

    def aim_at_a_concern(self, case: Sent, turns: Iterator[int]) -> None:
        """A new concern; one that was shared is shared no second time."""
        if "concern_id" not in case.path_parameters:
            return
        body = {
            "about": self._desk.responder.agency,
            "put_to": OFFICE,
            "concern": "Nobody answers for weeks.",
        }
        concern = self._desk.command("raiseConcern", "/v1/concerns", body)
        case.path_parameters["concern_id"] = concern["id"]
        sent = str(case.headers.get("If-Match", ""))
        if sent.strip('"').isdigit() and next(turns) % STALE_ONE_IN:
            case.headers["If-Match"] = '"1"' if sent.startswith('"') else "1"

    def saying(self, name: str, body: Json) -> Json:
        """What fits the kind of what is recorded."""
        said: Json = deepcopy(body)
        if name in ON_ITEMS:
            _just_now(said)
        if name == "addRecord":
            _fitting_its_kind(said)
        elif name == "answerSafeguard":
            said["reason"] = said.get("reason") or "As was asked."
            if said["answer"] == "refused":
                said["takes_place_on"] = None
        elif name == "nameFacilitator":
            said["office"] = FACILITATOR
        elif name == "recordSideOutcome":
            self._side_outcome(said)
        elif name == "completeSideOutcome":
            said["done_on"] = None
        return said

    def telling(self, name: str, body: Json) -> Json:
        """A concern as the raiser or the lead may put it, at a time that has come."""
        said: Json = deepcopy(body)
        if isinstance(said.get("at"), str):
            now = datetime.now(UTC)
            floor = START if name == "raiseConcern" else now
            said["at"] = within(said["at"], floor, now)
        if name == "raiseConcern":
            others = [one for one in AGENCIES if one != self._desk.raiser.agency]
            said["about"], said["put_to"] = pick(others, said["about"]), OFFICE
            if said.get("agency") is not None:
                said["agency"] = self._desk.raiser.agency
        elif name == "linkDispute":
            said["dispute_id"] = self._desk.raised()["id"]
        return said

    def _side_outcome(self, said: Json) -> None:
        kind = said["kind"]
        by_reference = kind in ("compliance", "competence")
        said["text"] = None if by_reference else said.get("text") or "As it was."
        if kind not in ("learning_item", "case_review_referral"):
            said["review"] = None
        elsewhere = kind == "referral_elsewhere"
        said["route"] = (said.get("route") or "complaint") if elsewhere else None
        if said.get("done_on") is not None:
            said["done_on"] = LONG_AGO
        said["agency"] = None


def _just_now(said: Json) -> None:
    for field in ("answered_at", "at"):
        if isinstance(said.get(field), str):
            said[field] = datetime.now(UTC).isoformat()


def _fitting_its_kind(said: Json) -> None:
    kind = said["kind"]
    for field, belongs in OF_A_KIND.items():
        if kind != belongs:
            said.pop(field, None)
    if kind == "written_record":
        said["written"] = {"issue_raised": "That nobody came."}
    elif said.get("text") is None:
        said["text"] = "As it was said."
    if kind in TO_BE_SEEN:
        said["visible_to"] = None
    if said.get("until") is not None:
        said["until"] = "2199-01-01"
