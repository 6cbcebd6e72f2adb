"""The days that nations and partnerships do not work, and saying them anew."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from dispute_api.answering.answers import json_answer, replayed_header
from dispute_api.requests.dependencies import (
    AskedToDecide,
    CallerDep,
    ServicesDep,
    asks_to_decide,
)
from dispute_api.requests.headers import etag
from dispute_api.schemas.calendars import PublishCalendarRequest
from dispute_api.views.calendars import calendar_view
from dispute_core.application.calendars.publishing import (
    publish_calendar,
    read_calendar,
)
from dispute_core.domain.published_calendars import NATIONS

router = APIRouter(prefix="/v1/calendars")

PublicationAsked = Annotated[
    AskedToDecide[PublishCalendarRequest],
    Depends(asks_to_decide(PublishCalendarRequest)),
]


@router.get("/{calendar}", operation_id="getCalendar")
async def get_calendar(
    calendar: str, _caller: CallerDep, services: ServicesDep
) -> Response:
    """What has been said of a nation's days, or of a partnership's closures."""
    shown = await read_calendar(calendar, services.core, services.catalogue)

    headers = {"ETag": etag(len(shown.history))}
    return json_answer(calendar_view(shown), headers=headers)


@router.post(
    "/{calendar}/publications", operation_id="publishCalendar", status_code=201
)
async def publish(
    calendar: str, asked: PublicationAsked, services: ServicesDep
) -> Response:
    """Say anew which days are not worked."""
    asker = asked.asker(
        reason=asked.body.reason,
        partnership=None if calendar in NATIONS else calendar,
    )

    shown = await publish_calendar(
        asker, calendar, asked.body.said(), asked.core, services.catalogue
    )

    headers = {"ETag": etag(len(shown.history)), **replayed_header(shown.replayed)}
    return json_answer(calendar_view(shown), 201, headers)
