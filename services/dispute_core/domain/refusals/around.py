"""What is refused of safeguards, facilitators, side outcomes and concerns."""

from dispute_core.domain.errors import DisputeError, NotAllowed, Refused


class SafeguardNotFound(DisputeError):
    """Nobody called for a safeguard under this id, or not in sight of the caller."""

    code = "safeguard-not-found"
    title = "The dispute has no such safeguard"

    def __init__(self) -> None:
        super().__init__("The dispute has no safeguard with this id that you may see.")


class SideOutcomeNotFound(DisputeError):
    """No side outcome is recorded under this id, or not in sight of the caller."""

    code = "side-outcome-not-found"
    title = "The dispute has no such side outcome"

    def __init__(self) -> None:
        message = "The dispute has no side outcome with this id that you may see."
        super().__init__(message)


class SideOutcomeDone(Refused):
    """A side outcome is done once."""

    code = "side-outcome-done"
    title = "The side outcome has been done"


class NobodyFacilitates(Refused):
    """The document has nobody support the sides at this stage."""

    code = "nobody-facilitates"
    title = "The document has nobody facilitate here"


class ConcernNotFound(DisputeError):
    """Absent, or hidden from the caller: the two are never told apart."""

    code = "concern-not-found"
    title = "There is no such concern"

    def __init__(self) -> None:
        super().__init__("There is no concern with this id that you may see.")


class StaleConcern(DisputeError):
    """The caller decided on an older version of the concern than the newest."""

    code = "stale-concern"
    title = "The concern has changed since you read it"

    def __init__(self, current: int) -> None:
        super().__init__(
            "The concern has changed since you read it. Read it again, then decide."
        )
        self.current = current


class NotTheLead(NotAllowed):
    """Only the office to which a concern was put decides how it is dealt with."""

    code = "not-the-lead"
    title = "The concern was put to another office"
