"""Messages to other systems: asking for them, and what became of each."""

import re
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import json_answer, replayed_header
from dispute_api.layers.reads import note_read
from dispute_api.requests.cursors import paging
from dispute_api.requests.dependencies import (
    Asked,
    AskedToDecide,
    CallerDep,
    ContextDep,
    ServicesDep,
    asks_for,
    asks_to_decide,
)
from dispute_api.requests.filters import delivery_status
from dispute_api.requests.headers import etag, if_match, is_known
from dispute_api.schemas.webhooks import (
    ChangeWebhookRequest,
    CreateWebhookRequest,
    EndWebhookRequest,
    RedeliverWebhookRequest,
    RotateWebhookSecretRequest,
    SendTestEventRequest,
)
from dispute_api.views.webhooks import (
    asked_view,
    delivery_view,
    new_webhook_view,
    webhook_summary,
    webhook_view,
)
from dispute_core.application.webhooks import changing as handlers
from dispute_core.application.webhooks.changing import OnWebhook, Webhooks
from dispute_core.application.webhooks.reading import (
    WebhookSeen,
    list_webhooks,
    read_webhook,
)
from dispute_core.domain.refusals.webhooks import DeliveryNotFound, WebhookNotFound
from dispute_core.domain.webhooks.subscription import delivery_id, name_of_test
from dispute_core.readmodel.webhooks.log import LastDelivery
from dispute_core.signing import new_keys

router = APIRouter(prefix="/v1/webhooks")

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\Z")


async def the_webhook_id(request: Request) -> UUID:
    """The id in the path; anything else is a webhook that does not exist."""
    sent = str(request.path_params["webhook_id"])
    if not _ID.match(sent):
        raise WebhookNotFound
    return UUID(sent)


async def the_webhooks(context: ContextDep) -> Webhooks:
    services = context.services
    return Webhooks(
        core=services.core,
        streams=services.log,
        shelf=services.webhooks,
        may_be_called=context.names.may_be_called,
        turn=context.subscribing,
    )


WebhookId = Annotated[UUID, Depends(the_webhook_id)]
WebhooksDep = Annotated[Webhooks, Depends(the_webhooks)]
CreationAsked = Annotated[
    Asked[CreateWebhookRequest], Depends(asks_for(CreateWebhookRequest))
]
ChangeAsked = Annotated[
    AskedToDecide[ChangeWebhookRequest],
    Depends(asks_to_decide(ChangeWebhookRequest, if_match)),
]
RotationAsked = Annotated[
    Asked[RotateWebhookSecretRequest], Depends(asks_for(RotateWebhookSecretRequest))
]
EndingAsked = Annotated[Asked[EndWebhookRequest], Depends(asks_for(EndWebhookRequest))]
TestAsked = Annotated[
    Asked[SendTestEventRequest], Depends(asks_for(SendTestEventRequest))
]
RedeliveryAsked = Annotated[
    Asked[RedeliverWebhookRequest], Depends(asks_for(RedeliverWebhookRequest))
]


