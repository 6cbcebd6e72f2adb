"""Lists of uses of the procedure: an agency's own log, and the nameless copies."""

from datetime import datetime
from uuid import UUID

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.layers.reads import note_read
from dispute_api.requests.accepting import best_form
from dispute_api.requests.cursors import Paging, paging
from dispute_api.requests.dependencies import CallerDep, ServicesDep
from dispute_api.requests.parameters import instant
from dispute_api.views.documents import log_entry_view, log_sheet, monitoring_view
from dispute_core.application.caller import Caller
from dispute_core.documents.agency_log import log_entry
from dispute_core.documents.monitoring import monitoring_copy, pseudonym_of
from dispute_core.domain.working_time import local_date
from dispute_core.readmodel.uses import LastUse, UsesWanted

router = APIRouter()

CSV, JSON = "text/csv", "application/json"
PERIOD = ("raised_after", "raised_before")


@router.get("/v1/agencies/{agency}/log", operation_id="exportAgencyLog")
async def export_agency_log(
    agency: str, request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """Every use by an agency or against it, and how it was resolved."""
    page = paging(request, caller, filters=PERIOD)
    wanted = _wanted(request, caller, agency)

    found, last = await services.queries.agency_log(
        caller, wanted, after=_after(page), limit=page.limit
    )

    note_read(request, caller, [use.dispute.id for use in found])
    entries = [
        log_entry(use.dispute, agency, use.closed_at and local_date(use.closed_at))
        for use in found
    ]
    if best_form(request.headers, (JSON, CSV)) == CSV:
        return _as_sheet(log_sheet(entries), page, last)
    return page.answer([log_entry_view(one) for one in entries], _place(last))


@router.get("/v1/monitoring-copies", operation_id="listMonitoringCopies")
async def list_monitoring_copies(
    request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """What the board keeps of every dispute for its statistics, without names."""
    page = paging(request, caller, filters=PERIOD)
    wanted = _wanted(request, caller, None)

    found, last = await services.queries.monitored(
        caller, wanted, after=_after(page), limit=page.limit
    )

    note_read(request, caller, [use.dispute.id for use in found])
    key = services.secrets.pseudonym_key
    copies = [
        monitoring_copy(use.dispute, pseudonym_of(use.dispute.id, key)) for use in found
    ]
    return page.answer([monitoring_view(one) for one in copies], _place(last))


def _wanted(request: Request, caller: Caller, agency: str | None) -> UsesWanted:
    return UsesWanted(
        partnership=caller.partnership,
        agency=agency,
        raised_after=instant(request, "raised_after"),
        raised_before=instant(request, "raised_before"),
    )


def _after(page: Paging) -> LastUse | None:
    if page.place is None:
        return None
    return LastUse(datetime.fromisoformat(page.place[0]), UUID(page.place[1]))


def _place(last: LastUse | None) -> tuple[str, str] | None:
    return (last.raised_at.isoformat(), str(last.id)) if last else None


def _as_sheet(text: str, page: Paging, last: LastUse | None) -> Response:
    """The page as CSV; the way to the next one stands in the header Link."""
    headers = {
        "Content-Disposition": 'attachment; filename="agency-log.csv"',
        "Vary": "Accept",
    }
    place = _place(last)
    if place is not None:
        headers["Link"] = page.link(page.cursor(place))
    return Response(text, headers=headers, media_type="text/csv")
