"""Doing the duties around a dispute, and letting them go."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import recorded
from dispute_api.requests.dependencies import AskedOf, asks_of
from dispute_api.requests.direct import DirectRoute
from dispute_api.schemas import duties as bodies
from dispute_core.application import owing

router = APIRouter(
    prefix="/v1/disputes/{dispute_id}/duties/{duty_id}", route_class=DirectRoute
)


async def the_duty(request: Request) -> str:
    """The duty in the path; the dispute knows whether there is one of that name."""
    return str(request.path_params["duty_id"])


DutyId = Annotated[str, Depends(the_duty)]
Fulfilment = Annotated[
    AskedOf[bodies.FulfilDutyRequest], Depends(asks_of(bodies.FulfilDutyRequest))
]
Refusal = Annotated[
    AskedOf[bodies.DeclineDutyRequest], Depends(asks_of(bodies.DeclineDutyRequest))
]
Waiver = Annotated[
    AskedOf[bodies.WaiveDutyRequest], Depends(asks_of(bodies.WaiveDutyRequest))
]
Handing = Annotated[
    AskedOf[bodies.DelegateDutyRequest], Depends(asks_of(bodies.DelegateDutyRequest))
]


@router.post("/fulfilments", operation_id="fulfilDuty", status_code=201)
async def fulfil_duty(duty: DutyId, asked: Fulfilment) -> Response:
    target = asked.target(by=asked.body.by, at=asked.body.fulfilled_at)

    changed = await owing.fulfil_duty(target, duty, asked.body.done(), asked.core)

    return await recorded(changed)


@router.post("/refusals", operation_id="declineDuty", status_code=201)
async def decline_duty(duty: DutyId, asked: Refusal) -> Response:
    target = asked.target(by=asked.body.by, at=asked.body.declined_at)

    changed = await owing.decline_duty(target, duty, asked.body.reason, asked.core)

    return await recorded(changed)


@router.post("/waivers", operation_id="waiveDuty", status_code=201)
async def waive_duty(duty: DutyId, asked: Waiver) -> Response:
    target = asked.target(by=asked.body.by, at=asked.body.waived_at)

    changed = await owing.waive_duty(target, duty, asked.body.reason, asked.core)

    return await recorded(changed)


@router.post("/delegations", operation_id="delegateDuty", status_code=201)
async def delegate_duty(duty: DutyId, asked: Handing) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.delegated_at)

    changed = await owing.delegate_duty(
        target,
        duty,
        asked.core,
        to=body.person(),
        office=body.office,
        until=body.until,
        reason=body.reason,
    )

    return await recorded(changed)
