"""What each event of a dispute says, in a sentence or a few for a person."""

from concord.demo import page, words
from concord.demo.around import Around
from concord.demo.cases import Json
from concord.demo.telling import agency, listed, signed


def happened(event: Json, dispute: Json) -> list[str]:
    """The paragraphs for one event; what people wrote is left out after erasure."""
    telling = _Told(event["data"], event["narrative"] or {}, dispute)
    tell = getattr(telling, event["type"].removeprefix("dispute."), None)
    told = tell() if tell else [event["type"]]
    return [paragraph for paragraph in told if paragraph]


class _Told(Around):
    """The talking itself: what moved the dispute on, and how it ended."""

    def raised(self) -> list[str]:
        who = agency(self.said["raised_by"]["agency"])
        told = f'{who} raised the dispute. It began at "{self.said["stage"]["label"]}"'
        ground = self.said["start_ground"]
        because = f", {words.TRIGGERS[ground]}." if ground else "."
        told = f"{told}{because}"
        return [told, self.wrote("start_reason"), self.wrote("risk_reason")]

    def responded(self) -> list[str]:
        told = self.wrote("view", f"{self.who()} responded")
        return [
            told or f"{self.who()} responded.",
            self.wrote("evidence", "Its evidence"),
            self.wrote("proposal", "Its proposal"),
        ]

    def discussed(self) -> list[str]:
        how = words.METHODS[self.said["method"]]
        came_of_it = words.OUTCOMES[self.said["outcome"]]
        there = self.said["participants"]
        if there:
            told = f"{listed([signed(one) for one in there])} spoke {how}."
        else:
            told = f"{self.who()} recorded a discussion {how}."
        return [
            f"{told} {came_of_it}",
            self.wrote("summary"),
            self.wrote("reasons", "Why"),
            *(f"Advice: {advice}" for advice in self.written.get("advice_from", ())),
        ]

    def limit_set(self) -> list[str]:
        ends = page.moment(self.said["due_at"])
        kind, binding = self.said["kind"], self.said["binding"]
        if kind == "risk_set":
            told = f"{self.who()} set {words.LIMITS[kind]}: {ends}."
        elif binding:
            told = f"{self.who()} accepted the limit of {ends}. It binds both sides."
        else:
            told = f"{self.who()} proposed {words.LIMITS[kind]}: {ends}."
        return [told, self.wrote("reason")]

    def escalated(self) -> list[str]:
        ground = words.TRIGGERS[self.said["trigger"]]
        risk = self.written.get("immediate_risk") or {}
        at_once = risk.get("action_taken")
        return [
            f'{self.who()} took it to "{self.said["stage"]["label"]}", {ground}.',
            self.wrote("reason"),
            f"Done at once: {at_once}" if at_once else "",
            self.wrote("risk_reason", "Why sooner"),
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
        return [f"{told} {self.wrote('summary')}".rstrip(), *agreed]

    def checked_back(self) -> list[str]:
        what = words.CHECKS[self.said["kind"]]
        for action in self.dispute["actions"]:
            if action["id"] == self.said["action_id"] and action["what"]:
                what = f'that this was done, "{action["what"]}"'
        result = words.RESULTS[self.said["result"]]
        told = f"{self.signed()} checked {what}: {result}."
        found = f"{told} {self.wrote('note')}".rstrip()
        return [found, self.wrote("evidence", "Evidence")]

    def withdrawn(self) -> list[str]:
        ground = words.WITHDRAWN[self.said["ground"]]
        return [f"{self.who()} withdrew it: {ground}.", self.wrote("reason")]

    def reopened(self) -> list[str]:
        ground = words.REOPENED[self.said["ground"]]
        stage = self.said["stage"]["label"]
        told = f'{self.who()} reopened it at "{stage}": {ground}.'
        return [told, self.wrote("reason")]

    def parties_changed(self) -> list[str]:
        did = words.PARTIES[self.said["kind"]]
        party = agency(self.said["party"]["agency"])
        told = f"{self.who()} {did} {party}, on the {self.said['side']} side."
        return [told, self.wrote("reason")]

    def record_added(self) -> list[str]:
        kind = self.said["kind"].replace("_", " ")
        return [self.wrote("text", f"{self.who()} put on record ({kind})")]

    def corrected(self) -> list[str]:
        field = self.said["field"].replace("_", " ")
        right = self.said["instant"] or self.said["code"] or self.written.get("text")
        event = self.said["event_version"]
        told = f'{self.who()} corrected event {event} in "{field}"'
        return [f"{told}: {right}" if right else f"{told}.", self.wrote("reason")]

    def deadline_breached(self) -> list[str]:
        return [f"Breach reported{self._late()}"]

    def deadline_passed(self) -> list[str]:
        return [f"A date passed that the document only aims at{self._late()}"]

    def closed(self) -> list[str]:
        return ["What must be done is done and checked. The dispute is closed."]

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
