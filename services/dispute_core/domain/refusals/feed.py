"""What is refused around the feed of events."""

from dispute_core.domain.errors import DisputeError


class EventNotFound(DisputeError):
    """Absent, hidden, or in a dispute that is hidden: never told apart."""

    code = "event-not-found"
    title = "There is no such event"

    def __init__(self) -> None:
        super().__init__("There is no event with this id that you may see.")
