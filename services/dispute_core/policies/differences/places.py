"""Where in a policy file something stands, and what people call the place."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dispute_core.policies.differences.words import said

NAMES = (
    *("stage", "named", "duty", "task", "code", "priority", "question", "condition"),
    *("step", "route", "item", "document", "body", "to", "kind", "about", "level"),
)
"""The words by which an item of a list is known, the first that it has."""

WORDS = ("ask", "body", "document", "text", "label", "about")
"""The words of an item for people, the first that it has."""

CALLED = {
    "stages": "the stage",
    "duties": "the duty",
    "also_to_do": "the task",
    "leads_to": "the way on to",
    "check_backs": "the check-back",
    "kinds_of_disagreement": "the kind of disagreement",
    "priorities": "the priority",
    "prevention": "the step of prevention",
    "outside_routes": "the outside route",
    "ask_first": "the question",
    "do_first": "the condition",
    "layers": "the text beside it",
    "bodies": "the body",
    "must_consider": "what a meeting must consider:",
    "readings": "the reading on",
    "the_document_does_not_say": "the silence on",
    "in_a_document_not_seen": "the pointer to what was not seen on",
}
"""What an item of a list is called before its own words."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """A place, with the words of the parts around it."""

    path: str = ""
    word: str = ""
    """The field itself, the innermost name of the path."""
    inside: str = ""
    """The field around it, where that is no list."""
    list_word: str = ""
    stage: int | None = None
    stage_label: str | None = None
    item: "Item | None" = None
    clause: str | None = None

    def field(self, name: str) -> "Place":
        path = f"{self.path}.{name}" if self.path else name
        return replace(self, path=path, word=name, list_word=name, inside=self.word)

    def at(self, name: str) -> "Place":
        """An item of the list that stands here."""
        item = Item(list_word=self.list_word, name=name, words=name)
        return replace(self, path=f"{self.path}[{name}]", item=item, word="", inside="")

    def within(self, old: Any, new: Any) -> "Place":
        """The same place, knowing what stands in the part that was entered."""
        part = new if isinstance(new, Mapping) else old
        if not isinstance(part, Mapping):
            return self
        known = self
        if isinstance(part.get("clause"), str):
            known = replace(known, clause=part["clause"])
        if self.item is None or self.word:
            return known
        if self.item.list_word == "stages":
            number = part.get("stage")
            label = str(part.get("label", self.item.name))
            stage = number if isinstance(number, int) else None
            return replace(known, stage=stage, stage_label=label, item=None)
        words = next((str(part[key]) for key in WORDS if key in part), None)
        item = replace(self.item, words=words or self.item.name)
        return replace(known, item=item)


@dataclass(frozen=True, kw_only=True)
class Item:
    """An item of a list: its name in the path, and its words for people."""

    list_word: str
    name: str
    words: str

    @property
    def called(self) -> str:
        if self.list_word == "leads_to":
            return f"the way on to {self.name}"
        other = f"the item of {said(self.list_word)}"
        return f'{CALLED.get(self.list_word, other)} "{self.words}"'


def names_of(items: Sequence[Mapping[str, Any]]) -> list[str]:
    """A name for each item, by its own words; of those alike, the second has a 2."""
    names: list[str] = []
    for item in items:
        key = next((key for key in NAMES if key in item), None)
        own = str(item[key]) if key else "item"
        own = name = f"stage {own}" if key == "stage" else own
        more = 1
        while name in names:
            more += 1
            name = f"{own}, {more}"
        names.append(name)
    return names
