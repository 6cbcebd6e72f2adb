"""One row per dispute, with the facts by which people look for it.

Made from the folded dispute, never from single events: so it can never disagree with
what the dispute itself answers. Written inside the append transaction.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any, ClassVar, NamedTuple
from uuid import UUID

from dispute_core.application.ports import Append
from dispute_core.domain.dispute import Dispute


class SummaryRow(NamedTuple):
    """A row of `dispute_summaries`, its columns in their order."""

    id: UUID
    reference: str
    partnership: str
    policy: str
    status: str
    stage_id: str
    stage_label: str
    stage_number: int
    category: str
    subject_kind: str
    scope: str
    raised_by_agency: str
    responding_agencies: Sequence[str]
    agencies: Sequence[str]
    """Every party once: who among the practitioners may see the dispute."""
    board_sees: bool
    waiting_on: str
    next_due_at: datetime | None
    immediate_risk: bool
    raised_at: datetime
    recorded_at: datetime
    version: int


COLUMNS: dict[str, str] = {
    "id": "uuid",
    "reference": "text",
    "partnership": "text",
    "policy": "text",
    "status": "text",
    "stage_id": "text",
    "stage_label": "text",
    "stage_number": "integer",
    "category": "text",
    "subject_kind": "text",
    "scope": "text",
    "raised_by_agency": "text",
    "responding_agencies": "text[]",
    "agencies": "text[]",
    "board_sees": "boolean",
    "waiting_on": "text",
    "next_due_at": "timestamptz",
    "immediate_risk": "boolean",
    "raised_at": "timestamptz",
    "recorded_at": "timestamptz",
    "version": "integer",
}


def summary_row(dispute: Dispute, recorded_at: datetime, version: int) -> SummaryRow:
    """What the list says of a dispute at this version."""
    raised, stage = dispute.raised, dispute.stage
    raising = dispute.raised_by.agency
    responding = [party.agency for party in dispute.responding]
    return SummaryRow(
        id=dispute.id,
        reference=raised.reference,
        partnership=raised.partnership,
        policy=raised.policy.ref,
        status=dispute.status,
        stage_id=stage.id,
        stage_label=stage.label,
        stage_number=stage.number,
        category=dispute.category,
        subject_kind=raised.subject.kind,
        scope=raised.scope,
        raised_by_agency=raising,
        responding_agencies=responding,
        agencies=sorted({raising, *responding}),
        board_sees=dispute.board_sees,
        waiting_on=dispute.waiting_on,
        next_due_at=dispute.next_due_at(),
        immediate_risk=dispute.immediate_risk.present,
        raised_at=dispute.raised_at,
        recorded_at=recorded_at,
        version=version,
    )


class DisputeSummaries:
    """The summaries as the log writes them, with each append."""

    table: ClassVar[str] = "dispute_summaries"
    columns: ClassVar[dict[str, str]] = COLUMNS
    key: ClassVar[Sequence[str]] = ("id",)

    def row(
        self, append: Append, recorded_at: datetime, version: int
    ) -> tuple[Any, ...] | None:
        if not isinstance(append.after, Dispute):
            return None
        return summary_row(append.after, recorded_at, version)
