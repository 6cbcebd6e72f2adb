"""What happened in one dispute, and every deadline that it has had."""

from typing import Annotated

from fastapi import APIRouter, Depends
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.layers.reads import note_read
from dispute_api.requests.cursors import paging
from dispute_api.requests.dependencies import CallerDep, CoreDep, DisputeId
from dispute_api.requests.parameters import Moment, moment_of
from dispute_api.views.deadlines import deadline_view
from dispute_api.views.listed import dispute_event
from dispute_core.application.kept import Said, kept_from
from dispute_core.application.reading import Seen, read_dispute

router = APIRouter(prefix="/v1/disputes/{dispute_id}")

MomentDep = Annotated[Moment, Depends(moment_of)]
MOMENT = ("version", "as_at")


@router.get("/events", operation_id="listDisputeEvents")
async def list_dispute_events(
    request: Request,
    caller: CallerDep,
    dispute_id: DisputeId,
    moment: MomentDep,
    core: CoreDep,
) -> Response:
    """The stream as the caller may see it, the oldest first."""
    page = paging(request, caller, filters=MOMENT)
    after = page.place[0] if page.place else 0

    seen = await read_dispute(
        core, caller, dispute_id, version=moment.version, as_at=moment.as_at
    )

    note_read(request, caller, [dispute_id])
    hidden = _hidden(seen)
    left = [
        event
        for event in seen.loaded.events
        if event.version > after and event.version not in hidden
    ]
    shown = left[: page.limit]
    place = (shown[-1].version,) if len(left) > page.limit else None
    return page.answer([dispute_event(event) for event in shown], place)


@router.get("/deadlines", operation_id="listDeadlines")
async def list_deadlines(
    request: Request,
    caller: CallerDep,
    dispute_id: DisputeId,
    moment: MomentDep,
    core: CoreDep,
) -> Response:
    """Every deadline of every generation, the earliest start first."""
    page = paging(request, caller, filters=MOMENT)
    # All pages show the version that the first one showed, so that nothing moves.
    version, start = page.place or (moment.version, 0)
    as_at = None if page.place else moment.as_at

    seen = await read_dispute(core, caller, dispute_id, version=version, as_at=as_at)

    note_read(request, caller, [dispute_id])
    dispute = seen.dispute
    ordered = sorted(dispute.deadlines, key=lambda one: one.set.started_at)
    end = start + page.limit
    place = (dispute.version, end) if end < len(ordered) else None
    items = [deadline_view(one, dispute.recorded) for one in ordered[start:end]]
    return page.answer(items, place)


def _hidden(seen: Seen) -> set[int]:
    """The events that another agency keeps for itself.

    Of these not even the envelope is shown; a reader meets a gap in the versions.
    """
    said = (
        Said(event.version, event.topic, event.facts) for event in seen.loaded.events
    )
    return kept_from(seen.standing, said)
