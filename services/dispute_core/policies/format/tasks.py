"""What else a stage asks for: records, notices, feedback and the like."""

from typing import Annotated, Literal

from pydantic import Field

from dispute_core.domain.policy import Task
from dispute_core.domain.vocabulary import DutyAsks, Force, TaskKind, TaskWhen
from dispute_core.policies.format.parts import Clause, Part, Slug, Text
from dispute_core.policies.format.people import HOLDERS, HolderWord

KindWord = Literal[
    "record",
    "notice",
    "feedback",
    "confirmation",
    "check-back",
    "consideration",
    "principle",
]
KINDS: dict[KindWord, TaskKind] = {
    "record": "record",
    "notice": "notice",
    "feedback": "feedback",
    "confirmation": "confirmation",
    "check-back": "check_back",
    "consideration": "consideration",
    "principle": "principle",
}

WhenWord = Literal[
    "at the start", "during the stage", "if resolved", "if not resolved", "at its end"
]
WHEN: dict[WhenWord, TaskWhen] = {
    "at the start": "at_start",
    "during the stage": "during",
    "if resolved": "resolved",
    "if not resolved": "unresolved",
    "at its end": "at_end",
}


AnswerWord = Literal[
    "where it is held",
    "by reference only",
    "in three parts",
    "each party's acceptance",
    "that they were told",
]
ANSWERS: dict[AnswerWord, DutyAsks] = {
    "where it is held": "custodian",
    "by reference only": "reference_only",
    "in three parts": "three_parts",
    "that they were told": "to_be_told",
    "each party's acceptance": "acceptance",
}
ASKED_BY_KIND: dict[TaskKind, DutyAsks] = {
    "feedback": "acknowledgement",
    "consideration": "answer",
}


class TaskPart(Part):
    """Something to do, tell or consider that has no time limit of its own."""

    task: Annotated[Slug, Field(description="A short name, unique in the stage.")]
    kind: KindWord
    when: WhenWord
    text: Text
    owed_by: HolderWord
    force: Annotated[Force, Field(description="The strength of the document's verb.")]
    clause: Clause
    to: Annotated[Text | None, Field(description="For whom, in its words.")] = None
    urgency: Annotated[Text | None, Field(description="How soon, in its words.")] = None
    only_if: Annotated[Text | None, Field(description="When, in its words.")] = None
    answer: Annotated[
        AnswerWord | None,
        Field(description="What doing it brings, beside the word that it was done."),
    ] = None


def task(stage: str, part: TaskPart) -> Task:
    kind = KINDS[part.kind]
    return Task(
        id=f"{stage}.{part.task}",
        kind=kind,
        when=WHEN[part.when],
        text=part.text,
        holder=HOLDERS[part.owed_by],
        force=part.force,
        clause=part.clause,
        to=part.to,
        urgency=part.urgency,
        only_if=part.only_if,
        asks=ANSWERS[part.answer] if part.answer else ASKED_BY_KIND.get(kind),
    )
