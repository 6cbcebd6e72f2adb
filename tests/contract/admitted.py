"""Whose token an operation is tried with: of somebody whom the table lets in."""

from typing import get_args

from dispute_core.application.authorization.decision import enter
from dispute_core.application.caller import Caller, Role
from dispute_core.domain.errors import DisputeError

ROLES: tuple[Role, ...] = get_args(Role)
NOTHING_PUBLISHED = {"getStatistics": "board"}
"""What others read too, once there is something."""


def role_for(operation: str) -> str:
    """The first of the roles that is not turned away at the door."""
    known = NOTHING_PUBLISHED.get(operation)
    return known or next(role for role in ROLES if is_admitted(role, operation))


def is_admitted(role: Role, operation: str) -> bool:
    """Whether anybody of the role is let in, to look for what is theirs."""
    caller = Caller(
        client="c",
        subject="s",
        partnership="worcestershire",
        role=role,
        agency="school" if role == "practitioner" else None,
        in_mandate=True,
        operation=operation,
    )
    try:
        enter(caller)
    except DisputeError:
        return False
    return True
