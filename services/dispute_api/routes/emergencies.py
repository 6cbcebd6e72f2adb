"""Opening a hidden dispute in an emergency."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from dispute_api.answering.answers import recorded
from dispute_api.requests.dependencies import Asked, DisputeId, asks_for
from dispute_api.schemas.emergencies import BreakGlassRequest
from dispute_core.application.emergencies import Emergency, break_glass

router = APIRouter(prefix="/v1/disputes/{dispute_id}")

GlassBroken = Annotated[Asked[BreakGlassRequest], Depends(asks_for(BreakGlassRequest))]


@router.post("/emergency-access", operation_id="breakGlass", status_code=201)
async def open_dispute(asked: GlassBroken, dispute_id: DisputeId) -> Response:
    """Read what is hidden, for some hours; both sides are told at once."""
    body = asked.body
    emergency = Emergency(
        dispute_id=dispute_id,
        caller=asked.caller,
        key=asked.key,
        purpose=body.purpose,
        reason=body.reason,
        role=body.role,
        name=body.name,
        correlation=asked.correlation,
    )

    changed = await break_glass(emergency, asked.core)

    return await recorded(changed)