@router.get("", operation_id="listWebhooks")
async def webhooks(
    request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """One's own, the newest first; facts only."""
    page = paging(request, caller)

    found = await list_webhooks(caller, services.core, services.webhooks)

    # Ids sort by their time, so the place of a page is the id with which it ended.
    left = [one for one in found if not page.place or str(one.id) < page.place[0]]
    shown = left[: page.limit]
    place = (str(shown[-1].id),) if len(left) > len(shown) else None
    return page.answer([webhook_summary(one) for one in shown], place)


@router.post("", operation_id="createWebhook", status_code=201)
async def create(asked: CreationAsked, at: WebhooksDep) -> Response:
    """Ask for messages; the secret is told in this answer only."""
    seen = await handlers.create_webhook(
        _on(asked), asked.body.wanted(), asked.body.agency, new_keys(), at
    )

    location = {"Location": f"/v1/webhooks/{seen.webhook.id}"}
    return _recorded(seen, new_webhook_view(seen.webhook), location)


@router.get("/{webhook_id}", operation_id="getWebhook")
async def get_webhook(
    request: Request, webhook_id: WebhookId, caller: CallerDep, services: ServicesDep
) -> Response:
    """One's own webhook, without its secret."""
    webhook = await read_webhook(webhook_id, caller, services.core, services.log)

    headers = {"ETag": etag(webhook.version)}
    if is_known(request.headers, webhook.version):
        return Response(status_code=304, headers=headers)
    return json_answer(webhook_view(webhook), headers=headers)


@router.post("/{webhook_id}/changes", operation_id="changeWebhook", status_code=201)
async def change(
    webhook_id: WebhookId, asked: ChangeAsked, at: WebhooksDep
) -> Response:
    """Ask for other messages, or have them sent elsewhere."""
    seen = await handlers.change_webhook(
        webhook_id, _on(asked), asked.body.wanted(), at, seen=asked.seen_version or 0
    )

    return _recorded(seen, webhook_view(seen.webhook))


@router.post(
    "/{webhook_id}/secret-rotations",
    operation_id="rotateWebhookSecret",
    status_code=201,
)
async def rotate_secret(
    webhook_id: WebhookId, asked: RotationAsked, at: WebhooksDep
) -> Response:
    """Sign with a new secret; the old one counts for a day beside it."""
    seen = await handlers.rotate_secret(webhook_id, _on(asked), new_keys(), at)

    return _recorded(seen, new_webhook_view(seen.webhook))


@router.post("/{webhook_id}/endings", operation_id="endWebhook", status_code=201)
async def end(webhook_id: WebhookId, asked: EndingAsked, at: WebhooksDep) -> Response:
    """Have nothing more sent."""
    seen = await handlers.end_webhook(webhook_id, _on(asked), at)

    return _recorded(seen, webhook_view(seen.webhook))


@router.post("/{webhook_id}/test-events", operation_id="sendTestEvent", status_code=201)
async def send_test_event(
    webhook_id: WebhookId, asked: TestAsked, at: WebhooksDep
) -> Response:
    """Have a message sent that says nothing."""
    seen = await handlers.send_test_event(webhook_id, _on(asked), at)

    delivery = delivery_id(webhook_id, name_of_test(seen.webhook.version))
    headers = replayed_header(seen.replayed)
    return json_answer(asked_view(delivery), 201, headers)


@router.get("/{webhook_id}/deliveries", operation_id="listWebhookDeliveries")
async def list_deliveries(
    request: Request, webhook_id: WebhookId, caller: CallerDep, services: ServicesDep
) -> Response:
    """What became of messages, the newest first."""
    page = paging(request, caller, filters=("status",))
    status = delivery_status(request)
    await read_webhook(webhook_id, caller, services.core, services.log)

    rows, more = await services.queries.deliveries(
        caller, webhook_id, status=status, after=_last(page.place), limit=page.limit
    )

    told = {row.dispute_id for row in rows if row.dispute_id is not None}
    note_read(request, caller, told)
    place = (rows[-1].recorded_at.isoformat(), str(rows[-1].id)) if more else None
    return page.answer([delivery_view(row, webhook_id) for row in rows], place)


@router.post(
    "/{webhook_id}/deliveries/{delivery_id}/redeliveries",
    operation_id="redeliverWebhook",
    status_code=201,
)
async def redeliver(
    webhook_id: WebhookId,
    delivery_id: str,
    asked: RedeliveryAsked,
    services: ServicesDep,
    at: WebhooksDep,
) -> Response:
    """Have a message sent once more, under the id that it had."""
    await read_webhook(webhook_id, asked.caller, services.core, services.log)
    wanted = UUID(delivery_id) if _ID.match(delivery_id) else None
    queries = services.queries
    if wanted is None or not await queries.has_delivery(
        asked.caller, webhook_id, wanted
    ):
        raise DeliveryNotFound

    seen = await handlers.redeliver(webhook_id, wanted, _on(asked), at)

    return json_answer(asked_view(wanted), 201, replayed_header(seen.replayed))


def _on(asked: Asked[Any]) -> OnWebhook:
    return OnWebhook(caller=asked.caller, key=asked.key, correlation=asked.correlation)


def _recorded(
    seen: WebhookSeen, view: dict[str, Any], headers: dict[str, str] | None = None
) -> Response:
    told = {"ETag": etag(seen.webhook.version)} | replayed_header(seen.replayed)
    return json_answer(view, 201, told | (headers or {}))


def _last(place: list[Any] | None) -> LastDelivery | None:
    if not place:
        return None
    return LastDelivery(datetime.fromisoformat(place[0]), UUID(place[1]))
