"""The lists over many disputes: what the caller sees of them, facts only."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import json_answer
from dispute_api.layers.reads import note_read
from dispute_api.requests.bodies import read_json, validated
from dispute_api.requests.cursors import paging
from dispute_api.requests.dependencies import CallerDep, ServicesDep
from dispute_api.requests.filters import (
    BREACHES,
    DISPUTES,
    breaches_wanted,
    disputes_wanted,
)
from dispute_api.schemas.finding import FindDisputesRequest
from dispute_api.views.listed import breach_entry, dispute_summary
from dispute_core.application.finding import digests_of
from dispute_core.readmodel.listing import Last

router = APIRouter()


@router.get("/v1/disputes", operation_id="listDisputes")
async def list_disputes(
    request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """The disputes that the caller may see, the newest first."""
    wanted = disputes_wanted(request)
    page = paging(request, caller, filters=DISPUTES)
    after = page.place and Last(
        datetime.fromisoformat(page.place[0]), UUID(page.place[1])
    )

    found, more = await services.queries.disputes(
        caller, wanted, after=after or None, limit=page.limit
    )

    note_read(request, caller, [one.row.id for one in found])
    last = found[-1].row if more else None
    place = last and (last.raised_at.isoformat(), str(last.id))
    return page.answer([dispute_summary(one) for one in found], place)


@router.post("/v1/disputes/searches", operation_id="findDisputes")
async def find_disputes(
    request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """The disputes of a person that the caller may see; nothing is recorded of whom."""
    body = validated(FindDisputesRequest, await read_json(request))
    digests = await digests_of(
        caller,
        body.partnership,
        body.subject.reference,
        body.subject.held_by,
        core=services.core,
        digest=services.secrets.person_digest,
    )

    found, more = await services.queries.of_person(caller, digests)

    note_read(request, caller, [one.row.id for one in found])
    items = [dispute_summary(one) for one in found]
    return json_answer({"items": items, "complete": not more})


@router.get("/v1/breaches", operation_id="listBreaches")
async def list_breaches(
    request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """The breaches in them, the newest first."""
    wanted = breaches_wanted(request)
    page = paging(request, caller, filters=BREACHES)
    after = page.place[0] if page.place else None

    found, more = await services.queries.breaches(
        caller, wanted, after=after, limit=page.limit
    )

    note_read(request, caller, [one.dispute.id for one in found])
    place = (found[-1].position,) if more else None
    return page.answer([breach_entry(one) for one in found], place)
