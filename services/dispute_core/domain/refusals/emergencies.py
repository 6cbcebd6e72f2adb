"""What is refused of opening a dispute in an emergency."""

from dispute_core.domain.errors import Refused


class SeenAnyway(Refused):
    """Nobody breaks a glass behind which they stand."""

    code = "seen-anyway"
    title = "You see this dispute as it is"

    def __init__(self) -> None:
        message = "You see this dispute already. Read it in the ordinary way."
        super().__init__(message)


class EmergencyOver(Refused):
    """A repeat of a request does not open again what has closed since."""

    code = "emergency-over"
    title = "The time for which it was opened is over"

    def __init__(self) -> None:
        message = (
            "The time for which this request opened the dispute is over. Say again "
            "why it must be read, under a new key."
        )
        super().__init__(message)
