"""What raising a dispute would start, in the words of the contract."""

from dispute_api.views.deadlines import deadline_as_set
from dispute_api.views.duties import duties_view
from dispute_api.views.entry import (
    acting_view,
    precondition_view,
    screening_view,
    task_view,
)
from dispute_api.views.parts import Json, optional_utc
from dispute_core.application.policies.previewing import Preview
from dispute_core.application.policies.supposing import UNNAMED
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.notices.notice import AGENCY, NAMED, Notice


def preview_view(preview: Preview) -> Json:
    policy, dispute = preview.policy, preview.supposed.dispute
    return {
        "policy": {
            "ref": policy.ref,
            "sha256": policy.sha256,
            "title": policy.title,
            "publisher": policy.publisher,
        },
        "deadlines": [deadline_as_set(one.set) for one in dispute.deadlines],
        "duties": [_owed(duty) for duty in duties_view(dispute)],
        "notices": [_notice(one, dispute) for one in preview.supposed.notices],
        "screening": screening_view(policy, preview.screening),
        "preconditions": [precondition_view(one) for one in preview.preconditions],
        "tasks": [task_view(task) for task in preview.stage.tasks],
        "acting": [acting_view(who) for who in preview.acting],
        "notes": list(preview.notes),
    }


def _owed(duty: Json) -> Json:
    """A duty without the stand-in for an agency that was not named."""
    holder = duty["holder"]
    stands_in = holder["agency"]
    if stands_in not in UNNAMED:
        return duty
    return {
        **duty,
        "id": duty["id"].replace(f".{stands_in}.", f".{holder['side']}."),
        "holder": {**holder, "agency": None},
    }


def _notice(notice: Notice, dispute: Dispute) -> Json:
    asked = notice.asked
    return {
        "kind": notice.kind,
        "to": _recipient(notice, dispute),
        "copy": notice.copy,
        "text": asked.words,
        "clause": asked.clause,
        "due_at": optional_utc(asked.due_at),
        "not_before": optional_utc(asked.at),
    }


def _recipient(notice: Notice, dispute: Dispute) -> Json:
    """By its side; an agency that stands on both is told as the one that raises."""
    to = notice.to
    sides = dispute.sides_of(to.code) if to.kind == AGENCY else ()
    return {
        "kind": sides[0] if sides else to.kind,
        "agency": _named(to.code) if sides else None,
        "named": to.code if to.kind == NAMED else None,
    }


def _named(agency: str | None) -> str | None:
    return None if agency in UNNAMED else agency
