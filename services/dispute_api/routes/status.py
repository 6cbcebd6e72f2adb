"""How the service fares, for those who watch over it."""

from fastapi import APIRouter
from starlette.responses import Response

from dispute_api.answering.answers import json_answer
from dispute_api.requests.dependencies import CallerDep, ServicesDep
from dispute_api.views.parts import Json, optional_utc, utc
from dispute_core import VERSION
from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.relations import to_own
from dispute_core.readmodel.state_of_service import State

router = APIRouter()


@router.get("/v1/status", operation_id="getStatus")
async def get_status(caller: CallerDep, services: ServicesDep) -> Response:
    """Counts over the whole service, never a dispute."""
    expect("getStatus", to_own(caller))

    state = await services.queries.state()

    return json_answer(_view(state))


def _view(state: State) -> Json:
    return {
        "service": "concord",
        "version": VERSION,
        "time": utc(state.at),
        "worker": {
            "alive": state.worker_alive,
            "last_seen_at": optional_utc(state.worker_seen_at),
            "lag_events": state.worker_lag,
        },
        "deadlines": {
            "open": state.open_deadlines,
            "overdue": state.overdue_deadlines,
        },
        "notices_failed": state.notices_failed,
        "notices": {
            "waiting": state.notices_waiting,
            "not_configured": state.notices_not_configured,
            "unreadable": state.unreadable_disputes,
            "oldest_waiting_at": optional_utc(state.oldest_notice_at),
        },
        "webhooks": {
            "waiting": state.messages.waiting,
            "given_up": state.messages.given_up,
            "oldest_waiting_at": optional_utc(state.messages.oldest_at),
            "endpoints_failing": state.messages.endpoints_failing,
            "endpoints_dead": state.messages.endpoints_dead,
        },
        "calendar_known_until": state.calendar_known_until,
        "warnings": list(state.warnings),
    }
