"""Who read which disputes, for auditors and, of what is theirs, for agencies."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.layers.reads import note_read
from dispute_api.requests.cursors import paging
from dispute_api.requests.dependencies import CallerDep, ServicesDep
from dispute_api.requests.filters import ACCESSES, accesses_wanted
from dispute_api.views.accesses import access_view
from dispute_core.readmodel.accesses import LastAccess

router = APIRouter()


@router.get("/v1/accesses", operation_id="listAccesses")
async def list_accesses(
    request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """What was read, by whom, what for and when; the newest first."""
    wanted = accesses_wanted(request)
    page = paging(request, caller, filters=ACCESSES)
    after = page.place and LastAccess(
        datetime.fromisoformat(page.place[0]), UUID(page.place[1])
    )

    found, more = await services.queries.accesses(
        caller, wanted, after=after or None, limit=page.limit
    )

    erased = await services.records.accesses_erased(caller.partnership)
    note_read(request, caller, [id_ for one in found for id_ in one.disputes])
    last = found[-1] if more else None
    place = last and (last.read_at.isoformat(), str(last.id))
    since = erased[-1].before if erased else None
    return page.answer([access_view(one) for one in found], place, kept_since=since)
