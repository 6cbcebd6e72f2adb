"""How the service itself fares: for monitors, with no dispute in it.

What is owed and what waits in partnerships to practise in is not counted.
"""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from dispute_core.asking import Asking
from dispute_core.domain.coverage import coverage_warnings
from dispute_core.domain.working_time import local_date

ALIVE_WITHIN = timedelta(seconds=30)
NO_MAIL_SERVER = (
    "Notices wait, because no mail server is named: set CONCORD_SMTP_HOST and "
    "CONCORD_SMTP_SENDER for the worker."
)

_STATE = """
SELECT clock_timestamp() AS now,
       (SELECT position FROM head) AS head,
       (SELECT max(seen_at) FROM worker_heartbeats) AS last_seen_at,
       coalesce((SELECT position FROM projection_positions
                 WHERE name = 'open_deadlines'), 0) AS read,
       (SELECT count(*) FROM open_deadlines WHERE partnership <> ALL($1)) AS open,
       (SELECT count(*) FROM open_deadlines
        WHERE due_at <= clock_timestamp() AND partnership <> ALL($1)) AS overdue,
       (SELECT count(*) FROM notices
        WHERE status = 'undeliverable' AND partnership <> ALL($1)) AS undeliverable,
       (SELECT count(*) FROM untold_streams) AS untold,
       (SELECT count(*) FROM webhook_endpoints AS e WHERE e.ended_at IS NULL
        AND e.failures > 0 AND e.partnership <> ALL($1)) AS endpoints_failing,
       told.*, messages.*
FROM (
    SELECT count(*) AS waiting, min(created_at) AS oldest,
           count(*) FILTER (WHERE because = 'not_configured') AS unconfigured
    FROM notices WHERE status = 'waiting' AND partnership <> ALL($1)
      AND (next_at <= clock_timestamp() OR because IS NOT NULL)
) AS told, (
    SELECT count(*) AS messages_waiting, min(d.recorded_at) AS oldest_message,
           count(d.told_at) AS messages_given_up,
           count(DISTINCT d.webhook_id) FILTER (WHERE d.told_at IS NOT NULL)
               AS endpoints_dead
    FROM webhook_deliveries AS d JOIN webhook_endpoints AS e ON e.id = d.webhook_id
    WHERE d.status = 'waiting' AND e.partnership <> ALL($1)
) AS messages
"""


@dataclass(frozen=True, kw_only=True)
class MessageCounts:
    """How sending to the systems of agencies and boards fares."""

    waiting: int
    """Messages that have not arrived."""
    given_up: int
    """Those of them of which a person was told, because they came to nothing for days;
    they are tried still."""
    oldest_at: datetime | None
    endpoints_failing: int
    """Endpoints that took no message when they were last tried."""
    endpoints_dead: int
    """Endpoints to which messages wait of which a person was told."""


@dataclass(frozen=True, kw_only=True)
class State:
    """Counts over the whole service at an instant of the database's clock."""

    at: datetime
    worker_seen_at: datetime | None
    worker_lag: int
    open_deadlines: int
    overdue_deadlines: int
    notices_failed: int
    """Notices that will not be sent, and that a person has to tell another way."""
    notices_waiting: int
    """Notices that should have gone and have not."""
    notices_not_configured: int
    """Those of them that wait because no mail server has been named."""
    unreadable_disputes: int
    """Disputes that the worker could not read, so that nobody is told of them."""
    oldest_notice_at: datetime | None
    """When the oldest of those that wait was called for."""
    messages: MessageCounts
    calendar_known_until: date | None
    """The last day for which the bank holidays of every nation are proclaimed."""
    unreadable_policies: AbstractSet[str]

    @property
    def warnings(self) -> tuple[str, ...]:
        found = warnings(
            local_date(self.at), self.calendar_known_until, self.unreadable_policies
        )
        if self.notices_not_configured:
            found = (*found, NO_MAIL_SERVER)
        if self.unreadable_disputes:
            found = (*found, _said_untold(self.unreadable_disputes))
        return found

    @property
    def worker_alive(self) -> bool:
        """Whether any worker has said so lately."""
        seen = self.worker_seen_at
        return seen is not None and self.at - seen < ALIVE_WITHIN


def warnings(
    today: date, calendar_known_until: date | None, unreadable: AbstractSet[str]
) -> tuple[str, ...]:
    """What somebody should see to before it becomes trouble."""
    found = coverage_warnings(calendar_known_until, today)
    return (*found, _said_unreadable(unreadable)) if unreadable else found


def _said_unreadable(policies: AbstractSet[str]) -> str:
    return (
        f"{len(policies)} of the released policies, of which the first is "
        f"{min(policies)}, cannot be read by this release of Concord. Update it."
    )


def _said_untold(disputes: int) -> str:
    return (
        f"The worker cannot read {disputes} of the disputes, so that nobody is told "
        "what happens in them. Its log says which; it tries again every minute."
    )


async def read_state(
    asking: Asking,
    calendar_known_until: date | None,
    unreadable: AbstractSet[str],
    left_out: Sequence[str],
) -> State:
    """How things stand, but for what is owed in the partnerships left out."""
    row = await asking.ask(lambda it: it.fetchrow(_STATE, left_out))
    return State(
        at=row["now"],
        worker_seen_at=row["last_seen_at"],
        worker_lag=max(0, row["head"] - row["read"]),
        open_deadlines=row["open"],
        overdue_deadlines=row["overdue"],
        notices_failed=row["undeliverable"],
        notices_waiting=row["waiting"],
        notices_not_configured=row["unconfigured"],
        unreadable_disputes=row["untold"],
        oldest_notice_at=row["oldest"],
        messages=MessageCounts(
            waiting=row["messages_waiting"],
            given_up=row["messages_given_up"],
            oldest_at=row["oldest_message"],
            endpoints_failing=row["endpoints_failing"],
            endpoints_dead=row["endpoints_dead"],
        ),
        calendar_known_until=calendar_known_until,
        unreadable_policies=unreadable,
    )
