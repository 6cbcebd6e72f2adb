"""Policies in the words of the contract, each rule with its clause."""

from dispute_api.views.deadlines import deadline_as_set
from dispute_api.views.parts import Json
from dispute_core.application.previewing import Preview
from dispute_core.domain.guidance import capital
from dispute_core.domain.policy import CheckBackRule, Limit, Move, Policy, Stage


def policy_summary(policy: Policy) -> Json:
    return {
        "ref": policy.ref,
        "sha256": policy.sha256,
        "title": policy.title,
        "publisher": policy.publisher,
        "nation": policy.nation,
        "subject_kinds": sorted(policy.subject_kinds),
        "scopes": sorted(policy.scopes),
        "in_force_from": policy.in_force_from,
        "review_on": policy.review_on,
    }


def policy_view(policy: Policy) -> Json:
    start = policy.later_start
    return {
        **policy_summary(policy),
        "categories": [
            {"code": one.code, "label": one.label} for one in policy.categories
        ],
        "stages": [_stage(stage, policy) for stage in policy.stages],
        "later_start": start
        and {"ground": start.ground, "clause": start.clause, "text": start.text},
        "emergency": policy.emergency,
        "document": policy.document,
        "links": [{"label": label, "url": url} for label, url in policy.links.items()],
        "silences": [
            {
                "about": one.about,
                "text": one.text,
                "clause": one.clause,
                "kind": one.kind,
            }
            for one in policy.silences
        ],
        "readings": [
            {"about": one.about, "text": one.text, "clause": one.clause, "by": one.by}
            for one in policy.readings
        ],
    }


def preview_view(preview: Preview) -> Json:
    policy = preview.policy
    return {
        "policy": {
            "ref": policy.ref,
            "sha256": policy.sha256,
            "title": policy.title,
            "publisher": policy.publisher,
        },
        "deadlines": [deadline_as_set(one) for one in preview.deadlines],
        "duties": [],
        "notes": list(preview.notes),
    }


def _stage(stage: Stage, policy: Policy) -> Json:
    return {
        "id": stage.id,
        "label": stage.label,
        "number": stage.number,
        "actors": [
            {"side": actor.side, "band": actor.band, "text": actor.text}
            for actor in stage.actors
        ],
        "limits": [_limit(limit) for limit in stage.limits],
        "moves": [_move(move) for move in stage.moves],
        "check_backs": [_check_back(rule) for rule in stage.check_backs],
        "resolution_by": ["raising", *sorted(stage.decided_by - {"raising"})],
        "decider": stage.decider,
        "ends_unresolved": stage.ends_unresolved,
        "last": policy.is_last(stage.id),
        "board_told": stage.board_sees,
        "clause": stage.clause,
        "help": stage.help or None,
    }


def _limit(limit: Limit) -> Json:
    span = limit.within
    return {
        "duty": limit.duty,
        "label": capital(limit.text),
        "holder": {"side": limit.holder, "agency": None, "band": limit.band},
        "clause": limit.clause,
        "force": limit.force,
        "amount": span.amount if span else None,
        "unit": span.unit if span else None,
        "printed": span.printed if span else None,
        "urgency": limit.urgency,
        "anchor": limit.anchor,
        "settled_by": sorted(limit.settled_by),
        "accepts": sorted(limit.accepts),
        "arms": _arms(limit),
    }


def _arms(limit: Limit) -> list[Json]:
    """The ends that are possible: the document's number, and what people may set."""
    arms: list[Json] = []
    if limit.within is not None:
        arms.append(
            {
                "kind": "cap" if limit.outer else "fixed",
                "amount": limit.within.amount,
                "unit": limit.within.unit,
                "text": limit.within.printed,
            }
        )
    arms += [
        {"kind": kind, "amount": None, "unit": None, "text": text}
        for kind, text in (
            ("agreed", "As agreed by the sides."),
            ("risk_set", "As the risk calls for."),
        )
        if kind in limit.accepts
    ]
    return arms


def _move(move: Move) -> Json:
    return {
        "to_stage": move.to_stage,
        "triggers": sorted(move.triggers),
        "clause": move.clause,
        "skips": move.skips,
        "from_settled": move.from_settled,
    }


def _check_back(rule: CheckBackRule) -> Json:
    return {
        "kind": rule.kind,
        "label": capital(rule.text),
        "force": rule.force,
        "holder": {"side": rule.holder, "agency": None, "band": None},
        "clause": rule.clause,
    }
