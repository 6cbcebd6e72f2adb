"""Stages of a policy and of a dispute, and the ways between them."""

from collections import Counter

from dispute_api.views.meeting_rules import meeting_rule_view
from dispute_api.views.parts import Json, optional_utc, person, said, utc
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.guidance.prompt import Prompt
from dispute_core.domain.policy import Move, Policy, Stage
from dispute_core.domain.state import StagePassed


def stages_view(dispute: Dispute) -> Json:
    """Where a dispute is and has been; each visit to a stage has its number."""
    visits: Counter[str] = Counter()
    told: list[Json] = []
    for passed in dispute.stages:
        stage = passed.entered
        visits[stage.id] += 1
        told.append(
            {
                "id": stage.id,
                "label": stage.label,
                "number": stage.number,
                "visit": visits[stage.id],
                "started_at": utc(passed.started_at),
                **_come_by(dispute, passed),
            }
        )
    ends = [
        {"ended_at": optional_utc(passed.ended_at), "trigger": passed.ended_by}
        for passed in dispute.stages[:-1]
    ]
    return {
        "stage": told[-1],
        "stages_passed": [
            {**stage, **end} for stage, end in zip(told, ends, strict=False)
        ],
    }


def _come_by(dispute: Dispute, passed: StagePassed) -> Json:
    """The move that led to a stage; nothing where the dispute began there."""
    move = passed.move
    if move is None:
        return {
            "entered": None,
            "path": None,
            "clause": None,
            "reason": None,
            "consulted": [],
            "not_done_because": None,
            "effect_on_person": None,
        }
    return {
        "entered": move.made,
        "path": move.path,
        "clause": move.clause,
        "reason": said(dispute, passed.version, "reason", move.reason),
        "consulted": [person(one) for one in move.consulted],
        "not_done_because": move.not_done_because,
        "effect_on_person": said(
            dispute, passed.version, "effect_on_person", move.effect_on_person
        ),
    }


def prompt_view(prompt: Prompt) -> Json:
    return {
        "kind": prompt.kind,
        "text": prompt.text,
        "clause": prompt.clause,
        "to_stage": prompt.to_stage,
        "about": prompt.about,
        "done": prompt.done,
    }


def kind_of_stage(stage: Stage) -> Json:
    """What a policy says of a stage beside its duties: kind, end and bodies."""
    closing = stage.closing
    return {
        "formality": stage.formality,
        "part_of": stage.part_of,
        "repeatable": stage.repeatable,
        "bodies": [
            {
                "text": body.text,
                "side": body.side,
                "powers": sorted(body.powers),
                "chairs_only_if": body.chairs_only_if,
                "clause": body.clause,
            }
            for body in stage.bodies
        ],
        "closing": closing
        and {
            "rule": closing.rule,
            "roles": list(closing.roles),
            "binding": closing.binding,
            "each_party_answers": closing.each_party_answers,
            "clause": closing.clause,
        },
        "meeting": meeting_rule_view(stage.meeting) if stage.meeting else None,
    }


def move_view(move: Move) -> Json:
    notice = move.notice
    return {
        "to_stage": move.to_stage,
        "triggers": sorted(move.triggers),
        "clause": move.clause,
        "skips": move.skips,
        "from_settled": move.from_settled,
        "made": move.made,
        "after": move.after,
        "open_to": sorted(move.open_to),
        "who": move.who,
        "ground": move.ground,
        "consult": move.consult,
        "reason_needed": move.reason_needed,
        "notice": notice
        and {
            "text": notice.text,
            "before": notice.before.printed if notice.before else None,
            "clause": notice.clause,
        },
        "path": move.path,
        "path_text": move.path_text,
    }


def beside_view(policy: Policy) -> Json:
    """What a policy has beside its stages, and its own noun for one."""
    named = policy.agencies_named
    return {
        "learned_from": [
            {
                "review": one.review,
                "text": one.text,
                "stage": one.stage,
                "clause": one.clause,
            }
            for one in policy.learned_from
        ],
        "agencies_named": named
        and {"kinds": list(named.kinds), "clause": named.clause},
        "stage_noun": policy.stage_noun,
        "prevention": [
            {"id": step.id, "text": step.text, "clause": step.clause}
            for step in policy.prevention
        ],
        "outside_routes": [
            {"id": route.id, "text": route.text, "clause": route.clause}
            for route in policy.outside_routes
        ],
    }
