"""Keeping what people wrote in a dispute against its erasure."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import recorded
from dispute_api.requests.dependencies import AskedOf, asks_of
from dispute_api.requests.direct import DirectRoute
from dispute_api.schemas.retention import PutLegalHoldRequest, ReleaseLegalHoldRequest
from dispute_core.application import retaining

router = APIRouter(prefix="/v1/disputes/{dispute_id}", route_class=DirectRoute)


async def the_hold(request: Request) -> str:
    """The hold in the path; the dispute knows if there is one."""
    return str(request.path_params["hold_id"])


HoldId = Annotated[str, Depends(the_hold)]
Putting = Annotated[AskedOf[PutLegalHoldRequest], Depends(asks_of(PutLegalHoldRequest))]
Releasing = Annotated[
    AskedOf[ReleaseLegalHoldRequest], Depends(asks_of(ReleaseLegalHoldRequest))
]


@router.post("/legal-holds", operation_id="putLegalHold", status_code=201)
async def put_legal_hold(asked: Putting) -> Response:
    changed = await retaining.put_hold(
        asked.target(by=asked.body.by),
        asked.core,
        ground=asked.body.ground,
        reason=asked.body.reason,
    )

    return await recorded(changed)


@router.post(
    "/legal-holds/{hold_id}/releases", operation_id="releaseLegalHold", status_code=201
)
async def release_legal_hold(hold_id: HoldId, asked: Releasing) -> Response:
    changed = await retaining.release_hold(
        asked.target(by=asked.body.by), hold_id, asked.core, reason=asked.body.reason
    )

    return await recorded(changed)
