"""The feed: everything that the caller may see, in order."""

from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answers import json_answer
from dispute_api.cursors import paging
from dispute_api.dependencies import CallerDep, ContextDep
from dispute_api.reads import note_read
from dispute_api.views.listed import feed_event
from dispute_core.readmodel.feed_order import Place

router = APIRouter()


@router.get("/v1/events", operation_id="readEventFeed")
async def read_event_feed(
    request: Request, caller: CallerDep, context: ContextDep
) -> Response:
    """The events after a cursor, which moves on even when nothing was visible."""
    page = paging(request, caller, parameter="after")
    after = page.place and Place(page.place[0], UUID(page.place[1]), page.place[2])

    fed = await context.services.queries.feed(
        caller, after=after or None, limit=page.limit
    )

    note_read(request, caller, [event.stream_id for event in fed.events])
    place = fed.next
    cursor = page.cursor((place.anchor, str(place.stream), place.version))
    source = f"{context.base_url}/"
    return json_answer(
        {
            "items": [feed_event(event, source) for event in fed.events],
            "next": cursor,
            "caught_up": fed.caught_up,
        },
        headers=None if fed.caught_up else {"Link": page.link(cursor)},
    )
