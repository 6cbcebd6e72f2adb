"""Policies in the words of the contract, each rule with its clause."""

from collections.abc import Mapping

from dispute_api.views.entry import (
    around_view,
    task_view,
)
from dispute_api.views.limits import limit_view
from dispute_api.views.parts import Json
from dispute_api.views.stages import beside_view, kind_of_stage, move_view
from dispute_api.views.working_days import working_days_view
from dispute_core.domain.policy import CheckBackRule, Policy, Silence, Stage
from dispute_core.domain.saying import capital
from dispute_core.policies.flowchart import chart_of, mermaid, svg


def policy_summary(policy: Policy) -> Json:
    return {
        "ref": policy.ref,
        "version": policy.version,
        "sha256": policy.sha256,
        "title": policy.title,
        "publisher": policy.publisher,
        "area": list(policy.area),
        "nation": policy.nation,
        "subject_kinds": sorted(policy.subject_kinds),
        "scopes": sorted(policy.scopes),
        "in_force_from": policy.in_force_from,
        "in_force_to": policy.in_force_to,
        "review_on": policy.review_on,
    }


def policy_view(policy: Policy, held: Mapping[str, str]) -> Json:
    """The whole policy; `held` has the titles of its layers that are kept here."""
    start = policy.later_start
    return {
        **policy_summary(policy),
        "working_days": working_days_view(policy.working_days),
        "categories": [
            {"code": one.code, "label": one.label} for one in policy.categories
        ],
        "stages": [_stage(stage, policy) for stage in policy.stages],
        "priorities": [
            {"code": tier.code, "label": tier.label, "clause": tier.clause}
            for tier in policy.priorities
        ],
        "whole_procedure": policy.whole_procedure
        and limit_view(policy.whole_procedure),
        "later_start": start
        and {
            "ground": start.ground,
            "clause": start.clause,
            "text": start.text,
            "who": start.who,
            "consult": start.consult,
            "reason_needed": start.reason_needed,
        },
        "emergency": policy.emergency,
        **beside_view(policy),
        "document": policy.document,
        "links": [{"label": label, "url": url} for label, url in policy.links.items()],
        **_left_open(policy),
        "chart": _chart(policy),
        **around_view(policy, held),
    }


def _left_open(policy: Policy) -> Json:
    """What the document leaves open, and how that is read."""
    return {
        "silences": [_silence(one) for one in policy.silences],
        "readings": [
            {"about": one.about, "text": one.text, "clause": one.clause, "by": one.by}
            for one in policy.readings
        ],
    }


def _silence(one: Silence) -> Json:
    return {
        "about": one.about,
        "text": one.text,
        "clause": one.clause,
        "kind": one.kind,
    }


def _chart(policy: Policy) -> Json:
    chart = chart_of(policy)
    return {"mermaid": mermaid(chart), "svg": svg(chart)}


def _stage(stage: Stage, policy: Policy) -> Json:
    return {
        "id": stage.id,
        "label": stage.label,
        "number": stage.number,
        "actors": [
            {
                "side": actor.side,
                "band": actor.band,
                "text": actor.text,
                "role": actor.role,
                "office": actor.office,
                "one_way": actor.one_way,
            }
            for actor in stage.actors
        ],
        "limits": [limit_view(limit) for limit in stage.limits],
        "moves": [move_view(move) for move in stage.moves],
        "check_backs": [_check_back(rule) for rule in stage.check_backs],
        "resolution_by": ["raising", *sorted(stage.decided_by - {"raising"})],
        "decider": stage.decider,
        "ends_unresolved": stage.ends_unresolved,
        "last": policy.is_last(stage.id),
        "board_told": stage.board_sees,
        "clause": stage.clause,
        "taken_from": stage.taken_from,
        "help": stage.help or None,
        "links": [
            {"label": one.label, "href": one.href, "text": one.text}
            for one in stage.links
        ],
        **kind_of_stage(stage),
        "tasks": [task_view(task) for task in stage.tasks],
    }


def _check_back(rule: CheckBackRule) -> Json:
    return {
        "kind": rule.kind,
        "label": capital(rule.text),
        "force": rule.force,
        "holder": {"side": rule.holder, "agency": None, "band": None},
        "clause": rule.clause,
        "if_not_confirmed": list(rule.if_not_confirmed),
    }
