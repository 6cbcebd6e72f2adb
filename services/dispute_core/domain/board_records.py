"""What a board, or an agency, puts on record beside disputes: editions of statistics,
plans of its reviews, addresses of calendar feeds, what its schedule let go of.

They are facts without a name in them, each on a stream of its own.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any, ClassVar
from uuid import UUID, uuid5

from eventsourcing.domain import AggregateEvent

from dispute_core.domain.directory.names import NamesKept
from dispute_core.domain.releases import NAMESPACE, Decider


class StatisticsPublished(AggregateEvent):
    """A board published the statistics of a reporting year, once and for ever.

    `tables` are as everyone reads them; what is hidden there stands nowhere here.
    """

    TOPIC: ClassVar[str] = "statistics.published"
    partnership: str
    year: int
    opened: int | None
    tables: Mapping[str, Any]
    by: Decider


class ReviewPlanned(AggregateEvent):
    """A board said when it reviews next, and from when a dispute is protracted."""

    TOPIC: ClassVar[str] = "review.planned"
    partnership: str
    next_review_on: date | None
    protracted_after_days: int | None
    by: Decider


class CalendarFeedOpened(AggregateEvent):
    """An agency got an address at which its deadlines can be subscribed to.

    `digest` is keyed, and all that is kept of the address.
    """

    TOPIC: ClassVar[str] = "calendar_feed.opened"
    partnership: str
    agency: str
    digest: str


class CalendarFeedRevoked(AggregateEvent):
    """The address of a calendar feed answers no longer."""

    TOPIC: ClassVar[str] = "calendar_feed.revoked"
    partnership: str
    agency: str


class AccessesErased(AggregateEvent):
    """The record of who read what before a day is removed, on two offices' word.

    `removed` is how many readings that is, `held` how many stay because they are of a
    dispute under a legal hold.
    """

    TOPIC: ClassVar[str] = "retention.accesses_erased"
    partnership: str
    before: date
    removed: int
    held: int
    rule: str
    keep: str
    schedule_version: int
    """Of the directory that says the schedule."""
    by: Decider
    checked_by: str


class LogRestored(AggregateEvent):
    """The database was restored from a backup, and whose word that was.

    Whatever was recorded after `reaches`, the instant of the event at `position`, is
    lost.
    """

    TOPIC: ClassVar[str] = "retention.log_restored"
    partnership: str
    reaches: datetime
    position: int
    by: Decider


BOARD_RECORDS: tuple[type[AggregateEvent], ...] = (
    StatisticsPublished,
    ReviewPlanned,
    CalendarFeedOpened,
    CalendarFeedRevoked,
    AccessesErased,
    LogRestored,
    NamesKept,
)
"""Every event class of these streams: the codec's dictionary is made of these too."""


def edition_stream(partnership: str, year: int) -> UUID:
    return uuid5(NAMESPACE, f"statistics:{partnership}:{year}")


def review_stream(partnership: str) -> UUID:
    return uuid5(NAMESPACE, f"reviews:{partnership}")


def feed_stream(digest: str) -> UUID:
    return uuid5(NAMESPACE, f"calendar-feed:{digest}")


def retention_stream(partnership: str) -> UUID:
    return uuid5(NAMESPACE, f"retention:{partnership}")


def restores_stream(partnership: str) -> UUID:
    return uuid5(NAMESPACE, f"restores:{partnership}")


def publication(
    partnership: str,
    year: int,
    opened: int | None,
    tables: Mapping[str, Any],
    *,
    by: Decider,
    at: datetime,
) -> StatisticsPublished:
    """The one event that an edition of a year ever has."""
    said = {"partnership": partnership, "year": year, "opened": opened}
    stream = edition_stream(partnership, year)
    return StatisticsPublished(
        **_header(stream, 1, at) | said | {"tables": tables, "by": by}
    )


def review_plan(
    partnership: str,
    next_review_on: date | None,
    protracted_after_days: int | None,
    *,
    by: Decider,
    version: int,
    at: datetime,
) -> ReviewPlanned:
    """The next event of a partnership's plans."""
    said = {
        "partnership": partnership,
        "next_review_on": next_review_on,
        "protracted_after_days": protracted_after_days,
        "by": by,
    }
    return ReviewPlanned(**_header(review_stream(partnership), version, at) | said)


def feed_opening(
    partnership: str, agency: str, digest: str, *, at: datetime
) -> CalendarFeedOpened:
    """The event with which a feed begins."""
    said = {"partnership": partnership, "agency": agency, "digest": digest}
    return CalendarFeedOpened(**_header(feed_stream(digest), 1, at) | said)


def feed_revoking(opened: CalendarFeedOpened, *, at: datetime) -> CalendarFeedRevoked:
    """The event with which a feed ends."""
    said = {"partnership": opened.partnership, "agency": opened.agency}
    return CalendarFeedRevoked(**_header(opened.originator_id, 2, at) | said)


def accesses_erased(
    partnership: str, *, version: int, at: datetime, **said: Any
) -> AccessesErased:
    """The next event of what a partnership's schedule let go of beside disputes."""
    header = _header(retention_stream(partnership), version, at)
    return AccessesErased(**header | said | {"partnership": partnership})


def log_restored(
    partnership: str, *, version: int, at: datetime, **said: Any
) -> LogRestored:
    """The next event of the restores that a partnership's records have seen."""
    header = _header(restores_stream(partnership), version, at)
    return LogRestored(**header | said | {"partnership": partnership})


def _header(stream: UUID, version: int, at: datetime) -> dict[str, Any]:
    return {"originator_id": stream, "originator_version": version, "timestamp": at}
