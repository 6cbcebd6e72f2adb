"""Addresses about the service itself: health, the contract and its pages."""

from fastapi import APIRouter
from starlette.responses import HTMLResponse, Response

from dispute_api.answering import docs
from dispute_api.answering.answers import json_answer
from dispute_api.answering.event_schemas import schema_of
from dispute_api.refusals.handlers import nothing_here
from dispute_api.refusals.problem_pages import page
from dispute_api.requests.dependencies import ContextDep
from dispute_api.views.parts import written
from dispute_core.domain.working_time import local_date
from dispute_core.readmodel.state_of_service import warnings

router = APIRouter()

SCHEMA = "application/schema+json"


@router.get("/livez", operation_id="getLiveness")
async def get_liveness() -> Response:
    """That the process can answer; it asks nothing else."""
    return json_answer({"status": "ok"})


@router.get("/readyz", operation_id="getReadiness")
async def get_readiness(context: ContextDep) -> Response:
    """That an append could succeed, and what to see to before it goes wrong."""
    services = context.services
    await context.readiness.expect()

    calendars = await services.catalogue.calendars()
    unreadable = await services.catalogue.unreadable()

    today = local_date(services.core.clock())
    found = warnings(today, calendars.confirmed_until(), unreadable)
    return json_answer({"status": "ok", "warnings": list(found)})


@router.get("/openapi.yaml", operation_id="getContract")
async def get_contract(context: ContextDep) -> Response:
    """The contract exactly as it is kept in the source."""
    return Response(context.contract, media_type="application/yaml")


@router.get("/docs", operation_id="getDocumentation")
async def get_documentation() -> Response:
    """The contract as a page to read and try."""
    return HTMLResponse(docs.PAGE, headers=docs.HEADERS)


@router.get("/docs/{asset}", include_in_schema=False)
async def get_asset(asset: str) -> Response:
    """What the page is made of."""
    found = await docs.asset(asset)
    if found is None:
        raise nothing_here()
    return Response(found.content, media_type=found.media_type, headers=docs.CACHED)


@router.get("/event-schemas/{event_type}", operation_id="getEventSchema")
async def get_event_schema(event_type: str, context: ContextDep) -> Response:
    """What the data of an event of a type looks like."""
    found = schema_of(event_type, context.base_url)
    if found is None:
        raise nothing_here()
    return Response(written(found), headers=docs.CACHED, media_type=SCHEMA)


@router.get("/problems/{code}", operation_id="getProblemPage")
async def get_problem_page(code: str) -> Response:
    """What a problem means, and what to do about it."""
    found = page(code)
    if found is None:
        raise nothing_here()
    return HTMLResponse(found, headers=docs.PLAIN_PAGE)
