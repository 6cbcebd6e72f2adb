"""The feed: everything that the caller may see, in order, page by page or one alone."""

import re
from hashlib import sha256
from urllib.parse import urlencode
from uuid import UUID

import orjson
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.layers.reads import note_read
from dispute_api.requests.accepting import best_form
from dispute_api.requests.cursors import limit_of
from dispute_api.requests.dependencies import CallerDep, ContextDep
from dispute_api.requests.feed_cursors import FEED, feed_cursors, place_after
from dispute_api.requests.headers import known_tag
from dispute_api.views.cloud_events import cloud_event
from dispute_api.views.listed import feed_event
from dispute_api.views.parts import Json, written
from dispute_core.domain.refusals.feed import EventNotFound
from dispute_core.readmodel.feed import FeedPage

router = APIRouter()

JSON, BATCH = "application/json", "application/cloudevents-batch+json"
ONE = "application/cloudevents+json"
FORMS = (JSON, BATCH)
"""What can be asked for; the first is sent to whoever asks for nothing of it."""

POLL_SECONDS = 5
"""When to ask again of a feed in which nothing more was there."""

CACHING = {"Cache-Control": "private, no-cache"}
_EVENT = re.compile(
    r"(?P<stream>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"[.](?P<version>[1-9][0-9]{0,8})\Z"
)


@router.get(FEED, operation_id="readEventFeed")
async def read_event_feed(
    request: Request, caller: CallerDep, context: ContextDep
) -> Response:
    """The events after a cursor, which moves on even when nothing was visible."""
    cursors = feed_cursors(request, caller)
    after, limit = place_after(request, cursors), limit_of(request)
    form = best_form(request.headers, FORMS)

    fed = await context.services.queries.feed(caller, after=after, limit=limit)

    note_read(request, caller, [event.stream_id for event in fed.events])
    items = written(_items(fed, form, context.base_url))
    poll_after = POLL_SECONDS if fed.caught_up else 0
    mark = _mark(form, str(poll_after), items)
    headers = {**CACHING, "ETag": f'W/"{mark}"', "Poll-After": str(poll_after)}
    if known_tag(request.headers, mark):
        return Response(status_code=304, headers=headers)
    cursor = cursors.seal(fed.next)
    if form == BATCH or not fed.caught_up:
        headers["Link"] = _link(request, cursor, limit)
    body = items if form == BATCH else _page(items, cursor, fed.caught_up, poll_after)
    return Response(body, headers=headers, media_type=form)


@router.get(f"{FEED}/{{event_id}}", operation_id="getEvent")
async def get_event(
    event_id: str, request: Request, caller: CallerDep, context: ContextDep
) -> Response:
    """One event, under the id that it has on every way."""
    named = _EVENT.match(event_id)
    if named is None:
        raise EventNotFound

    event = await context.services.queries.event(
        caller, UUID(named["stream"]), int(named["version"])
    )

    if event is None:
        raise EventNotFound
    note_read(request, caller, [event.stream_id])
    body = written(cloud_event(event, context.base_url))
    mark = _mark(ONE, body)
    headers = {**CACHING, "ETag": f'W/"{mark}"'}
    if known_tag(request.headers, mark):
        return Response(status_code=304, headers=headers)
    return Response(body, headers=headers, media_type=ONE)


def _items(fed: FeedPage, form: str, base_url: str) -> list[Json]:
    if form == BATCH:
        return [cloud_event(event, base_url) for event in fed.events]
    return [feed_event(event, f"{base_url}/") for event in fed.events]


def _page(items: bytes, cursor: str, caught_up: bool, poll_after: int) -> bytes:
    return written(
        {
            "items": orjson.Fragment(items),
            "next": cursor,
            "caught_up": caught_up,
            "poll_after": poll_after,
        }
    )


def _link(request: Request, cursor: str, limit: int) -> str:
    """The next page as a header (RFC 8288), relative to this one."""
    asked = [("limit", str(limit))] if "limit" in request.query_params else []
    query = urlencode([*asked, ("after", cursor)])
    return f'<{request.url.path}?{query}>; rel="next"'


def _mark(*parts: str | bytes) -> str:
    """What changes with what is there; not with the cursors, new each time."""
    digest = sha256()
    for part in parts:
        digest.update(part if isinstance(part, bytes) else part.encode())
    return digest.hexdigest()[:32]
