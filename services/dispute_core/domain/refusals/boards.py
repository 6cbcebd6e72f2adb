"""What is refused around statistics, reviews and calendar feeds."""

from dispute_core.domain.errors import DisputeError, Refused


class StatisticsNotPublished(DisputeError):
    code = "statistics-not-published"
    title = "The board has not published these statistics"


class StatisticsPublishedBefore(Refused):
    """A year is published once: a second edition could be set against the first."""

    code = "statistics-published-before"
    title = "The statistics of this year have been published"

    def __init__(self) -> None:
        super().__init__("An edition never changes. Read it as it was published.")


class YearNotOver(Refused):
    code = "year-not-over"
    title = "The reporting year is not over"

    def __init__(self) -> None:
        super().__init__("A reporting year is published from the day after its end.")


class CalendarFeedNotFound(DisputeError):
    """Absent, revoked, or another agency's: never told apart."""

    code = "calendar-feed-not-found"
    title = "There is no such calendar feed"

    def __init__(self) -> None:
        super().__init__("There is no calendar feed here, or it has been revoked.")
