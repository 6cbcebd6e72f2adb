"""The feed, pushed as server-sent events."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.layers.reads import note_read, record_read
from dispute_api.requests.dependencies import CallerDep, ContextDep, still_admitted
from dispute_api.requests.feed_cursors import FEED, feed_cursors, place_behind_last
from dispute_api.streams.response import EventStream
from dispute_api.streams.stream import Opener

router = APIRouter()


@router.get(f"{FEED}/stream", operation_id="streamEventFeed")
async def stream_event_feed(
    request: Request, caller: CallerDep, context: ContextDep
) -> Response:
    """Everything that the caller may see, from where they left off, for a while."""
    cursors = feed_cursors(request, caller)
    after = place_behind_last(request, cursors)
    note_read(request, caller, ())

    opener = Opener(
        caller=caller,
        admitted=lambda: still_admitted(request),
        record=lambda disputes: record_read(request, caller, disputes),
        seal=cursors.seal,
    )
    stream = context.streams.open(opener, after)

    return EventStream(stream, context.streams)
