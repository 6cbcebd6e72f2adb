"""Raising a dispute and reading one."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from dispute_api.answering.answers import raised
from dispute_api.context import context_of
from dispute_api.layers.reads import note_read
from dispute_api.requests.dependencies import (
    Asked,
    CallerDep,
    CoreDep,
    DisputeId,
    asks_for,
)
from dispute_api.requests.direct import DirectRoute
from dispute_api.requests.headers import etag, is_known
from dispute_api.requests.parameters import Moment, moment_of
from dispute_api.schemas.raising import RaiseDisputeRequest
from dispute_api.views.dispute import dispute_json
from dispute_core.application.changing import Changed
from dispute_core.application.raising import RaiseDispute, raise_new
from dispute_core.application.reading import read_dispute
from dispute_core.readmodel.listing import ListedDispute


class OneDispute(DirectRoute):
    """A route to one dispute, whose address that of the search is not."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        match, found = super().matches(scope)
        named = found.get("path_params", {}).get("dispute_id")
        return (Match.NONE, {}) if named == "searches" else (match, found)


router = APIRouter(route_class=OneDispute)

RaiseAsked = Annotated[
    Asked[RaiseDisputeRequest], Depends(asks_for(RaiseDisputeRequest))
]
MomentDep = Annotated[Moment, Depends(moment_of)]


@router.post("/v1/disputes", operation_id="raiseDispute", status_code=201)
async def raise_dispute(asked: RaiseAsked) -> Response:
    """Open a dispute and start the limits of its first stage."""
    body = asked.body
    partnership = await asked.core.partnership(body.partnership)
    command = RaiseDispute(
        caller=asked.caller,
        key=asked.key,
        new=body.dispute(partnership.prefix),
        policy=body.policy,
        raised_at=body.raised_at,
        correlation=asked.correlation,
    )

    changed = await raise_new(command, asked.core)

    return await raised(changed, await _raised_before(asked, changed))


async def _raised_before(
    asked: Asked[RaiseDisputeRequest], changed: Changed
) -> list[ListedDispute]:
    """Other disputes of the person; what the answer tells of them is a reading."""
    if not (changed.person_known or changed.replayed):
        return []
    caller, this = asked.caller, changed.dispute.id
    queries = context_of(asked.request).services.queries
    before = await queries.raised_before(caller, this)
    told = [one.row.id for one in before]
    if told:
        note_read(asked.request, caller, [this, *told] if changed.replayed else told)
    return before


@router.get("/v1/disputes/{dispute_id}", operation_id="getDispute")
async def get_dispute(
    request: Request,
    caller: CallerDep,
    dispute_id: DisputeId,
    moment: MomentDep,
    core: CoreDep,
) -> Response:
    """The dispute now, or as it was on record then, under today's rights."""
    seen = await read_dispute(
        core, caller, dispute_id, version=moment.version, as_at=moment.as_at
    )

    note_read(request, caller, [dispute_id])
    headers = {"ETag": etag(seen.dispute.version)}
    if is_known(request.headers, seen.dispute.version):
        return Response(status_code=304, headers=headers)
    return Response(
        dispute_json(seen.dispute, seen.policy, seen.standing),
        headers=headers,
        media_type="application/json",
    )
