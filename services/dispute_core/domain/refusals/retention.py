"""What is refused of keeping a dispute's words, and of erasing them."""

from dispute_core.domain.errors import DisputeError, NotAllowed, Refused


class HoldNotFound(DisputeError):
    """The dispute has no hold of that id."""

    code = "hold-not-found"
    title = "The dispute has no such hold"

    def __init__(self) -> None:
        super().__init__("The dispute has no legal hold with this id.")


class HoldReleased(Refused):
    """A hold is released once."""

    code = "hold-released"
    title = "The hold has been released"

    def __init__(self) -> None:
        super().__init__("This legal hold has been released already.")


class NotYourHold(NotAllowed):
    """Who needs a record kept says when it no longer need be."""

    code = "not-your-hold"
    title = "Another agency put this hold"

    def __init__(self) -> None:
        message = "Only the agency or the board that put a legal hold releases it."
        super().__init__(message)


class NothingLeft(Refused):
    """What is erased can be kept no longer."""

    code = "words-erased"
    title = "What people wrote has been erased"

    def __init__(self) -> None:
        message = "What people wrote in this dispute has been erased by its schedule."
        super().__init__(message)


class NotDue(Refused):
    """Nothing is erased before its time, nor while it is held."""

    code = "not-due"
    title = "It is not due to be erased"

    def __init__(self) -> None:
        super().__init__("By the schedule, or a hold, this dispute is kept as it is.")
