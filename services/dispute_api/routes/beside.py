"""What people do beside the talking: safeguards, a facilitator, side outcomes."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import recorded
from dispute_api.requests.dependencies import AskedOf, asks_of
from dispute_api.requests.direct import DirectRoute
from dispute_api.schemas import beside as bodies
from dispute_core.application import beside

router = APIRouter(prefix="/v1/disputes/{dispute_id}", route_class=DirectRoute)


async def the_record(request: Request) -> str:
    """The record in the path; the dispute knows if it called for a safeguard."""
    return str(request.path_params["record_id"])


async def the_side_outcome(request: Request) -> str:
    """The side outcome in the path; the dispute knows if there is one."""
    return str(request.path_params["side_outcome_id"])


RecordId = Annotated[str, Depends(the_record)]
SideOutcomeId = Annotated[str, Depends(the_side_outcome)]
Answer = Annotated[
    AskedOf[bodies.AnswerSafeguardRequest],
    Depends(asks_of(bodies.AnswerSafeguardRequest)),
]
Naming = Annotated[
    AskedOf[bodies.NameFacilitatorRequest],
    Depends(asks_of(bodies.NameFacilitatorRequest)),
]
SideOutcome = Annotated[
    AskedOf[bodies.RecordSideOutcomeRequest],
    Depends(asks_of(bodies.RecordSideOutcomeRequest)),
]
Completion = Annotated[
    AskedOf[bodies.CompleteSideOutcomeRequest],
    Depends(asks_of(bodies.CompleteSideOutcomeRequest)),
]


@router.post(
    "/safeguards/{record_id}/answers", operation_id="answerSafeguard", status_code=201
)
async def answer_safeguard(record_id: RecordId, asked: Answer) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.answered_at)

    changed = await beside.answer_safeguard(
        target,
        record_id,
        asked.core,
        answer=body.answer,
        takes_place_on=body.takes_place_on,
        reason=body.reason,
    )

    return await recorded(changed)


@router.post("/facilitators", operation_id="nameFacilitator", status_code=201)
async def name_facilitator(asked: Naming) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.named_at)

    changed = await beside.name_facilitator(
        target, asked.core, office=body.office, facilitator=body.facilitator()
    )

    return await recorded(changed)


@router.post("/side-outcomes", operation_id="recordSideOutcome", status_code=201)
async def record_side_outcome(asked: SideOutcome) -> Response:
    target = asked.target(by=asked.body.by, at=asked.body.at)

    changed = await beside.record_side_outcome(
        target, asked.body.side_outcome(), asked.core
    )

    return await recorded(changed)


@router.post(
    "/side-outcomes/{side_outcome_id}/completions",
    operation_id="completeSideOutcome",
    status_code=201,
)
async def complete_side_outcome(
    side_outcome_id: SideOutcomeId, asked: Completion
) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.at)

    changed = await beside.complete_side_outcome(
        target,
        side_outcome_id,
        asked.core,
        done_on=body.done_on,
        reference=body.reference,
        note=body.note,
    )

    return await recorded(changed)
