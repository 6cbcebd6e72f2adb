"""What boards publish: policies and calendars, as events of streams of their own.

Released content is read from the log for ever, never again from the file it came
from. It is public, and so is the reason that a board gives: it holds no narrative.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar, Literal
from uuid import UUID, uuid5

from eventsourcing.domain import AggregateEvent

from dispute_core.domain.working_time import DayOff

NAMESPACE = UUID("6f3b1d0e-52a4-5c0b-9d6e-0c1f5a7e4b21")
"""From which the ids of these streams follow, the same in every installation."""

EVERYWHERE = "*"
"""Stands as the partnership of what belongs to no single one."""


@dataclass(frozen=True, kw_only=True)
class Decider:
    """Who decided about a policy: by role and office, never by name."""

    role: Literal["board", "admin", "operator"]
    office: str | None = None


OPERATOR = Decider(role="operator")
"""Whoever runs the service: what comes with it, it releases itself."""


class PolicyReleased(AggregateEvent):
    """A version of a board's procedure was released, word for word."""

    TOPIC: ClassVar[str] = "policy.released"
    class_version: ClassVar[int] = 2
    reference: str
    sha256: str
    content: Mapping[str, Any]
    owner: str
    """The partnership whose procedure it is; `EVERYWHERE` for what is shipped."""
    by: Decider
    reason: str | None

    @staticmethod
    def upcast_v1_v2(state: dict[str, Any]) -> None:
        """Only the service itself released anything then, without a word why."""
        state["owner"] = EVERYWHERE
        state["by"] = {"role": "operator", "office": None}
        state["reason"] = None


class PolicyPutInForce(AggregateEvent):
    """A partnership decided to work under a policy from a date on."""

    TOPIC: ClassVar[str] = "policy.put_in_force"
    partnership: str
    reference: str
    from_date: date
    by: Decider
    reason: str


class PolicyRetired(AggregateEvent):
    """A partnership decided on which date it works under a policy for the last time."""

    TOPIC: ClassVar[str] = "policy.retired"
    partnership: str
    reference: str
    to_date: date
    by: Decider
    reason: str


class CalendarPublished(AggregateEvent):
    """A nation's days, or a partnership's closures, were said anew, all of them.

    `code` is that of the nation or of the partnership.
    """

    TOPIC: ClassVar[str] = "calendar.published"
    code: str
    days_off: tuple[DayOff, ...]
    worked: tuple[date, ...]
    """Bank holidays that were moved away; a nation's alone."""
    confirmed_until: date | None
    """The last day for which the nation's holidays are proclaimed."""
    recomputes: bool
    """Whether the board wants its open deadlines counted anew."""
    by: Decider
    reason: str


RELEASES: tuple[type[AggregateEvent], ...] = (
    PolicyReleased,
    PolicyPutInForce,
    PolicyRetired,
    CalendarPublished,
)
"""Every event class of these streams: the codec's dictionary is made of these too."""


def policy_stream(reference: str) -> UUID:
    return uuid5(NAMESPACE, f"policy:{reference}")


def calendar_stream(code: str) -> UUID:
    return uuid5(NAMESPACE, f"calendar:{code}")


def in_force_stream(code: str) -> UUID:
    """Where a partnership's decisions stand, on whichever policy, in their order."""
    return uuid5(NAMESPACE, f"in-force:{code}")


def release(
    reference: str,
    sha256: str,
    content: Mapping[str, Any],
    *,
    version: int,
    at: datetime,
    owner: str = EVERYWHERE,
    by: Decider = OPERATOR,
    reason: str | None = None,
) -> PolicyReleased:
    """The event that says a policy, as this version of its stream."""
    said = {
        "reference": reference,
        "sha256": sha256,
        "content": content,
        "owner": owner,
        "by": by,
        "reason": reason,
    }
    return PolicyReleased(**_header(policy_stream(reference), version, at) | said)


def putting_in_force(
    code: str,
    reference: str,
    from_date: date,
    *,
    by: Decider,
    reason: str,
    version: int,
    at: datetime,
) -> PolicyPutInForce:
    """The event that begins a time in force, as this version of its stream."""
    said = {"partnership": code, "reference": reference, "from_date": from_date}
    why = {"by": by, "reason": reason}
    return PolicyPutInForce(**_header(in_force_stream(code), version, at) | said | why)


def retiring(
    code: str,
    reference: str,
    to_date: date,
    *,
    by: Decider,
    reason: str,
    version: int,
    at: datetime,
) -> PolicyRetired:
    """The event that ends a time in force, as this version of its stream."""
    said = {"partnership": code, "reference": reference, "to_date": to_date}
    why = {"by": by, "reason": reason}
    return PolicyRetired(**_header(in_force_stream(code), version, at) | said | why)


def _header(stream: UUID, version: int, at: datetime) -> dict[str, Any]:
    return {"originator_id": stream, "originator_version": version, "timestamp": at}
