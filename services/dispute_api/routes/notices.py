"""Who was told of what happened in a dispute, and what came of it."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import json_answer
from dispute_api.layers.reads import note_read
from dispute_api.requests.cursors import paging
from dispute_api.requests.dependencies import (
    Asked,
    CallerDep,
    CoreDep,
    DisputeId,
    ServicesDep,
    asks_for,
)
from dispute_api.schemas.notices import AcknowledgeNoticeRequest, ReportBounceRequest
from dispute_api.views.notices import notice_view
from dispute_core.application.acknowledging import (
    Acknowledgement,
    acknowledge,
    mail_in,
    report_bounce,
)
from dispute_core.application.reading import read_dispute

router = APIRouter()

AcknowledgementAsked = Annotated[
    Asked[AcknowledgeNoticeRequest], Depends(asks_for(AcknowledgeNoticeRequest))
]
BounceAsked = Annotated[
    Asked[ReportBounceRequest], Depends(asks_for(ReportBounceRequest))
]


@router.get("/v1/disputes/{dispute_id}/notices", operation_id="listNotices")
async def list_notices(
    request: Request,
    caller: CallerDep,
    dispute_id: DisputeId,
    core: CoreDep,
    services: ServicesDep,
) -> Response:
    """Every notice that the dispute has called for, the oldest first."""
    page = paging(request, caller)
    start = page.place[0] if page.place else 0

    await read_dispute(core, caller, dispute_id)
    rows = await services.queries.notices(dispute_id)

    note_read(request, caller, [dispute_id])
    end = start + page.limit
    place = (end,) if end < len(rows) else None
    return page.answer([notice_view(row) for row in rows[start:end]], place)


@router.post(
    "/v1/disputes/{dispute_id}/notices/{notice_id}/acknowledgements",
    operation_id="acknowledgeNotice",
    status_code=201,
)
async def acknowledge_notice(
    asked: AcknowledgementAsked,
    dispute_id: DisputeId,
    notice_id: str,
    services: ServicesDep,
) -> Response:
    """Say that it has been read, for those whom it is for."""
    rows = await services.queries.notices(dispute_id)
    found = next((row for row in rows if str(row.id) == notice_id), None)
    acknowledgement = Acknowledgement(
        caller=asked.caller,
        dispute_id=dispute_id,
        key=asked.key,
        at=asked.body.acknowledged_at,
        correlation=asked.correlation,
    )

    await acknowledge(acknowledgement, found.standing if found else None, asked.core)

    rows = await services.queries.notices(dispute_id)
    shown = next(row for row in rows if str(row.id) == notice_id)
    return json_answer(notice_view(shown), 201)


@router.post("/v1/notices/bounces", operation_id="reportBounce", status_code=201)
async def report_a_bounce(asked: BounceAsked, services: ServicesDep) -> Response:
    """Say that a mail came back; a person is asked to tell its recipient."""
    mail = mail_in(asked.body.message_id) or UUID(int=0)
    rows = await services.queries.notices_of_mail(mail)

    notices = await report_bounce(
        asked.caller, [row.standing for row in rows], asked.core
    )

    return json_answer({"notices": len(notices)}, 201)
