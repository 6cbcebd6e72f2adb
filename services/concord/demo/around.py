"""What happens around the talking: duties, meetings, notices, the Record."""

from concord.demo import page, words
from concord.demo.telling import Telling, agency, listed, signed


class Around(Telling):
    """Events that move nothing on, and without which nothing may be called closed."""

    def duty_fulfilled(self) -> list[str]:
        answer, held_by = self.said["answer"], self.said["held_by"]
        heard = [signed(one) for one in self.said["acknowledged_by"]]
        review = self.said["review_on"]
        return [
            f"{self.who()} has done this: {self._duty()}.",
            words.ANSWERS[answer] if answer else "",
            f"The record is held by {agency(held_by)}." if held_by else "",
            f"It was heard by {listed(heard)}." if heard else "",
            f"The date to review it is {page.day(review)}." if review else "",
            self.wrote("reference", "Reference"),
            self.wrote("note"),
        ]

    def duty_told(self) -> list[str]:
        """Several agencies may owe the same; it is told once."""
        told = dict.fromkeys(self._named(name) for name in self.said["duties"])
        return [f"The service told them by mail: {one}." for one in told]

    def duty_declined(self) -> list[str]:
        told = f"{self.who()} found that this is not called for: {self._duty()}."
        return [told, self.wrote("reason")]

    def duty_waived(self) -> list[str]:
        told = f"{self.who()} formally let this go: {self._duty()}."
        return [told, self.wrote("reason")]

    def duty_delegated(self) -> list[str]:
        until = self.said["until"]
        to = signed(self.said["to"])
        limit = f" until {page.day(until)}" if until else ""
        told = f"{self.who()} handed this on to {to}{limit}: {self._duty()}."
        return [told, self.wrote("reason")]

    def meeting_called(self) -> list[str]:
        asked = "required" if self.said["kind"] == "required" else "asked for"
        told = f"{self.who()} {asked} a multi-agency meeting ({self.said['clause']})."
        return [told, self.wrote("reason")]

    def record_submitted(self) -> list[str]:
        office = self.said["to_office"].replace("-", " ")
        how = words.SUBMITTED[self.said["how"]]
        told = f"{self.who()} sent the Record to the {office}, {how}."
        return [told, self.wrote("incomplete_because", "It is not complete")]

    def statement_answered(self) -> list[str]:
        mark = words.MARKS[self.said["answer"]]
        field = self.said["field"].replace("_", " ")
        return [f'{self.who()} {mark} what is said in "{field}".', self.wrote("note")]

    def notice_undelivered(self) -> list[str]:
        because = words.UNDELIVERED[self.said["because"]]
        return [f"A notice reached nobody, {because}. A person must tell them."]

    def _duty(self) -> str:
        return self._named(self.said["duty"])

    def _named(self, duty: str) -> str:
        """What the document has people do, as it goes on inside a sentence."""
        for one in self.dispute["duties"]:
            if one["id"] == duty:
                return words.inside(one["label"].rstrip("."))
        for action in self.dispute["actions"]:
            if action["id"] == duty and action["what"]:
                return words.inside(action["what"].rstrip("."))
        for deadline in self.dispute["deadlines"]:
            if deadline["duty"] == duty:
                return words.inside(deadline["label"].rstrip("."))
        return "what was owed"
