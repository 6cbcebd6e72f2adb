"""Meetings on a dispute: convening and moving them, what came of them, and the kit."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import recorded
from dispute_api.answering.papers import HTML, JSON, PDF, paper
from dispute_api.layers.reads import note_read
from dispute_api.requests.dependencies import (
    AskedOf,
    CallerDep,
    CoreDep,
    DisputeId,
    asks_of,
)
from dispute_api.requests.direct import DirectRoute
from dispute_api.schemas import meetings as bodies
from dispute_api.views.meeting_kit import kit_view
from dispute_core.application import meetings
from dispute_core.application.reading import read_dispute
from dispute_core.documents import Matter
from dispute_core.documents.meeting_kit import kit_of
from dispute_core.domain.acts.meetings.place import expect_meeting

router = APIRouter(prefix="/v1/disputes/{dispute_id}", route_class=DirectRoute)
of_one = APIRouter(
    prefix="/v1/disputes/{dispute_id}/meetings/{meeting_id}", route_class=DirectRoute
)
"""About a meeting that was convened; `router` is about the dispute."""


async def the_meeting(request: Request) -> str:
    """The meeting in the path; the dispute knows whether there is one of that name."""
    return str(request.path_params["meeting_id"])


MeetingId = Annotated[str, Depends(the_meeting)]
Convening = Annotated[
    AskedOf[bodies.ConveneMeetingRequest],
    Depends(asks_of(bodies.ConveneMeetingRequest)),
]
Moving = Annotated[
    AskedOf[bodies.MoveMeetingRequest], Depends(asks_of(bodies.MoveMeetingRequest))
]
Cancelling = Annotated[
    AskedOf[bodies.CancelMeetingRequest],
    Depends(asks_of(bodies.CancelMeetingRequest)),
]
Minutes = Annotated[
    AskedOf[bodies.RecordMeetingRequest],
    Depends(asks_of(bodies.RecordMeetingRequest)),
]
Acceptance = Annotated[
    AskedOf[bodies.AcceptOutcomeRequest],
    Depends(asks_of(bodies.AcceptOutcomeRequest)),
]
Lead = Annotated[
    AskedOf[bodies.NameLeadAgencyRequest],
    Depends(asks_of(bodies.NameLeadAgencyRequest)),
]


@router.post("/meetings/convenings", operation_id="conveneMeeting", status_code=201)
async def convene_meeting(asked: Convening) -> Response:
    target = asked.target(by=asked.body.by, at=asked.body.convened_at)

    changed = await meetings.convene_meeting(target, asked.body.convening(), asked.core)

    return await recorded(changed)


@of_one.post("/dates", operation_id="moveMeeting", status_code=201)
async def move_meeting(meeting: MeetingId, asked: Moving) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.moved_at)

    changed = await meetings.move_meeting(
        target,
        meeting,
        asked.core,
        starts_at=body.starts_at,
        venue=body.venue.venue() if body.venue else None,
        reason=body.reason,
    )

    return await recorded(changed)


@of_one.post(
    "/cancellations",
    operation_id="cancelMeeting",
    status_code=201,
)
async def cancel_meeting(meeting: MeetingId, asked: Cancelling) -> Response:
    target = asked.target(by=asked.body.by, at=asked.body.cancelled_at)

    changed = await meetings.cancel_meeting(
        target, meeting, asked.body.reason, asked.core
    )

    return await recorded(changed)


@of_one.post("/minutes", operation_id="recordMeeting", status_code=201)
async def record_meeting(meeting: MeetingId, asked: Minutes) -> Response:
    target = asked.target(by=asked.body.by, at=asked.body.held_at)

    changed = await meetings.record_meeting(
        target, meeting, asked.body.held(), asked.core
    )

    return await recorded(changed)


@of_one.post(
    "/acceptances",
    operation_id="acceptOutcome",
    status_code=201,
)
async def accept_outcome(meeting: MeetingId, asked: Acceptance) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.answered_at)

    changed = await meetings.accept_outcome(
        target, meeting, asked.core, accepts=body.accepts, reason=body.reason
    )

    return await recorded(changed)


@of_one.get("/kit", operation_id="getMeetingKit")
async def get_meeting_kit(
    request: Request,
    caller: CallerDep,
    dispute_id: DisputeId,
    meeting: MeetingId,
    core: CoreDep,
) -> Response:
    """What a meeting needs on the table, as data, as a page or as PDF to print."""
    seen = await read_dispute(core, caller, dispute_id)
    found = expect_meeting(seen.dispute, meeting)

    note_read(request, caller, [dispute_id])
    partnership = await core.partnership(seen.dispute.raised.partnership)
    matter = Matter(
        loaded=seen.loaded,
        policy=seen.policy,
        standing=seen.standing,
        partnership=partnership,
        generated_at=core.clock(),
    )
    return await paper(
        request,
        kit_of(matter, found),
        lambda: kit_view(seen.dispute, found),
        forms=(JSON, HTML, PDF),
    )


@router.post("/lead-agencies", operation_id="nameLeadAgency", status_code=201)
async def name_lead_agency(asked: Lead) -> Response:
    body = asked.body
    target = asked.target(by=body.by, at=body.named_at)

    changed = await meetings.name_lead_agency(
        target, body.agency, body.reason, asked.core
    )

    return await recorded(changed)
