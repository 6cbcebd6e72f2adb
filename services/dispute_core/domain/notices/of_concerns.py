"""The notice of a concern: its lead's office hears that there is one, and no more."""

from dispute_core.domain.concerns import Concern, ConcernRaised
from dispute_core.domain.notices.notice import Notice, NoticeKind, notice_id, office

CONCERN_RAISED: NoticeKind = "concern_raised"
"""A notice of no dispute: in the place of its id stands that of the concern."""


def notice_of(raised: ConcernRaised) -> Notice:
    """002-34: to the designated lead to whom it was put, and to nobody beside."""
    to = office(raised.put_to)
    return Notice(
        id=notice_id(raised.originator_id, 1, CONCERN_RAISED, to),
        dispute_id=raised.originator_id,
        version=1,
        kind=CONCERN_RAISED,
        to=to,
        stage="",
        owed_by=raised.agency,
    )


def reference_of(raised: ConcernRaised) -> str:
    """A concern has no reference of its own, because it is no dispute."""
    return f"Concern {str(raised.originator_id)[-8:]}"


def waits_for_its_lead(concern: Concern | None) -> bool:
    return concern is not None and not concern.decisions
