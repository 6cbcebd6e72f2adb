"""What is refused because of what a directory says, or no longer says."""

from dispute_core.domain.errors import DisputeError, Refused, StaleVersion


class NotInDirectory(DisputeError):
    """There is no such office, or nobody was appointed to it with this id."""

    code = "not-in-directory"
    title = "The directory has no such entry"


class TrainingSaidOnce(Refused):
    """Disputes stand in it already, and each says whether it is a real one."""

    code = "training-said-once"
    title = "Whether a partnership is for training is said once"

    def __init__(self, pointer: str | None = None) -> None:
        message = (
            "Whether a partnership is for training is said when its directory begins, "
            "and never changes. Begin another partnership, with a code of its own."
        )
        super().__init__(message, pointer=pointer)


class NotForTraining(Refused):
    """What leaves the partnership as figures about real work is not made in one."""

    code = "not-for-training"
    title = "A training partnership has nothing to publish or to audit"

    def __init__(self) -> None:
        super().__init__(
            "In a training partnership no dispute is a real one. Nothing is published "
            "of it, drawn for an audit or copied for monitoring."
        )


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
