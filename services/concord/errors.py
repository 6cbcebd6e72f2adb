"""What goes wrong for an operator, told in one sentence."""


class CannotGoOn(Exception):
    """The command stops here; the message is the sentence that the operator reads."""
