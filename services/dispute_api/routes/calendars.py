"""The days that nations and partnerships do not work, and saying them anew."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from dispute_api.answers import json_answer
from dispute_api.dependencies import Asked, CallerDep, ServicesDep, asks_for
from dispute_api.schemas.calendars import PublishCalendarRequest
from dispute_api.views.calendars import calendar_view
from dispute_core.application.deciding import Asker
from dispute_core.application.publishing_calendars import (
    publish_calendar,
    read_calendar,
)
from dispute_core.domain.published_calendars import NATIONS

router = APIRouter(prefix="/v1/calendars")

PublicationAsked = Annotated[
    Asked[PublishCalendarRequest], Depends(asks_for(PublishCalendarRequest))
]


@router.get("/{calendar}", operation_id="getCalendar")
async def get_calendar(
    calendar: str, _caller: CallerDep, services: ServicesDep
) -> Response:
    """What has been said of a nation's days, or of a partnership's closures."""
    shown = await read_calendar(calendar, services.core, services.catalogue)

    return json_answer(calendar_view(shown))


@router.post(
    "/{calendar}/publications", operation_id="publishCalendar", status_code=201
)
async def publish(
    calendar: str, asked: PublicationAsked, services: ServicesDep
) -> Response:
    """Say anew which days are not worked."""
    asker = Asker(
        caller=asked.caller,
        key=asked.key,
        reason=asked.body.reason,
        partnership=None if calendar in NATIONS else calendar,
        correlation=asked.correlation,
    )

    shown = await publish_calendar(
        asker, calendar, asked.body.said(), asked.core, services.catalogue
    )

    headers = {"Idempotency-Replayed": "true"} if shown.replayed else {}
    return json_answer(calendar_view(shown), 201, headers)
