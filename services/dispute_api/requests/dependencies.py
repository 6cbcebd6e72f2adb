"""What routes need, as the names in their signatures."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Annotated, Any, Generic, Protocol, TypeVar
from uuid import UUID

from fastapi import Depends
from starlette.datastructures import Headers
from starlette.requests import Request

from dispute_api.context import Context, context_of, request_id
from dispute_api.layers.reads import note_caller, operation_of
from dispute_api.rates.rates import RATES
from dispute_api.requests.bodies import canonical, read_json, validated
from dispute_api.requests.headers import idempotency_key, if_match, if_match_at_all
from dispute_api.schemas.parts import ByInput, signature
from dispute_api.schemas.words import Body
from dispute_core.application.authorization.second_wall import reads_as
from dispute_core.application.caller import Caller
from dispute_core.application.core import Core
from dispute_core.application.deciding import Asker
from dispute_core.application.ports import IdempotencyKey
from dispute_core.application.target import Target
from dispute_core.bootstrap import Services
from dispute_core.domain.errors import DisputeNotFound
from dispute_core.domain.working_time import local_date
from dispute_core.turns import turn
from dispute_core.walled import READS_AS

BodyT = TypeVar("BodyT", bound=Body)

_DISPUTE_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


@dataclass(frozen=True, kw_only=True)
class Asked(Generic[BodyT]):
    """A command as it was asked for: by whom, with which words, under which key."""

    core: Core
    caller: Caller
    key: IdempotencyKey
    body: BodyT
    correlation: str
    request: Request = field(repr=False)

    def asker(self, *, reason: str, partnership: str | None) -> Asker:
        """Who asks for a decision of a board."""
        return Asker(
            caller=self.caller,
            key=self.key,
            reason=reason,
            partnership=partnership,
            correlation=self.correlation,
        )


@dataclass(frozen=True, kw_only=True)
class AskedToDecide(Asked[BodyT]):
    """A decision in a row of others; `seen_version` is the last that was read."""

    seen_version: int | None

    def asker(self, *, reason: str, partnership: str | None) -> Asker:
        asker = super().asker(reason=reason, partnership=partnership)
        return replace(asker, seen_version=self.seen_version)


@dataclass(frozen=True, kw_only=True)
class AskedOf(Asked[BodyT]):
    """A command on a dispute, decided on a version of it."""

    dispute_id: UUID
    seen_version: int

    def target(
        self, *, by: ByInput | None = None, at: datetime | None = None
    ) -> Target:
        return Target(
            dispute_id=self.dispute_id,
            caller=self.caller,
            key=self.key,
            seen_version=self.seen_version,
            by=signature(by),
            at=at,
            correlation=self.correlation,
        )


async def the_context(request: Request) -> Context:
    return context_of(request)


async def the_services(request: Request) -> Services:
    return context_of(request).services


async def the_core(request: Request) -> Core:
    return context_of(request).services.core


async def the_caller(request: Request) -> Caller:
    """Who asks; raises `Rejected` for all but one good token."""
    return await caller_of(request)


async def caller_of(request: Request) -> Caller:
    """Who asks, and for what; refuses at the door whoever may not, whatever of."""
    known = await _known_to(request)
    request.scope[RATES] = context_of(request).rates.take(known)
    return await _admitted(request, known)


async def still_admitted(request: Request) -> Caller:
    """Whether a request that lasts would be admitted now; nobody asked once more."""
    return await _admitted(request, await _known_to(request))


async def _known_to(request: Request) -> Caller:
    verifier = context_of(request).verifier
    return await verifier.caller(request.headers, request_id(request))


async def _admitted(request: Request, known: Caller) -> Caller:
    core = context_of(request).services.core
    mandate = known.mandate
    within = mandate is not None and mandate.holds(local_date(core.clock()))
    caller = known.asking(operation_of(request.scope), in_mandate=within)
    note_caller(request, caller)
    core.gate.admit(caller)
    own = caller.partnership
    partnership = await core.catalogue.partnership(own) if own else None
    READS_AS.set(reads_as(caller, partnership))
    return caller


async def the_dispute_id(request: Request) -> UUID:
    """The id in the path; anything else is a dispute that does not exist."""
    return dispute_id_of(request)


def dispute_id_of(request: Request) -> UUID:
    sent = request.path_params["dispute_id"]
    if not _DISPUTE_ID.match(sent):
        raise DisputeNotFound
    return UUID(sent)


class _AsksFor(Protocol[BodyT]):
    async def __call__(self, request: Request) -> Asked[BodyT]: ...


class _AsksToDecide(Protocol[BodyT]):
    async def __call__(self, request: Request) -> AskedToDecide[BodyT]: ...


class _AsksOf(Protocol[BodyT]):
    async def __call__(self, request: Request) -> AskedOf[BodyT]: ...


def asks_for(model: type[BodyT]) -> _AsksFor[BodyT]:
    """Reads a command that stands for itself.

    One dependency reads everything: resolving several costs more than reading them.
    """

    async def asked(request: Request) -> Asked[BodyT]:
        return Asked(**await _said(request, model))

    return asked


def asks_to_decide(
    model: type[BodyT], seen: Callable[[Headers], int | None] = if_match_at_all
) -> _AsksToDecide[BodyT]:
    """Reads a decision of a board that follows upon others.

    `seen` reads from the headers up to which one the caller has read.
    """

    async def asked(request: Request) -> AskedToDecide[BodyT]:
        said = await _said(request, model, seen)
        return AskedToDecide(**said)

    return asked


def asks_of(model: type[BodyT]) -> _AsksOf[BodyT]:
    """Reads a command on the dispute in the path."""

    async def asked(request: Request) -> AskedOf[BodyT]:
        said = await _said(request, model, if_match)
        asked_of = AskedOf(**said, dispute_id=dispute_id_of(request))
        request.state.asked = asked_of
        return asked_of

    return asked


async def _said(
    request: Request,
    model: type[BodyT],
    seen: Callable[[Headers], int | None] | None = None,
) -> dict[str, Any]:
    """What every command says; the order decides which of several flaws is told."""
    caller = await caller_of(request)
    await turn()
    key = idempotency_key(request.headers)
    version = {} if seen is None else {"seen_version": seen(request.headers)}
    sent = await read_json(request)
    await turn()
    return {
        "core": context_of(request).services.core,
        "caller": caller,
        "key": _named(request, caller, key, sent),
        "body": validated(model, sent),
        "correlation": str(request_id(request)),
        "request": request,
        **version,
    }


def _named(request: Request, caller: Caller, key: str, sent: Any) -> IdempotencyKey:
    """The key with what it stands for: method, address and body, however written."""
    first_line = f"{request.method} {request.scope['path']}\n".encode()
    return IdempotencyKey(
        client=caller.namespace, key=key, fingerprint=first_line + canonical(sent)
    )


ContextDep = Annotated[Context, Depends(the_context)]
ServicesDep = Annotated[Services, Depends(the_services)]
CoreDep = Annotated[Core, Depends(the_core)]
CallerDep = Annotated[Caller, Depends(the_caller)]
DisputeId = Annotated[UUID, Depends(the_dispute_id)]
