"""Puts on record what an operator read of disputes, before it is told."""

import os
from collections.abc import Sequence
from uuid import UUID, uuid4

from concord.errors import CannotGoOn
from dispute_core.application.accesses import Access, AccessRecords, Purpose
from dispute_core.domain.errors import Unavailable

CLIENT = "concord-command-line"


def operator() -> str:
    """Whoever runs the command; the log keeps a pseudonym of it."""
    return f"operator:{os.getuid()}"


async def put_on_record(
    accesses: AccessRecords,
    *,
    partnership: str,
    disputes: Sequence[UUID],
    operation: str,
    purpose: Purpose,
) -> None:
    """As every reading is: who, what and when; nothing is told before that."""
    access = Access(
        client=CLIENT,
        subject=operator(),
        partnership=partnership,
        role="operator",
        operation=operation,
        purpose=purpose,
        correlation=str(uuid4()),
        disputes=disputes,
    )
    try:
        await accesses.record(access)
    except Unavailable as unavailable:
        raise CannotGoOn(str(unavailable.detail)) from None
