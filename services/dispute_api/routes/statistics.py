"""The numbers of a partnership: all for its board office, some for everyone else."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import json_answer
from dispute_api.layers.reads import note_read
from dispute_api.requests.accepting import best_form
from dispute_api.requests.dependencies import Asked, CallerDep, ServicesDep, asks_for
from dispute_api.requests.periods import (
    LONGEST_SAMPLE,
    MOST_DAYS,
    USUAL_SAMPLE,
    number,
    period_of,
    seed_of,
)
from dispute_api.schemas.statistics import PlanReviewRequest, PublishStatisticsRequest
from dispute_api.views.parts import Json
from dispute_api.views.statistics import (
    plan_view,
    published_view,
    sample_view,
    whole_view,
)
from dispute_api.views.statistics_rows import HEADS, published_rows, whole_rows
from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.relations import to_partnership
from dispute_core.application.boards.planning_reviews import plan_review
from dispute_core.application.boards.publishing_statistics import publish_statistics
from dispute_core.application.boards.records import Recording
from dispute_core.application.boards.sampling import draw
from dispute_core.application.boards.statistics import read_published, read_whole
from dispute_core.sheets import sheet
from dispute_core.statistics.periods import reporting_year, year_of

router = APIRouter(prefix="/v1/partnerships/{partnership}")

PublicationAsked = Annotated[
    Asked[PublishStatisticsRequest], Depends(asks_for(PublishStatisticsRequest))
]
PlanAsked = Annotated[Asked[PlanReviewRequest], Depends(asks_for(PlanReviewRequest))]

CSV = "text/csv"
FORMS = ("application/json", CSV)


@router.get("/statistics", operation_id="getStatistics")
async def get_statistics(
    partnership: str, request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """Every figure of any period for the board office; for others, published years."""
    period = period_of(request)
    after = number(request, "protracted_after_days", MOST_DAYS)
    core, records = services.core, services.records
    fields = expect(caller.operation, to_partnership(caller, partnership))
    if "small" in fields:
        whole = await read_whole(
            caller, partnership, period, core, records, protracted_after_days=after
        )
        view = whole_view(whole)
    else:
        published = await read_published(caller, partnership, period, core, records)
        view = published_view(published)

    return _answer(request, view)


@router.post("/statistics/editions", operation_id="publishStatistics", status_code=201)
async def publish(
    partnership: str, asked: PublicationAsked, services: ServicesDep
) -> Response:
    """Publish a reporting year, small numbers hidden, once and for ever."""
    recording = _recording(partnership, asked)

    published = await publish_statistics(
        recording, asked.body.year, services.core, services.records
    )

    return json_answer(published_view(published), 201, _replayed(published.replayed))


@router.post("/review-plans", operation_id="planReview", status_code=201)
async def plan(partnership: str, asked: PlanAsked, services: ServicesDep) -> Response:
    """Say when the board reviews next, and from when a dispute is protracted."""
    recording, body = _recording(partnership, asked), asked.body

    planned = await plan_review(
        recording,
        body.next_review_on,
        body.protracted_after_days,
        services.core,
        services.records,
    )

    return json_answer(plan_view(planned), 201, _replayed(planned.replayed))


@router.get("/audit-sample", operation_id="drawAuditSample")
async def draw_audit_sample(
    partnership: str, request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """Some disputes at random, of those that the caller may open."""
    this_year = reporting_year(year_of(services.core.clock()))
    period, seed = period_of(request) or this_year, seed_of(request)
    size = number(request, "size", LONGEST_SAMPLE) or USUAL_SAMPLE

    drawn = await draw(
        caller,
        partnership,
        period,
        seed,
        size,
        core=services.core,
        see=services.queries.raised_within,
    )

    note_read(request, caller, [one.id for one in drawn.disputes])
    return json_answer(sample_view(drawn))


def _recording(
    partnership: str, asked: Asked[PublishStatisticsRequest] | Asked[PlanReviewRequest]
) -> Recording:
    return Recording(
        caller=asked.caller,
        key=asked.key,
        partnership=partnership,
        correlation=asked.correlation,
    )


def _replayed(replayed: bool) -> dict[str, str]:
    return {"Idempotency-Replayed": "true"} if replayed else {}


def _answer(request: Request, view: Json) -> Response:
    chosen, headers = best_form(request.headers, FORMS), {"Vary": "Accept"}
    if chosen != CSV:
        return json_answer(view, 200, headers)
    rows = whole_rows(view) if view["edition"] == "whole" else published_rows(view)
    headers["Content-Type"] = f"{CSV}; charset=utf-8"
    headers["Content-Disposition"] = 'attachment; filename="statistics.csv"'
    return Response(sheet(HEADS, rows), headers=headers)
