"""What surrounds the stages of a policy: layers, questions, conditions, who acts."""

from collections.abc import Mapping, Sequence

from dispute_api.views.parts import Json
from dispute_core.domain.policy import (
    Equivalents,
    Layer,
    Policy,
    Precondition,
    Question,
    Task,
)
from dispute_core.domain.saying import capital
from dispute_core.domain.values import Acting, FirstDone, Screened

LEVELS = {
    "practitioner": "practitioner",
    "first_line_manager": "first-line manager",
    "senior_manager": "senior manager",
    "director": "director",
    "board": "board",
}


def around_view(policy: Policy, held: Mapping[str, str]) -> Json:
    """Everything that stands around the stages; `held` has the titles of its layers."""
    right, one_way = policy.meeting_right, policy.one_way
    return {
        "layers": [_layer(layer, held) for layer in policy.layers],
        "questions": [question_view(one) for one in policy.questions()],
        "preconditions": [precondition_view(one) for one in policy.preconditions],
        "meeting_right": right
        and {
            "text": right.text,
            "clause": right.clause,
            "statutory_only": right.statutory_only,
            "others_may_ask": right.others_may_ask,
        },
        "equivalents": [_equivalents(level) for level in policy.equivalents],
        "acts_for": [
            {
                "agency_kind": proxy.kind,
                "through": proxy.through,
                "text": proxy.text,
                "clause": proxy.clause,
            }
            for proxy in policy.proxies
        ],
        "raised_only_by": one_way
        and {
            "by": sorted(one_way.by),
            "of": sorted(one_way.of),
            "text": one_way.text,
            "clause": one_way.clause,
        },
    }


def _equivalents(level: Equivalents) -> Json:
    return {
        "band": level.band,
        "titles": [
            {"agency_kind": kind, "title": title}
            for kind, title in level.titles.items()
        ],
        "without": sorted(level.without),
        "clause": level.clause,
    }


def _layer(layer: Layer, held: Mapping[str, str]) -> Json:
    return {
        "relation": layer.relation,
        "document": layer.document,
        "text": layer.text,
        "clause": layer.clause,
        "seen": layer.seen,
        "ref": layer.ref,
        "title": held.get(layer.ref or ""),
        "held": layer.ref in held,
        "link": layer.link,
        "local_text_first": layer.local_text_first,
        "overrides": [
            {
                "about": rule.about,
                "here": rule.here,
                "there": rule.there,
                "clause": rule.clause,
            }
            for rule in layer.overrides
        ],
    }


def question_view(question: Question) -> Json:
    return {
        "question": question.code,
        "kind": question.kind,
        "ask": question.ask,
        "belongs_to": question.belongs_to,
        "effect": question.effect,
        "clause": question.clause,
        "by": question.by,
        "link": question.link,
    }


def screening_view(policy: Policy, answers: Sequence[Screened]) -> list[Json]:
    """Every question of the policy, with the answer that was given, if any was."""
    said = {answer.question: answer.applies for answer in answers}
    return [
        {"asked": question_view(one), "applies": said.get(one.code)}
        for one in policy.questions()
    ]


def precondition_view(condition: Precondition) -> Json:
    return {
        "condition": condition.code,
        "kind": condition.kind,
        "text": condition.text,
        "force": condition.force,
        "clause": condition.clause,
        "stage": condition.stage,
    }


def first_done_view(
    wanted: Sequence[Precondition], said: Sequence[FirstDone]
) -> list[Json]:
    """Every precondition, and what was said of it when the dispute was raised."""
    known = {one.condition: one for one in said}
    return [_first_done(one, known.get(one.code)) for one in wanted]


def _first_done(condition: Precondition, said: FirstDone | None) -> Json:
    met = {None: "not_said", True: "met", False: "not_met"}
    return {
        "wanted": precondition_view(condition),
        "state": met[said.met if said else None],
        "evidence": said.evidence if said else None,
        "reason": said.reason if said else None,
    }


def task_view(task: Task) -> Json:
    return {
        "id": task.id,
        "kind": task.kind,
        "when": task.when,
        "label": capital(task.text),
        "holder": {"side": task.holder, "agency": None, "band": None},
        "force": task.force,
        "clause": task.clause,
        "to": task.to,
        "urgency": task.urgency,
        "only_if": task.only_if,
        "asks": task.asks,
    }


def acting_view(who: Acting) -> Json:
    return {
        "side": who.side,
        "agency": who.agency,
        "band": who.band,
        "instead_of": who.instead_of,
        "title": who.title,
        "through": who.through,
        "role": who.role,
        "office": who.office,
        "text": who.text,
        "one_way": who.one_way,
        "note": _note(who),
    }


def _note(who: Acting) -> str | None:
    """What differs from the document's level, for the person who looks for someone."""
    notes = []
    if who.instead_of is not None:
        notes.append(
            f"This agency has no {LEVELS[who.instead_of]}, so the next level up acts: "
            f"{LEVELS[who.band]}."
        )
    if who.through is not None:
        notes.append(f"An officer of {who.through} acts for this agency.")
    if who.one_way:
        notes.append("Nobody may challenge back by this procedure.")
    return " ".join(notes) or None
