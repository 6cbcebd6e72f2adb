"""Writes docs/authorization.md from the table of rights, which alone decides."""

import sys
from collections.abc import Iterator
from pathlib import Path

from dispute_core.application.authorization.fields import CALLED, Fields
from dispute_core.application.authorization.relations import Object, Relation
from dispute_core.application.authorization.rules import Deny, Rule
from dispute_core.application.authorization.table import RULES

DOCUMENT = Path(__file__).parents[2] / "docs" / "authorization.md"

HEAD = """\
# Who may do what, and sees which part of it

Written by `make schemas` from `dispute_core/application/authorization/`, which alone
decides; a test holds the two equal, and another tries every cell over HTTP.

A cell says what somebody gets who stands so: a set of fields, **404** (hidden: answered
to the byte as what does not exist) or **403** (nothing is given away by saying so).
Without a token every operation but those under "Without a token" answers 401.
Who stands in several ways may do what any of them allows.

Whether a step that is allowed here is that side's to take at that stage is said by the
policy, and answered with 409 and the operations that are open instead. No cell depends
on whether a dispute is open, resolved, closed or withdrawn; what a state changes about
who sees it has a column of its own (the board told, a party removed, an emergency).
"""
OBJECTS: dict[Object, str] = {
    "dispute": "One dispute",
    "concern": "One concern",
    "agency": "An agency of one's own partnership",
    "feed": "What belongs to an agency",
    "partnership": "A partnership",
    "own": "One's own partnership",
    "any": "Nobody's in particular",
    "open": "Without a token",
}
RELATIONS: dict[Relation, str] = {
    "raising": "an agency that raised it, or one that acts for it",
    "responding": "an agency that responds since the raising, or one that acts for it",
    "joined": "an agency that joined later; it sees all of it from then on",
    "removed": "an agency that was removed; it sees nothing of it from then on",
    "stranger": "another agency of the partnership",
    "board_told": "the board, from the stage at which the policy tells it",
    "board_untold": "the board before, or where the policy never tells it",
    "board_sent": "the office to which the Record was sent by a link",
    "emergency": "an office that opened it in an emergency, until its time is over",
    "emergency_office": "an office of the kind emergency-access",
    "owner": "the agency that raised it, or one that acts for it",
    "lead": "the office to which it was put",
    "about_unshared": "the agency that it is about",
    "about_shared": "the same, once the lead has shared it",
    "own_agency": "an agency's own people, and those who act for it",
    "other_agency": "another agency of the partnership",
    "agency": "an agency",
    "board": "the board office",
    "auditor": "an auditor of the whole partnership",
    "auditor_of_agency": "an auditor of one agency",
    "auditor_of_it": "an auditor of an agency that is a party, or whose it is",
    "auditor_of_other": "an auditor of another agency",
    "auditor_lapsed": "an auditor on a day outside the mandate, or without one",
    "monitor": "who watches over the service",
    "admin": "who operates it",
    "elsewhere": "anybody of another partnership",
    "agency_elsewhere": "an agency of another partnership",
    "board_elsewhere": "the board of another partnership",
    "auditor_elsewhere": "an auditor of another partnership",
}


def document() -> str:
    """The whole page."""
    return "\n".join([HEAD, *_fields(), *_relations(), *_tables()])


def _fields() -> Iterator[str]:
    yield "## Sets of fields\n"
    yield "| In a cell | What it shows |"
    yield "| --- | --- |"
    for name, words in CALLED.values():
        yield f"| {name} | {words} |"
    yield ""


def _relations() -> Iterator[str]:
    yield "## Relations\n"
    yield "| Column | Who stands so |"
    yield "| --- | --- |"
    for name, words in RELATIONS.items():
        yield f"| `{name}` | {words} |"
    yield ""


def _tables() -> Iterator[str]:
    for kind, title in OBJECTS.items():
        rules = [rule for rule in RULES if rule.on == kind]
        columns = rules[0].relations()
        yield f"## {title}\n"
        yield f"| Operation | {' | '.join(columns)} |"
        yield f"| --- |{' --- |' * len(columns)}"
        for rule in rules:
            for operation in rule.operations:
                cells = " | ".join(_cell(rule.cell(one)) for one in columns)
                yield f"| `{operation}` | {cells} |"
        yield ""
        yield from (_why(rule) for rule in rules)
        yield ""


def _cell(cell: Fields | Deny) -> str:
    return f"**{cell.value}**" if isinstance(cell, Deny) else CALLED[cell][0]


def _why(rule: Rule) -> str:
    named = ", ".join(f"`{one}`" for one in rule.operations)
    return f"- {named}: {rule.why}"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(document(), encoding="utf-8")
