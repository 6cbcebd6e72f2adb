"""Cumulative concerns about how another agency works (002-34)."""

import re
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import json_answer, replayed_header
from dispute_api.layers.reads import note_read
from dispute_api.requests.cursors import paging
from dispute_api.requests.dependencies import (
    Asked,
    AskedToDecide,
    CallerDep,
    ServicesDep,
    asks_for,
    asks_to_decide,
)
from dispute_api.requests.headers import etag, if_match, is_known
from dispute_api.schemas.concerns import (
    DecideConcernRequest,
    LinkDisputeRequest,
    RaiseConcernRequest,
    ShareConcernRequest,
    SignedBody,
)
from dispute_api.views.concerns import (
    concern_summary,
    concern_view,
    lead_told_view,
)
from dispute_core.application.concerns import changing as handlers
from dispute_core.application.concerns.changing import OnConcern
from dispute_core.application.concerns.reading import (
    ConcernSeen,
    list_concerns,
    read_concern,
)
from dispute_core.domain.notices.happened import notices_stream
from dispute_core.domain.refusals.around import ConcernNotFound

router = APIRouter(prefix="/v1/concerns")

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


async def the_concern_id(request: Request) -> UUID:
    """The id in the path; anything else is a concern that does not exist."""
    sent = str(request.path_params["concern_id"])
    if not _ID.match(sent):
        raise ConcernNotFound
    return UUID(sent)


ConcernId = Annotated[UUID, Depends(the_concern_id)]
RaisingAsked = Annotated[
    Asked[RaiseConcernRequest], Depends(asks_for(RaiseConcernRequest))
]
LinkAsked = Annotated[
    AskedToDecide[LinkDisputeRequest],
    Depends(asks_to_decide(LinkDisputeRequest, if_match)),
]
DecisionAsked = Annotated[
    AskedToDecide[DecideConcernRequest],
    Depends(asks_to_decide(DecideConcernRequest, if_match)),
]
SharingAsked = Annotated[
    AskedToDecide[ShareConcernRequest],
    Depends(asks_to_decide(ShareConcernRequest, if_match)),
]


@router.get("", operation_id="listConcerns")
async def concerns(
    request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """The concerns that the caller may see, the newest first; facts only."""
    page = paging(request, caller)

    found = await list_concerns(caller, services.core, services.concerns)

    # Ids sort by their time, so the place of a page is the id with which it ended.
    left = [
        one for one in found if not page.place or str(one.concern.id) < page.place[0]
    ]
    shown = left[: page.limit]
    more = len(left) > len(shown)
    place = (str(shown[-1].concern.id),) if more else None
    return page.answer([concern_summary(one) for one in shown], place)


@router.post("", operation_id="raiseConcern", status_code=201)
async def raise_concern(asked: RaisingAsked, services: ServicesDep) -> Response:
    """Tell one's own designated lead how another agency works."""
    seen = await handlers.raise_concern(
        _on(asked), asked.body.new(), services.core, services.log
    )

    return _recorded(seen, {"Location": f"/v1/concerns/{seen.concern.id}"})


@router.get("/{concern_id}", operation_id="getConcern")
async def get_concern(
    request: Request, concern_id: ConcernId, caller: CallerDep, services: ServicesDep
) -> Response:
    """The concern, for those who may see it."""
    seen = await read_concern(concern_id, caller, services.core, services.log)

    note_read(request, caller, [one.dispute_id for one in seen.concern.linked])
    headers = {"ETag": etag(seen.concern.version)}
    # Until then what became of telling the lead changes without a version.
    if is_known(request.headers, seen.concern.version) and seen.concern.decisions:
        return Response(status_code=304, headers=headers)
    told = await services.log.events(notices_stream(concern_id))
    view = {**concern_view(seen), "lead_told": lead_told_view(told)}
    return json_answer(view, headers=headers)


@router.post("/{concern_id}/disputes", operation_id="linkDispute", status_code=201)
async def link_dispute(
    concern_id: ConcernId, asked: LinkAsked, services: ServicesDep
) -> Response:
    """Name a dispute from which the concern has grown."""
    seen = await handlers.link_dispute(
        concern_id,
        _on(asked, asked.seen_version),
        services.core,
        services.log,
        dispute_id=asked.body.dispute(),
        note=asked.body.note,
    )

    return _recorded(seen, {})


@router.post("/{concern_id}/decisions", operation_id="decideConcern", status_code=201)
async def decide_concern(
    concern_id: ConcernId, asked: DecisionAsked, services: ServicesDep
) -> Response:
    """Say how the concern is dealt with, and why."""
    seen = await handlers.decide_concern(
        concern_id,
        _on(asked, asked.seen_version),
        services.core,
        services.log,
        decision=asked.body.decision,
        reason=asked.body.reason,
        reference=asked.body.reference,
    )

    return _recorded(seen, {})


@router.post("/{concern_id}/shares", operation_id="shareConcern", status_code=201)
async def share_concern(
    concern_id: ConcernId, asked: SharingAsked, services: ServicesDep
) -> Response:
    """Let the agency read the concern that is about it."""
    seen = await handlers.share_concern(
        concern_id,
        _on(asked, asked.seen_version),
        services.core,
        services.log,
        reason=asked.body.reason,
    )

    return _recorded(seen, {})


def _on(
    asked: Asked[RaiseConcernRequest]
    | Asked[LinkDisputeRequest]
    | Asked[DecideConcernRequest]
    | Asked[ShareConcernRequest],
    seen: int | None = None,
) -> OnConcern:
    body: SignedBody = asked.body
    return OnConcern(
        caller=asked.caller,
        key=asked.key,
        by=body.signature(),
        at=body.at,
        seen=seen,
        correlation=asked.correlation,
    )


def _recorded(seen: ConcernSeen, headers: dict[str, str]) -> Response:
    headers |= {"ETag": etag(seen.concern.version)} | replayed_header(seen.replayed)
    return json_answer(concern_view(seen), 201, headers)
