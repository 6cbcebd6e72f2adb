"""Makes generated bodies plausible: names that exist, times in an order that can be.

What the contract cannot say in a schema (which agencies there are, which categories a
policy has) is put right here, so that good data is really accepted. Only what names
or dates something is touched; texts, lengths, absences and nulls stay as drawn.
"""

from collections.abc import Callable
from copy import deepcopy
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.contract.answering import answered, to_record
from tests.contract.desk import AGENCIES, PARTIES, Desk, instant, pick
from tests.contract.papers import answering, submitting
from tests.contract.reading import Json

FUTURE = {"due_at"}
PLANS = {"due_on", "review_on", "until"}
AGENCY = {"agency", "owner_agency", "lead_agency", "held_by"}
SOMEWHERE = "held_at"
"""In a source the place where a document is kept; in a discussion an instant."""

START = datetime(2021, 1, 4, 9, tzinfo=UTC)
"""Every policy of the demonstration was in force from then on."""

END = datetime(2199, 1, 1, tzinfo=UTC)
BY_THE_RESPONDER = ("recordResponse", "answerStatement", "answerSafeguard")
CORRECTIONS = ("disputed", "evidence", "effect_on_person", "category", "raised_at")


def mostly(by: object) -> bool:
    """Yes, three times out of four."""
    return pick(range(4), by) > 0


def within(text: str, floor: datetime, ceiling: datetime) -> str:
    """The instant as drawn if it lies there; else one that does, drawn from it."""
    if floor <= instant(text) <= ceiling:
        return text
    share = pick(range(1000), text) / 1000
    moment = floor + (ceiling - floor) * share
    return moment.isoformat(timespec="microseconds").replace("+00:00", "Z")


def walk(value: Any, change: Callable[[str, Any], Any], key: str = "") -> Any:
    """The value with every leaf passed through `change`, which is told its field."""
    if isinstance(value, dict):
        return {name: walk(item, change, name) for name, item in value.items()}
    if isinstance(value, list):
        return [walk(item, change, key) for item in value]
    return change(key, value)


