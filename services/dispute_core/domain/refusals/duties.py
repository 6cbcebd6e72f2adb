"""What is refused because of a duty: whose it is, what it asks, what became of it."""

from dispute_core.domain.errors import DisputeError, Invalid, Refused


class DutyNotFound(DisputeError):
    """The dispute has no duty of that name, or not yet."""

    code = "duty-not-found"
    title = "The dispute has no such duty"


class NotYourDuty(Refused):
    """The duty is owed by others."""

    code = "not-your-duty"
    title = "Your agency does not owe this duty"


class DutySettled(Refused):
    """The duty has been done, declined, waived or overtaken."""

    code = "duty-settled"
    title = "The duty is no longer owed"


class DutyBinding(Refused):
    """A "must" that depends on nothing cannot be declined."""

    code = "duty-binding"
    title = "The duty cannot be declined"


class AnswerMissing(Invalid):
    """The document wants more than that the duty was done."""

    code = "duty-answer-missing"
    title = "The duty asks for an answer"
