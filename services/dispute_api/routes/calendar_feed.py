"""The calendars of agencies, each at an address that is its own key."""

import asyncio
import re
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import json_answer
from dispute_api.answering.calendar_files import MEDIA_TYPE, calendar_file
from dispute_api.context import Context
from dispute_api.layers.reads import note_fed
from dispute_api.requests.dependencies import (
    Asked,
    CallerDep,
    ContextDep,
    ServicesDep,
    asks_for,
)
from dispute_api.requests.headers import known_tag
from dispute_api.schemas.calendar_feeds import (
    CreateCalendarFeedRequest,
    RevokeCalendarFeedRequest,
)
from dispute_api.views.calendar_feeds import feed_view
from dispute_core.application.authorization.second_wall import ReadsAs
from dispute_core.application.boards.records import Recording
from dispute_core.application.calendars.feeds import (
    feed_at,
    list_feeds,
    open_feed,
    revoke_feed,
)
from dispute_core.application.caller import Caller
from dispute_core.domain.board_records import CalendarFeedOpened
from dispute_core.domain.refusals.boards import CalendarFeedNotFound
from dispute_core.readmodel.due_for_agency import Concerned, concerned, entries
from dispute_core.walled import READS_AS

router = APIRouter(prefix="/v1/calendar-feeds")

CreationAsked = Annotated[
    Asked[CreateCalendarFeedRequest], Depends(asks_for(CreateCalendarFeedRequest))
]
RevocationAsked = Annotated[
    Asked[RevokeCalendarFeedRequest], Depends(asks_for(RevokeCalendarFeedRequest))
]

CACHING = "private, max-age=300"
_SECRET = re.compile(r"[A-Za-z0-9_-]{43}\Z")
_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


@router.get("", operation_id="listCalendarFeeds")
async def list_calendar_feeds(caller: CallerDep, services: ServicesDep) -> Response:
    """The feeds of the caller's agencies, without their addresses."""
    feeds = await list_feeds(caller, services.core, services.records)

    return json_answer({"items": [feed_view(feed) for feed in feeds]})


@router.post("", operation_id="createCalendarFeed", status_code=201)
async def create(asked: CreationAsked, context: ContextDep) -> Response:
    """A new address for an agency's deadlines; it is told in this answer only."""
    services = context.services
    secret = services.secrets.feed_secret(asked.key.client, asked.key.key)

    feed = await open_feed(
        _recording(asked),
        asked.body.agency,
        services.secrets.feed_digest(secret),
        services.core,
        services.records,
    )

    url = f"{context.base_url}/v1/calendar-feeds/{secret}.ics"
    headers = {"Idempotency-Replayed": "true"} if feed.replayed else {}
    view = {**feed_view(feed), "url": None if feed.revoked else url}
    return json_answer(view, 201, headers)


@router.post(
    "/{feed_id}/revocations", operation_id="revokeCalendarFeed", status_code=201
)
async def revoke(
    feed_id: str, asked: RevocationAsked, services: ServicesDep
) -> Response:
    """Make the address answer no longer."""
    if not _ID.match(feed_id):
        raise CalendarFeedNotFound

    feed = await revoke_feed(
        _recording(asked), UUID(feed_id), services.core, services.records
    )

    headers = {"Idempotency-Replayed": "true"} if feed.replayed else {}
    return json_answer(feed_view(feed), 201, headers)


@router.get("/{address}.ics", operation_id="readCalendarFeed")
async def read(address: str, request: Request, context: ContextDep) -> Response:
    """The deadlines of an agency, for a calendar program; the address is the key."""
    if not _SECRET.match(address):
        raise CalendarFeedNotFound
    services = context.services
    feed = await feed_at(services.secrets.feed_digest(address), services.records)
    context.rates.take(_reader(feed))
    # As with its tokens: an agency that the directory has removed sees nothing more.
    if ("agency", feed.agency) in await services.catalogue.gone(feed.partnership):
        raise CalendarFeedNotFound

    READS_AS.set(ReadsAs(feed.partnership, "agency", (feed.agency,)))
    found = await concerned(services.asking, feed.partnership, feed.agency)

    note_fed(request, feed.originator_id, feed.partnership, feed.agency, found.ids)
    headers = {"ETag": f'"{found.mark}"', "Cache-Control": CACHING}
    if known_tag(request.headers, found.mark):
        return Response(status_code=304, headers=headers)
    body = await _body(context, feed, found)
    headers["Content-Type"] = MEDIA_TYPE
    return Response(body, headers=headers)


def _reader(feed: CalendarFeedOpened) -> Caller:
    """Whoever has the address: of a rate of their own, and nothing of the agency's."""
    name = f"calendar-feed:{feed.originator_id}"
    return Caller(
        client=name, subject=name, partnership=feed.partnership, role="practitioner"
    )


async def _body(context: Context, feed: CalendarFeedOpened, found: Concerned) -> bytes:
    """Made once for as long as nothing changes, however many feeds ask for it."""
    whose = (feed.partnership, feed.agency)
    kept = context.feeds.find(whose, found.mark)
    if kept is not None:
        return kept
    services = context.services
    due = await entries(services.asking, services.codec.decode, found.ids, feed.agency)
    board = await services.core.partnership(feed.partnership)
    body = await asyncio.to_thread(  # a thousand disputes take half a second
        calendar_file, feed.agency, due, context.base_url, training=board.training
    )
    context.feeds.keep(whose, found.mark, body)
    return body


def _recording(
    asked: Asked[CreateCalendarFeedRequest] | Asked[RevokeCalendarFeedRequest],
) -> Recording:
    return Recording(
        caller=asked.caller,
        key=asked.key,
        partnership=asked.caller.partnership,
        correlation=asked.correlation,
    )
