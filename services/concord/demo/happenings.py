"""What each event of a dispute says, in a sentence or a few for a person."""

from dataclasses import dataclass

from concord.demo import page
from concord.demo.cases import Json
from concord.demo.playing import Played

OUTCOMES = {
    "agreed": "They agreed.",
    "partly_agreed": "They agreed in part.",
    "not_agreed": "They did not agree.",
    "no_response": "There was no answer.",
}
METHODS = {
    "face_to_face": "face to face",
    "phone": "by phone",
    "video": "by video",
    "meeting": "in a meeting",
    "e_mail": "by e-mail",
    "letter": "by letter",
}
TRIGGERS = {
    "not_agreed": "because there was no agreement",
    "time_passed": "because the time had passed",
    "no_response": "because there was no answer",
    "unsatisfactory_response": "because the answer did not satisfy",
    "policy_issue": "because it raises an issue of policy",
    "immediate_risk": "because someone was at immediate risk",
}
ENDINGS = {
    "agreed": "The dispute was resolved by agreement",
    "partly_agreed": "The dispute was resolved by agreement in part",
    "decided": "The dispute was decided",
    "overtaken": "The dispute was overtaken by events",
    "ended_unresolved": "The dispute was ended unresolved",
}
RESULTS = {
    "confirmed": "confirmed",
    "partly": "confirmed in part",
    "not_confirmed": "not confirmed",
}
CHECKS = {
    "understanding": "that both understand what was agreed in the same way",
    "completion": "that what was agreed was done",
    "outcome_for_person": "what it has changed for the person",
}


def happened(event: Json, played: Played) -> list[str]:
    """The paragraphs for one event; its words stand in the dispute under its id."""
    telling = _Telling(event, played.dispute)
    tell = getattr(telling, event["type"].removeprefix("dispute."), None)
    return tell() if tell else [event["type"]]


def agency(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


@dataclass(frozen=True)
class _Telling:
    """One event told; each method is named for the type of event that it tells."""

    event: Json
    dispute: Json

    def raised(self) -> list[str]:
        who = agency(self.dispute["raised_by"]["agency"])
        first = (self.dispute["stages_passed"] or [self.dispute["stage"]])[0]
        return [f'{who} raised the dispute. It began at "{first["label"]}".']

    def responded(self) -> list[str]:
        said = self._words("responses")
        proposal = [f"Its proposal: {said['proposal']}"] if said["proposal"] else []
        return [f"{agency(said['agency'])} responded: {said['view']}", *proposal]

    def discussed(self) -> list[str]:
        held = self._words("discussions")
        people = listed([signed(one) for one in held["participants"]])
        came_of_it = OUTCOMES[held["outcome"]]
        told = [
            f"{people} spoke {METHODS[held['method']]}. {came_of_it}",
            held["summary"],
        ]
        if held["reasons"]:
            told.append(f"Why: {held['reasons']}")
        told.extend(f"Advice: {advice}" for advice in held["advice_from"])
        return told

    def limit_set(self) -> list[str]:
        ends = page.moment(self.event["data"]["due_at"])
        told = f"{self._who()} proposed a limit for both sides to accept: {ends}."
        if self.event["data"]["binding"]:
            told = f"{self._who()} accepted the limit of {ends}. It binds both sides."
        return [told, *self._reason()]

    def escalated(self) -> list[str]:
        data = self.event["data"]
        ground = TRIGGERS[data["trigger"]]
        told = f'{self._who()} took it to "{data["stage"]["label"]}", {ground}.'
        risk = self._narrative().get("immediate_risk") or {}
        at_once = risk.get("action_taken")
        done = [f"Done at once: {at_once}"] if at_once else []
        return [told, *self._reason(), *done]

    def resolved(self) -> list[str]:
        ending = self.dispute["resolution"]
        how, by = ENDINGS[ending["outcome"]], signed(ending["declared_by"])
        told = [f"{how}, declared by {by}. {ending['summary']}"]
        for action in self.dispute["actions"]:
            until = f" by {page.day(action['due_on'])}" if action["due_on"] else ""
            owner = agency(action["owner_agency"])
            told.append(f"Agreed: {owner}{until}: {action['what']}.")
        return told

    def checked_back(self) -> list[str]:
        check = self._words("check_backs")
        result = RESULTS[check["result"]]
        what = CHECKS[check["kind"]]
        for action in self.dispute["actions"]:
            if action["id"] == check["action_id"]:
                what = f'that this was done, "{action["what"]}"'
        told = f"{signed(check['by'])} checked {what}: {result}."
        return [f"{told} {check['note']}" if check["note"] else told]

    def record_added(self) -> list[str]:
        record = self._words("records")
        return [f"{agency(record['agency'])} put on record: {record['text']}"]

    def deadline_breached(self) -> list[str]:
        name = f"{self.event['data']['duty']}:{self.event['data']['generation']}"
        late = next(one for one in self.dispute["deadlines"] if one["id"] == name)
        due = page.day(late["due_on"])
        entered = self.event["data"]["cause"] == "entered_late"
        why = " (the date was past when this was entered)" if entered else ""
        return [f"Breach reported{why}. {late['clause']}: {late['label']}, by {due}."]

    def closed(self) -> list[str]:
        return ["Everything agreed has been checked. The dispute is closed."]

    def _words(self, items: str) -> Json:
        """What the dispute keeps under the event's id."""
        kept: list[Json] = self.dispute[items]
        return next(item for item in kept if item["id"] == self.event["id"])

    def _narrative(self) -> Json:
        """What people wrote with the event; nothing after erasure."""
        return self.event["narrative"] or {}

    def _reason(self) -> list[str]:
        reason = self._narrative().get("reason")
        return [reason] if reason else []

    def _who(self) -> str:
        said = self.event["data"].get("by") or self.event["actor"]
        return agency(said["agency"])


def signed(someone: Json) -> str:
    """A person by agency and role; there are no names in the demonstration."""
    who = agency(someone["agency"])
    return f"{who} ({someone['role']})" if someone["role"] else who


def listed(people: list[str]) -> str:
    return (
        " and ".join((", ".join(people[:-1]), people[-1])) if people[1:] else people[0]
    )
