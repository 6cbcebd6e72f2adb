"""Everything that Concord refuses, as one tree.

    DisputeError
    ├── Invalid            the words of the request do not fit
    ├── NotAllowed         the caller may never do this
    ├── NotFound           absent, or hidden from the caller: never told apart
    ├── Refused            fits, but not now
    └── Stale              the caller has not seen the newest version

Messages are plain sentences for the person who must act on them. They never carry
what the client sent. `code` is the last part of the problem's `type`.
"""

from typing import ClassVar
from uuid import UUID


class DisputeError(Exception):
    """A refusal, with the sentence that the person reads."""

    code: ClassVar[str]
    title: ClassVar[str]
    in_vain: UUID | None = None
    """A hidden or absent dispute that was named, for the record of accesses alone."""

    def __init__(self, detail: str, *, pointer: str | None = None) -> None:
        super().__init__(detail)
        self.detail = detail
        self.pointer = pointer


class Invalid(DisputeError):
    """The words of the request do not fit."""

    code = "invalid-request"
    title = "The request does not fit"


class UnknownPolicy(Invalid):
    code = "unknown-policy"
    title = "There is no such policy"


class UnknownPartnership(Invalid):
    code = "unknown-partnership"
    title = "There is no such partnership"


class UnknownAgency(Invalid):
    code = "unknown-agency"
    title = "The partnership has no such agency"


class UnknownCategory(Invalid):
    code = "unknown-category"
    title = "The policy has no such category"


class UnknownStage(Invalid):
    code = "unknown-stage"
    title = "The policy has no such stage"

    def __init__(self, policy: str, *, pointer: str | None = None) -> None:
        super().__init__(f"The policy {policy} has no such stage.", pointer=pointer)


class UnknownDuty(Invalid):
    code = "unknown-duty"
    title = "The policy has no such duty"


class SubjectNotCovered(Invalid):
    code = "subject-not-covered"
    title = "The policy does not cover this kind of person"


class ScopeNotCovered(Invalid):
    code = "scope-not-covered"
    title = "The policy does not cover this kind of dispute"


class InTheFuture(Invalid):
    code = "in-the-future"
    title = "The time given has not come yet"


class OutOfOrder(Invalid):
    code = "out-of-order"
    title = "The time given is out of order"


class NotAllowed(DisputeError):
    """The caller may never do this, whatever the state of any dispute."""

    code = "role-may-not"
    title = "Your role may not do this"


class NotYourAgency(NotAllowed):
    code = "not-your-agency"
    title = "You may act only for your own agency"


class DisputeNotFound(DisputeError):
    """Absent, or hidden from the caller: the two are never told apart."""

    code = "dispute-not-found"
    title = "There is no such dispute"

    def __init__(self) -> None:
        super().__init__("There is no dispute with this id that you may see.")


class PolicyNotFound(DisputeError):
    code = "policy-not-found"
    title = "There is no such policy"


class CalendarNotFound(DisputeError):
    code = "calendar-not-found"
    title = "There is no such calendar"


class Refused(DisputeError):
    """The request fits, but not in the state that the dispute is in."""

    code = "refused"
    title = "Not possible now"


class WrongStage(Refused):
    code = "wrong-stage"
    title = "The policy does not allow this step from here"


class NoFurtherStage(Refused):
    code = "no-further-stage"
    title = "The document gives no further step"


class StartStageNotAllowed(Refused):
    code = "start-stage-not-allowed"
    title = "The document does not allow a later start"


class LimitNotAllowed(Refused):
    code = "limit-not-allowed"
    title = "The document does not allow this kind of limit"


class DisputeSettled(Refused):
    code = "dispute-settled"
    title = "The dispute is settled"


class DisputeNotSettled(Refused):
    code = "dispute-not-settled"
    title = "The dispute is not settled"


class NotYourSide(Refused):
    code = "not-your-side"
    title = "Your side may not do this"


class NotYoursToDeclare(Refused):
    code = "not-yours-to-declare"
    title = "You may not declare this outcome here"


class NothingToCheck(Refused):
    code = "nothing-to-check"
    title = "There is nothing to check back on"


class UnknownEvent(Invalid):
    code = "unknown-event"
    title = "The dispute has no such event"


class NotCorrectable(Invalid):
    code = "not-correctable"
    title = "This field cannot be corrected"


class AlreadyParty(Refused):
    code = "already-a-party"
    title = "The agency is a party already"


class NotAParty(Refused):
    code = "not-a-party"
    title = "The agency is not a party"


class StaleVersion(DisputeError):
    """The caller decided on an older version than the newest."""

    code = "stale-version"
    title = "The dispute has changed since you read it"

    def __init__(self, current: int) -> None:
        super().__init__(
            "The dispute has changed since you read it. Read it again, then decide."
        )
        self.current = current


class KeyReused(DisputeError):
    code = "idempotency-key-reused"
    title = "The key was used for another request"

    def __init__(self) -> None:
        super().__init__(
            "This Idempotency-Key was used before with another request. "
            "Use a new key for a new request."
        )


class Unavailable(DisputeError):
    """Nothing was decided, or it is not known; the same request may be repeated."""

    code = "unavailable"
    title = "The service cannot answer just now"
    retry_after = 1


class Busy(Unavailable):
    code = "busy"
    title = "Too many requests are waiting"

    def __init__(self) -> None:
        super().__init__("Too many requests are waiting. Nothing was recorded.")


class OutcomeUnknown(Unavailable):
    code = "outcome-unknown"
    title = "It is not known whether this was recorded"

    def __init__(self) -> None:
        super().__init__(
            "It is not known whether this was recorded. Repeat the same request with "
            "the same Idempotency-Key: it will never be recorded twice."
        )
