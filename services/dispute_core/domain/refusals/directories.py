"""What is refused because of what a directory says, or no longer says."""

from dispute_core.domain.errors import DisputeError, StaleVersion


class NotInDirectory(DisputeError):
    """There is no such office, or nobody was appointed to it with this id."""

    code = "not-in-directory"
    title = "The directory has no such entry"


class StaleDirectory(StaleVersion):
    """The directory was changed after the caller read it."""

    code = "stale-directory"
    title = "The directory has changed since you read it"

    def __init__(self, current: int) -> None:
        super().__init__(current)
        self.detail = (
            "The directory has changed since you read it. Read it again, then decide."
        )


class PartnershipNotFound(DisputeError):
    """Absent, or not one that the caller belongs to: never told apart."""

    code = "partnership-not-found"
    title = "There is no such partnership"

    def __init__(self) -> None:
        super().__init__("There is no partnership with this code that you may read.")
