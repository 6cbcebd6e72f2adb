"""What each event of a dispute says, in a sentence or a few for a person."""

from dataclasses import dataclass

from concord.demo import page, words
from concord.demo.cases import Json


def happened(event: Json, dispute: Json) -> list[str]:
    """The paragraphs for one event; what people wrote is left out after erasure."""
    telling = _Telling(event["data"], event["narrative"] or {}, dispute)
    tell = getattr(telling, event["type"].removeprefix("dispute."), None)
    told = tell() if tell else [event["type"]]
    return [paragraph for paragraph in told if paragraph]


def agency(slug: str) -> str:
    return slug.replace("-", " ").capitalize()


def signed(someone: Json) -> str:
    """A person by agency and role, and by name where one was given."""
    who = agency(someone["agency"]) if someone["agency"] else "Somebody"
    known = [part for part in (someone.get("name"), someone["role"]) if part]
    return f"{who} ({', '.join(known)})" if known else who


def listed(people: list[str]) -> str:
    *others, last = people
    return " and ".join((", ".join(others), last)) if others else last


@dataclass(frozen=True)
class _Telling:
    """One event told; each method is named for the type of event that it tells."""

    said: Json
    written: Json
    dispute: Json

    def raised(self) -> list[str]:
        who = agency(self.said["raised_by"]["agency"])
        told = f'{who} raised the dispute. It began at "{self.said["stage"]["label"]}"'
        ground = self.said["start_ground"]
        because = f", {words.TRIGGERS[ground]}." if ground else "."
        told = f"{told}{because}"
        return [told, self._wrote("start_reason"), self._wrote("risk_reason")]

    def responded(self) -> list[str]:
        told = self._wrote("view", f"{self._who()} responded")
        return [
            told or f"{self._who()} responded.",
            self._wrote("evidence", "Its evidence"),
            self._wrote("proposal", "Its proposal"),
        ]

    def discussed(self) -> list[str]:
        how = words.METHODS[self.said["method"]]
        came_of_it = words.OUTCOMES[self.said["outcome"]]
        there = self.said["participants"]
        if there:
            told = f"{listed([signed(one) for one in there])} spoke {how}."
        else:
            told = f"{self._who()} recorded a discussion {how}."
        return [
            f"{told} {came_of_it}",
            self._wrote("summary"),
            self._wrote("reasons", "Why"),
            *(f"Advice: {advice}" for advice in self.written.get("advice_from", ())),
        ]

    def limit_set(self) -> list[str]:
        ends = page.moment(self.said["due_at"])
        kind, binding = self.said["kind"], self.said["binding"]
        if kind == "risk_set":
            told = f"{self._who()} set {words.LIMITS[kind]}: {ends}."
        elif binding:
            told = f"{self._who()} accepted the limit of {ends}. It binds both sides."
        else:
            told = f"{self._who()} proposed {words.LIMITS[kind]}: {ends}."
        return [told, self._wrote("reason")]

    def escalated(self) -> list[str]:
        ground = words.TRIGGERS[self.said["trigger"]]
        risk = self.written.get("immediate_risk") or {}
        at_once = risk.get("action_taken")
        return [
            f'{self._who()} took it to "{self.said["stage"]["label"]}", {ground}.',
            self._wrote("reason"),
            f"Done at once: {at_once}" if at_once else "",
            self._wrote("risk_reason", "Why sooner"),
        ]

    def resolved(self) -> list[str]:
        by = signed(self.said["declared_by"])
        told = f"{words.ENDINGS[self.said['outcome']]}, declared by {by}."
        if self.said["proposal"]:
            told = f"{by} proposed a resolution, which settles nothing by itself."
        written = self.written.get("actions") or [{}] * len(self.said["actions"])
        agreed = [
            self._agreed(action, wrote.get("what"))
            for action, wrote in zip(self.said["actions"], written, strict=True)
        ]
        return [f"{told} {self._wrote('summary')}".rstrip(), *agreed]

    def checked_back(self) -> list[str]:
        what = words.CHECKS[self.said["kind"]]
        for action in self.dispute["actions"]:
            if action["id"] == self.said["action_id"] and action["what"]:
                what = f'that this was done, "{action["what"]}"'
        result = words.RESULTS[self.said["result"]]
        told = f"{self._signed()} checked {what}: {result}."
        return [f"{told} {self._wrote('note')}".rstrip()]

    def withdrawn(self) -> list[str]:
        ground = words.WITHDRAWN[self.said["ground"]]
        return [f"{self._who()} withdrew it: {ground}.", self._wrote("reason")]

    def reopened(self) -> list[str]:
        ground = words.REOPENED[self.said["ground"]]
        stage = self.said["stage"]["label"]
        told = f'{self._who()} reopened it at "{stage}": {ground}.'
        return [told, self._wrote("reason")]

    def parties_changed(self) -> list[str]:
        did = words.PARTIES[self.said["kind"]]
        party = agency(self.said["party"]["agency"])
        told = f"{self._who()} {did} {party}, on the {self.said['side']} side."
        return [told, self._wrote("reason")]

    def record_added(self) -> list[str]:
        kind = self.said["kind"].replace("_", " ")
        return [self._wrote("text", f"{self._who()} put on record ({kind})")]

    def corrected(self) -> list[str]:
        field = self.said["field"].replace("_", " ")
        right = self.said["instant"] or self.said["code"] or self.written.get("text")
        event = self.said["event_version"]
        told = f'{self._who()} corrected event {event} in "{field}"'
        return [f"{told}: {right}" if right else f"{told}.", self._wrote("reason")]

    def deadline_breached(self) -> list[str]:
        return [f"Breach reported{self._late()}"]

    def deadline_passed(self) -> list[str]:
        return [f"A date passed that the document only aims at{self._late()}"]

    def closed(self) -> list[str]:
        return ["Everything agreed has been checked. The dispute is closed."]

    def _late(self) -> str:
        name = f"{self.said['duty']}:{self.said['generation']}"
        entered = self.said["cause"] == "entered_late"
        why = " (the date was past when this was entered)." if entered else "."
        for one in self.dispute["deadlines"]:
            if one["id"] == name:
                due = page.day(one["due_on"])
                what = words.inside(one["label"].rstrip("."))
                return f"{why} {one['clause']}: {what}, by {due}."
        return why

    def _agreed(self, action: Json, what: str | None) -> str:
        until = f" by {page.day(action['due_on'])}" if action["due_on"] else ""
        owner = agency(action["owner_agency"])
        return f"Agreed: {owner}{until}: {(what or 'an action').rstrip('.')}."

    def _wrote(self, field: str, label: str = "") -> str:
        """What somebody wrote in a field, after its label; nothing if nothing."""
        wrote = self.written.get(field)
        if not wrote:
            return ""
        return f"{label}: {wrote}" if label else str(wrote)

    def _who(self) -> str:
        return agency(self.said["by"]["agency"])

    def _signed(self) -> str:
        return signed(self.said["by"])
