"""The papers of a meeting as data, for an agency's own system."""

from dispute_api.views.meetings import acceptances, meeting_view
from dispute_api.views.parts import Json
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.meetings import MeetingState


def kit_view(dispute: Dispute, meeting: MeetingState) -> Json:
    """The meeting, its agenda, its decision sheet, and a line for each party."""
    view = meeting_view(dispute, meeting)
    held = view["held"] or {}
    found = {one["item"]: one["answer"] for one in held.get("considered", ())}
    return {
        "reference": dispute.raised.reference,
        "training": dispute.raised.training,
        "meeting": {
            name: view[name]
            for name in ("id", "status", "mode", "ground", "clause", "starts_at")
        }
        | {"venue": view["venue"], "chair": view["chair"]},
        "invitees": view["invitees"],
        "agenda": [
            {**item, "answer": found.get(item["id"])} for item in view["to_consider"]
        ],
        "decision_sheet": {
            name: held.get(name)
            for name in (
                "outcome",
                "power",
                "decision",
                "custodian",
                "minutes_due_on",
            )
        },
        "acceptances": acceptances(dispute, meeting),
        "version": dispute.version,
    }
