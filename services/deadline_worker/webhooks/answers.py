"""What an answer, or none, means for a message and for its endpoint."""

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Literal

Because = Literal[
    "no_answer",
    "timed_out",
    "unknown_name",
    "address_refused",
    "put_off",
    "redirected",
    "refused",
    "gone",
    "not_seen",
    "unreadable",
    "ended",
]
"""Why a message did not arrive, or was never sent."""

TAKEN = range(200, 300)
REDIRECTS = range(300, 400)
GONE = 410
_OF_THE_MESSAGE = frozenset({400, 409, 413, 415, 422})
"""Said of what was sent; the endpoint itself is well."""

OF_THE_ENDPOINT: frozenset[Because] = frozenset(
    {
        "no_answer",
        "timed_out",
        "unknown_name",
        "address_refused",
        "put_off",
        "redirected",
    }
)
"""Nothing gets through just now, whichever message it is."""

LONGEST_WAIT = timedelta(days=1)
"""However long an endpoint asks us to wait, we come back once a day."""


def meaning(status: int) -> Because | None:
    """Why an answer is no success; None where it is one."""
    if status in TAKEN:
        return None
    if status == GONE:
        return "gone"
    if status in REDIRECTS:
        return "redirected"
    return "refused" if status in _OF_THE_MESSAGE else "put_off"


def wait_asked(retry_after: str | None, now: datetime) -> timedelta | None:
    """How long an endpoint asks us to wait, in either of the two forms (RFC 9110)."""
    if retry_after is None:
        return None
    said = retry_after.strip()
    if said.isascii() and said.isdigit():
        seconds = float(said[:9])
    else:
        try:
            until = parsedate_to_datetime(said)
        except (ValueError, OverflowError):  # a year, or an hour, beyond all numbers
            return None
        zoned = until if until.tzinfo else until.replace(tzinfo=UTC)
        seconds = max((zoned - now).total_seconds(), 0.0)
    return min(timedelta(seconds=seconds), LONGEST_WAIT)
