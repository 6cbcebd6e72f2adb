"""What the people in a dispute can do: one route for each act."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.responses import Response

from dispute_api.answering.answers import recorded
from dispute_api.requests.dependencies import AskedOf, asks_of
from dispute_api.requests.direct import DirectRoute
from dispute_api.schemas import commands as bodies
from dispute_api.schemas.beside import AddRecordRequest
from dispute_api.schemas.entering import CallMeetingRequest
from dispute_core.application import handlers

router = APIRouter(prefix="/v1/disputes/{dispute_id}", route_class=DirectRoute)

Discussion = Annotated[
    AskedOf[bodies.RecordDiscussionRequest],
    Depends(asks_of(bodies.RecordDiscussionRequest)),
]
ResponseGiven = Annotated[
    AskedOf[bodies.RecordResponseRequest],
    Depends(asks_of(bodies.RecordResponseRequest)),
]
Limit = Annotated[
    AskedOf[bodies.SetLimitRequest], Depends(asks_of(bodies.SetLimitRequest))
]
Escalation = Annotated[
    AskedOf[bodies.EscalateDisputeRequest],
    Depends(asks_of(bodies.EscalateDisputeRequest)),
]
Resolution = Annotated[
    AskedOf[bodies.ResolveDisputeRequest],
    Depends(asks_of(bodies.ResolveDisputeRequest)),
]
CheckBack = Annotated[
    AskedOf[bodies.RecordCheckBackRequest],
    Depends(asks_of(bodies.RecordCheckBackRequest)),
]
Withdrawal = Annotated[
    AskedOf[bodies.WithdrawDisputeRequest],
    Depends(asks_of(bodies.WithdrawDisputeRequest)),
]
Reopening = Annotated[
    AskedOf[bodies.ReopenDisputeRequest],
    Depends(asks_of(bodies.ReopenDisputeRequest)),
]
Parties = Annotated[
    AskedOf[bodies.ChangePartiesRequest],
    Depends(asks_of(bodies.ChangePartiesRequest)),
]
Record = Annotated[AskedOf[AddRecordRequest], Depends(asks_of(AddRecordRequest))]
MeetingCall = Annotated[
    AskedOf[CallMeetingRequest], Depends(asks_of(CallMeetingRequest))
]
Correction = Annotated[
    AskedOf[bodies.CorrectDisputeRequest],
    Depends(asks_of(bodies.CorrectDisputeRequest)),
]


@router.post("/discussions", operation_id="recordDiscussion", status_code=201)
async def record_discussion(asked: Discussion) -> Response:
    target = asked.target(at=asked.body.held_at)

    changed = await handlers.record_discussion(
        target, asked.body.discussion(), asked.core
    )

    return await recorded(changed)


@router.post("/responses", operation_id="recordResponse", status_code=201)
async def record_response(asked: ResponseGiven) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.responded_at)

    changed = await handlers.record_response(
        target,
        asked.core,
        view=body.view,
        evidence=body.evidence,
        proposal=body.proposal,
    )

    return await recorded(changed)


@router.post("/limits", operation_id="setLimit", status_code=201)
async def set_limit(asked: Limit) -> Response:
    target = asked.target(by=asked.body.by, at=asked.body.set_at)

    changed = await handlers.set_limit(target, asked.body.limit(), asked.core)

    return await recorded(changed)


@router.post("/escalations", operation_id="escalateDispute", status_code=201)
async def escalate_dispute(asked: Escalation) -> Response:
    target = asked.target(by=asked.body.by, at=asked.body.escalated_at)

    changed = await handlers.escalate_dispute(
        target, asked.body.escalation(), asked.core
    )

    return await recorded(changed)


@router.post("/resolutions", operation_id="resolveDispute", status_code=201)
async def resolve_dispute(asked: Resolution) -> Response:
    target = asked.target(by=asked.body.declared_by, at=asked.body.resolved_at)

    changed = await handlers.resolve_dispute(target, asked.body.ending(), asked.core)

    return await recorded(changed)


@router.post("/check-backs", operation_id="recordCheckBack", status_code=201)
async def record_check_back(asked: CheckBack) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.checked_at)

    changed = await handlers.record_check_back(target, body.checked(), asked.core)

    return await recorded(changed)


@router.post("/withdrawals", operation_id="withdrawDispute", status_code=201)
async def withdraw_dispute(asked: Withdrawal) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.withdrawn_at)

    changed = await handlers.withdraw_dispute(
        target, asked.core, ground=body.ground, reason=body.reason
    )

    return await recorded(changed)


@router.post("/reopenings", operation_id="reopenDispute", status_code=201)
async def reopen_dispute(asked: Reopening) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.reopened_at)

    changed = await handlers.reopen_dispute(
        target, asked.core, ground=body.ground, stage=body.stage, reason=body.reason
    )

    return await recorded(changed)


@router.post("/parties", operation_id="changeParties", status_code=201)
async def change_parties(asked: Parties) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.changed_at)

    changed = await handlers.change_parties(
        target,
        asked.core,
        kind=body.change,
        side=body.side,
        party=body.party(),
        ground=body.ground,
        reason=body.reason,
    )

    return await recorded(changed)


@router.post("/records", operation_id="addRecord", status_code=201)
async def add_record(asked: Record) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.at)

    changed = await handlers.add_record(
        target,
        asked.core,
        kind=body.kind,
        text=body.text,
        source=body.source.source() if body.source else None,
        visible_to=body.visible_to,
        about=body.about,
        more=body.of_its_kind(),
    )

    return await recorded(changed)


@router.post("/meetings", operation_id="callMeeting", status_code=201)
async def call_meeting(asked: MeetingCall) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.called_at)

    changed = await handlers.call_meeting(
        target, asked.core, kind=body.kind, reason=body.reason
    )

    return await recorded(changed)


@router.post("/corrections", operation_id="correctDispute", status_code=201)
async def correct_dispute(asked: Correction) -> Response:
    body = asked.body
    target = asked.target(by=body.by)

    changed = await handlers.correct_dispute(
        target,
        asked.core,
        event_id=body.event_id,
        field=body.field,
        value=body.value,
        reason=body.reason,
    )

    return await recorded(changed)
