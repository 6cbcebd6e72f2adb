"""What is refused because of what a directory says, or no longer says."""

from dispute_core.domain.errors import DisputeError, StaleVersion


class NotInDirectory(DisputeError):
    """There is no such partnership, office or holder."""

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
