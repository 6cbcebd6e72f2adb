"""What a command is about: which dispute, who asks, how they sign, what they saw."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from dispute_core.application.caller import Caller
from dispute_core.application.naming import Named
from dispute_core.application.ports import IdempotencyKey
from dispute_core.domain.vocabulary import Band, Side


@dataclass(frozen=True, kw_only=True)
class Signature:
    """How the person who acts signs; the agency comes from the token.

    `agency` names another one for which the caller may speak: one that is not on the
    system, or for which the directory names the caller's own as proxy.
    """

    name: str | None = None
    role: str | None = None
    band: Band | None = None
    side: Side | None = None
    agency: str | None = None


UNSIGNED = Signature()


@dataclass(frozen=True, kw_only=True)
class Target:
    """The dispute that a command is about, who asks, and what they have seen."""

    dispute_id: UUID
    caller: Caller
    key: IdempotencyKey
    seen_version: int
    by: Signature = UNSIGNED
    at: datetime | None = None
    names: tuple[Named, ...] = ()
    """The agencies that the request names, other than the caller's own."""
    correlation: str | None = None
    prefers: Side | None = None
    """The side that may do this; for an agency that stands on both, and says not."""
