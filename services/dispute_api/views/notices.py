"""Notices in the words of the contract: whom they are for and what became of them."""

from dispute_api.views.parts import Json, optional_utc, utc
from dispute_core.readmodel.notices import NoticeRow

TOLD = frozenset({"sent", "undeliverable"})


def notice_view(row: NoticeRow) -> Json:
    to = row.notice.to
    return {
        "id": row.id,
        "kind": row.kind,
        "recipient": {"kind": to.kind, "name": to.code or None},
        "copy": row.copy,
        "stage": row.stage,
        "status": row.status,
        "because": row.because,
        "attempts": row.attempts,
        "about": row.about,
        "due_at": optional_utc(row.due_at),
        "called_for_at": utc(row.created_at),
        "next_at": utc(row.next_at) if row.status == "waiting" else None,
        "digest_at": optional_utc(row.digest_at),
        "settled_at": optional_utc(row.settled_at),
        "acknowledged_at": optional_utc(row.acknowledged_at),
    }
