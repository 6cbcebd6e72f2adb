"""Whether a subscriber may hear of an event: by the law of sight, as for anybody."""

from collections.abc import Iterable
from datetime import datetime

from dispute_core.application.authorization.decision import decide
from dispute_core.application.authorization.standing import Standing, stands_to
from dispute_core.application.caller import Caller
from dispute_core.application.kept import Said, kept_from
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute

_OPERATION = "getDispute"
"""Whoever may not read a dispute hears nothing of it either."""


def may_hear(
    agency: str | None,
    of: tuple[Dispute, Iterable[Said]],
    version: int,
    partnership: Partnership,
    at: datetime,
) -> bool:
    """Whether an agency, or the board, sees an event of a dispute as it then is.

    `of` is the dispute with what was said in it that somebody may keep to themselves.
    Asked for the moment of the event, and again when the message goes.
    """
    dispute, said = of
    standing = _standing(agency, dispute, partnership, at)
    return standing is not None and version not in kept_from(standing, said)


def subscriber_sees(
    agency: str | None, dispute: Dispute, partnership: Partnership, at: datetime
) -> bool:
    """Whether an agency, or the board, sees a dispute as it is."""
    return _standing(agency, dispute, partnership, at) is not None


def _standing(
    agency: str | None, dispute: Dispute, partnership: Partnership, at: datetime
) -> Standing | None:
    if agency is not None and agency not in partnership.agencies:
        return None
    subscriber = Caller(
        client="webhook",
        subject="webhook",
        partnership=partnership.code,
        role="board" if agency is None else "practitioner",
        agency=agency,
        operation=_OPERATION,
    )
    stands = stands_to(dispute, subscriber, partnership, at)
    decision = decide(_OPERATION, stands.relations)
    if decision.deny is not None:
        return None
    return Standing(sides=stands.sides, agency=stands.agency, fields=decision.fields)
