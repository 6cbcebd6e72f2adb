"""Every reading of a dispute is put on record before its answer leaves.

A route says which disputes its answer tells of; this layer keeps the answer back until
that is durable, and answers 503 where it cannot be. An answer to one of `READS` that
says nothing of what was read is a mistake of ours, and does not leave either.

So is every refusal of a dispute, under the id that was asked for: whether it is hidden
or nobody's is not looked at, so it shows in neither the answer nor its time.
"""

from collections.abc import Iterable
from typing import cast, get_args
from uuid import UUID

from starlette.datastructures import Headers
from starlette.requests import HTTPConnection, Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dispute_api.answering.answers import problem_answer
from dispute_api.context import context_of, request_id
from dispute_api.refusals.asked_in_vain import asked_in_vain
from dispute_api.refusals.problems import INVALID_HEADER, Flaw, Rejected
from dispute_api.refusals.refused import problem_of
from dispute_core.application.accesses import Access, Purpose, usual_purpose
from dispute_core.application.caller import Caller
from dispute_core.domain.errors import DisputeError
from dispute_core.walled import READS_AS

READS = frozenset(
    (
        "listDisputes",
        "findDisputes",
        "getDispute",
        "listDisputeEvents",
        "listDeadlines",
        "listBreaches",
        "listNotices",
        "getRecord",
        "getSubmissionPack",
        "getFileText",
        "getWrittenConcern",
        "getMonitoringCopy",
        "getMeetingKit",
        "exportAgencyLog",
        "listMonitoringCopies",
        "readEventFeed",
        "streamEventFeed",
        "getEvent",
        "drawAuditSample",
        "rehearsePolicy",
        "readCalendarFeed",
        "getConcern",
        "listAccesses",
        "listWebhookDeliveries",
    )
)
"""The operations whose answers tell of disputes or name them.

What a command answers is told by the event that it appended: who, what and when. Only
the repeat of one is a reading.
"""

PURPOSES: tuple[str, ...] = get_args(Purpose)
ONE_PURPOSE = f"Send one Purpose, one of: {', '.join(PURPOSES)}."
_READING = "concord.reading"
_REPEATED = b"idempotency-replayed"
_FIRST_ERROR = 400


class Reading:
    """What one request read, as its route has said."""

    def __init__(self) -> None:
        self.caller: Caller | None = None
        self.purpose: Purpose = "safeguarding"
        self.access: Access | None = None
        self.refused: UUID | None = None


def note_caller(request: Request, caller: Caller) -> None:
    """Say who asks, once their token is verified; raises `Rejected` for an odd purpose.

    Before anything is looked for: what is hidden must answer as what does not exist.
    """
    reading = request.scope[_READING]
    reading.caller, reading.purpose = caller, usual_purpose(caller)
    if operation_of(request.scope) in READS:
        reading.purpose = purpose_of(request.headers, caller)


def note_refused(request: Request, error: DisputeError) -> None:
    """Say what the answer refuses, whether it is hidden from the caller or nowhere."""
    request.scope[_READING].refused = asked_in_vain(error, request.path_params)


def note_read(request: Request, caller: Caller, disputes: Iterable[UUID]) -> None:
    """Say which disputes the answer tells of; one that tells of none has read none."""
    purpose = request.scope[_READING].purpose
    _note(request, _access(request.scope, caller, purpose, disputes))


async def record_read(
    request: Request, caller: Caller, disputes: Iterable[UUID]
) -> None:
    """Put on record what a stream is about to tell; raises `Busy` or `Unavailable`.

    Its answer has long begun, and leaves bit by bit.
    """
    purpose = request.scope[_READING].purpose
    access = _access(request.scope, caller, purpose, disputes)
    await context_of(request).services.accesses.record(access)


def note_fed(
    request: Request, feed: UUID, partnership: str, agency: str, of: Iterable[UUID]
) -> None:
    """Say what was read at an address that is its own key: nobody is named there."""
    _note(
        request,
        Access(
            client="calendar-feed",
            subject=str(feed),
            partnership=partnership,
            role="calendar",
            agency=agency,
            operation=operation_of(request.scope),
            purpose="safeguarding",
            correlation=_correlation(request.scope),
            disputes=list(of),
        ),
    )


def purpose_of(headers: Headers, caller: Caller) -> Purpose:
    """What the caller says that they read for; raises `Rejected`."""
    sent = headers.getlist("purpose")
    if not sent:
        return usual_purpose(caller)
    if len(sent) > 1 or sent[0] not in PURPOSES:
        flaw = Flaw(code="wrong_form", detail=ONE_PURPOSE, header="Purpose")
        raise Rejected(INVALID_HEADER, ONE_PURPOSE, flaws=[flaw])
    return cast("Purpose", sent[0])


def operation_of(scope: Scope) -> str:
    return str(getattr(scope.get("route"), "operation_id", None))


class Reads:
    """ASGI middleware that keeps answers back until what they tell is on record."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope[_READING] = Reading()
        nobody = READS_AS.set(None)
        kept_back = False

        async def answers(message: Message) -> None:
            nonlocal kept_back
            if message["type"] == "http.response.start":
                try:
                    await _put_on_record(scope, message)
                except DisputeError as error:
                    kept_back = True
                    response = problem_answer(problem_of(error), HTTPConnection(scope))
                    await response(scope, receive, send)
            if not kept_back:
                await send(message)

        try:
            await self._app(scope, receive, answers)
        finally:
            READS_AS.reset(nobody)


async def _put_on_record(scope: Scope, start: Message) -> None:
    if start["status"] >= _FIRST_ERROR:
        await _put_refusal_on_record(scope)
        return
    operation = operation_of(scope)
    access = scope[_READING].access or _repeated(scope, start)
    if access is None:
        if operation in READS:
            message = f"{operation} does not say what it read"
            raise RuntimeError(message)
        return
    if access.disputes or operation == "listAccesses":
        services = context_of(HTTPConnection(scope)).services
        await services.accesses.record(access)


async def _put_refusal_on_record(scope: Scope) -> None:
    reading = scope[_READING]
    if reading.caller is None or reading.refused is None:
        return
    context = context_of(HTTPConnection(scope))
    access = _access(scope, reading.caller, reading.purpose, (), asked=reading.refused)
    await context.services.accesses.record(access)
    context.metrics.refused()


def _repeated(scope: Scope, start: Message) -> Access | None:
    """The reading that the repeat of a command on a dispute is: it appends nothing."""
    caller, headers = scope[_READING].caller, dict(start["headers"])
    if caller is None or headers.get(_REPEATED) != b"true":
        return None
    of = scope["path_params"].get("dispute_id")
    if of is None and operation_of(scope) == "raiseDispute":
        of = headers[b"location"].decode().rpartition("/")[2]
    return of and _access(scope, caller, scope[_READING].purpose, [UUID(of)])


def _access(
    scope: Scope,
    caller: Caller,
    purpose: Purpose,
    disputes: Iterable[UUID],
    *,
    asked: UUID | None = None,
) -> Access:
    return Access(
        client=caller.client,
        subject=caller.subject,
        partnership=caller.partnership,
        role=caller.role,
        agency=caller.agency,
        office=caller.office,
        operation=operation_of(scope),
        purpose=purpose,
        correlation=_correlation(scope),
        disputes=list(dict.fromkeys(disputes)),
        asked=asked,
    )


def _correlation(scope: Scope) -> str:
    return str(request_id(HTTPConnection(scope)))


def _note(request: Request, access: Access) -> None:
    request.scope[_READING].access = access