class Plausible:
    """Puts right the bodies of one campaign."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._acts: dict[str, Callable[[Json, Json], None]] = {
            "setLimit": self._limit,
            "escalateDispute": self._escalation,
            "addRecord": self._record,
            "callMeeting": self._meeting,
            "recordCheckBack": self._check_back,
            "reopenDispute": self._reopening,
            "changeParties": self._parties,
            "correctDispute": self._correction,
            "answerStatement": answering,
            "submitRecord": submitting,
        }

    def raising(self, body: Json) -> Json:
        said: Json = self._general(deepcopy(body), START)
        policy = self._desk.policy()
        said["partnership"] = self._desk.partnership
        if said.get("policy") is not None:
            said["policy"] = policy["ref"]
        self._categorise(said, policy)
        for subject in (said["subject"], *said.get("also_affects", ())):
            subject["kind"] = pick(policy["subject_kinds"], subject)
        said["raised_by"]["agency"] = self._desk.raiser.agency
        raiser, responder = self._desk.raiser.agency, self._desk.responder.agency
        others = [responder, *(a for a in PARTIES if a not in (raiser, responder))]
        said["responding"] = said["responding"][: len(others)]
        for party, agency in zip(said["responding"], others, strict=False):
            party["agency"] = agency
        if said.get("scope") is not None:
            said["scope"] = "inter_agency"
        self._stage(said.get("start_stage"), policy)
        self._after(said.get("risk_set_limit"), said.get("raised_at"))
        return answered(said, policy)

    def previewing(self, body: Json, policy: Json) -> Json:
        said: Json = deepcopy(body)
        if said.get("subject_kind") is not None:
            said["subject_kind"] = pick(policy["subject_kinds"], said)
        self._stage(said.get("start_stage"), policy)
        self._after(said.get("risk_set_limit"), said["raised_at"])
        return answered(said, policy)

    def acting(self, operation: str, body: Json, dispute: Json) -> Json:
        """A command on a dispute, after everything that happened in it so far."""
        said: Json = self._general(deepcopy(body), latest(dispute))
        for by in (said.get("by"), said.get("declared_by")):
            if by is not None:
                self._sign(operation, by)
        special = self._acts.get(operation)
        if special:
            special(said, dispute)
        return said

    def _general(self, said: Json, floor: datetime) -> Any:
        now = max(datetime.now(UTC), floor)

        def change(key: str, value: Any) -> Any:
            if not isinstance(value, str):
                return value
            if key in AGENCY:
                return pick(AGENCIES, value)
            if key in FUTURE:
                return within(value, now, END)
            if key in PLANS:
                plan = within(f"{value}T12:00:00Z", now + timedelta(days=2), END)
                return plan[:10]
            if key == "at" or (key.endswith("_at") and key != SOMEWHERE):
                return within(value, floor, now)
            return value

        said = walk(said, change)
        if isinstance(said.get(SOMEWHERE), str):
            said[SOMEWHERE] = within(said[SOMEWHERE], floor, now)
        return said

    @staticmethod
    def _categorise(said: Json, policy: Json) -> None:
        codes = [category["code"] for category in policy["categories"]]
        said["category"] = pick(codes, said["category"])
        if said["category"] == "other" and said.get("category_text") is None:
            said["category_text"] = "Something else"

    @staticmethod
    def _stage(part: Json | None, policy: Json, field: str = "stage") -> None:
        if part is not None and part.get(field) is not None:
            part[field] = pick([stage["id"] for stage in policy["stages"]], part[field])

    @staticmethod
    def _after(limit: Json | None, raised_at: str | None) -> None:
        if limit is not None:
            floor = instant(raised_at) if raised_at else datetime.now(UTC)
            limit["due_at"] = within(limit["due_at"], floor, END + timedelta(days=400))

    def _limit(self, said: Json, dispute: Json) -> None:
        movable = self._desk.movable(dispute)
        policy = self._desk.policy(dispute["policy"]["ref"])
        duties = [
            limit["duty"] for stage in policy["stages"] for limit in stage["limits"]
        ]
        if movable and mostly(said["duty"]):
            said["duty"], said["kind"] = pick(movable, said["duty"])
        else:
            said["duty"] = pick(duties, said["duty"])

    def _escalation(self, said: Json, dispute: Json) -> None:
        """Mostly a step that the policy knows from here, on a ground that it names."""
        policy = self._desk.policy(dispute["policy"]["ref"])
        here = dispute["stage"]["id"]
        moves = [
            move
            for stage in policy["stages"]
            for move in stage["moves"]
            if stage["id"] == here
        ]
        self._stage(said, policy, "to_stage")
        drawn = (said["trigger"], said.get("reason"))
        if moves and mostly(drawn):
            move = pick(moves, drawn)
            said["trigger"] = pick(move["triggers"], drawn)
            if said.get("to_stage") is not None:
                said["to_stage"] = move["to_stage"]
        ways = [move["path"] for move in moves if said["trigger"] in move["triggers"]]
        if said.get("path") is not None:
            said["path"] = pick(ways, drawn) if ways else None
        if any(move["notice"] or move["consult"] for move in moves):
            said.setdefault("not_done_because", "There was no time for it.")

    def _record(self, said: Json, dispute: Json) -> None:
        """About something that the policy has, where it has anything of the kind."""
        policy = self._desk.policy(dispute["policy"]["ref"])
        if said.get("about") is not None:
            known = to_record(policy).get(said["kind"])
            said["about"] = pick(known, said["about"]) if known else None

    def _meeting(self, said: Json, dispute: Json) -> None:
        right = self._desk.policy(dispute["policy"]["ref"])["meeting_right"]
        if not right["others_may_ask"]:
            said["kind"] = "required"

    @staticmethod
    def _check_back(said: Json, dispute: Json) -> None:
        if said.get("action_id") is not None and dispute["actions"]:
            said["action_id"] = pick(dispute["actions"], said["action_id"])["id"]

    @staticmethod
    def _reopening(said: Json, dispute: Json) -> None:
        if said.get("stage") is not None:
            reached = range(1, dispute["stage"]["number"] + 1)
            said["stage"] = f"stage-{pick(reached, said['stage'])}"

    def _sign(self, operation: str, by: Json) -> None:
        """Everyone speaks for the own agency, on its side."""
        responds = operation in BY_THE_RESPONDER
        who = self._desk.responder if responds else self._desk.raiser
        if by.get("agency") is not None:
            by["agency"] = who.agency
        if by.get("side") is not None:
            by["side"] = "responding" if responds else "raising"

    @staticmethod
    def _parties(said: Json, dispute: Json) -> None:
        present = dispute["responding_agencies"]
        absent = [
            agency
            for agency in PARTIES
            if agency not in (*present, *dispute["raising_agencies"])
        ]
        said["side"] = "responding"
        choices = absent if said["change"] == "add" else present[1:]
        said["agency"] = pick(choices or present, said["agency"])
        if said["change"] == "replace_contact" and said.get("contact") is None:
            said["contact"] = {"role": "Team manager"}

    def _correction(self, said: Json, dispute: Json) -> None:
        said["event_id"] = f"{dispute['id']}.1"
        said["field"] = pick(CORRECTIONS, said["field"])
        if said["field"] == "category":
            codes = self._desk.policy(dispute["policy"]["ref"])["categories"]
            said["value"] = pick(codes, said["value"])["code"]
        if said["field"] == "raised_at":
            said["value"] = "2026-01-05T08:30:00Z"


def latest(dispute: Json) -> datetime:
    """The last instant at which something happened, according to those in it."""
    happened = [dispute["raised_at"], dispute["stage"]["started_at"]]
    if dispute["resolution"] is not None:
        happened.append(dispute["resolution"]["resolved_at"])
    if dispute["withdrawn"] is not None:
        happened.append(dispute["withdrawn"]["withdrawn_at"])
    return max(instant(text) for text in happened)
