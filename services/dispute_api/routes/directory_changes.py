"""Keeping a directory: each change by its board, with a reason, on a version read."""

from datetime import datetime
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends
from starlette.responses import Response

from dispute_api.answering.answers import json_answer
from dispute_api.requests.dependencies import (
    AskedToDecide,
    BodyT,
    ServicesDep,
    asks_to_decide,
)
from dispute_api.requests.directory_files import checked_entry
from dispute_api.requests.headers import etag, if_match, if_match_or_new
from dispute_api.routes.directory import store_of
from dispute_api.schemas.directory import (
    AppointHolderRequest,
    ChangeAgencyRequest,
    ChangeOfficeRequest,
    EndHolderRequest,
    PublishDirectoryRequest,
    RegisterPanelRequest,
)
from dispute_api.views.directory import directory_view
from dispute_core.application.caller import Caller
from dispute_core.application.directories.changing import (
    Keeping,
    change_directory,
    keeping,
)
from dispute_core.application.directories.importing import import_directory
from dispute_core.application.directories.reading import DirectoryShown, fields_of
from dispute_core.bootstrap import Services
from dispute_core.domain.directory.changes import (
    Said,
    appointed,
    ended,
    entry_changed,
)
from dispute_core.domain.directory.events import (
    AgencyChanged,
    EntryChanged,
    OfficeChanged,
    PanelRegistered,
)
from dispute_core.domain.working_time import local_date

router = APIRouter(prefix="/v1/partnerships/{partnership}")

PublicationAsked = Annotated[
    AskedToDecide[PublishDirectoryRequest],
    Depends(asks_to_decide(PublishDirectoryRequest, if_match_or_new)),
]
AgencyAsked = Annotated[
    AskedToDecide[ChangeAgencyRequest],
    Depends(asks_to_decide(ChangeAgencyRequest, if_match)),
]
OfficeAsked = Annotated[
    AskedToDecide[ChangeOfficeRequest],
    Depends(asks_to_decide(ChangeOfficeRequest, if_match)),
]
PanelAsked = Annotated[
    AskedToDecide[RegisterPanelRequest],
    Depends(asks_to_decide(RegisterPanelRequest, if_match)),
]
AppointmentAsked = Annotated[
    AskedToDecide[AppointHolderRequest],
    Depends(asks_to_decide(AppointHolderRequest, if_match)),
]
EndingAsked = Annotated[
    AskedToDecide[EndHolderRequest],
    Depends(asks_to_decide(EndHolderRequest, if_match)),
]
EntryT = TypeVar(
    "EntryT", ChangeAgencyRequest, ChangeOfficeRequest, RegisterPanelRequest
)


@router.post(
    "/directory/publications", operation_id="publishDirectory", status_code=201
)
async def publish_directory(
    partnership: str, asked: PublicationAsked, services: ServicesDep
) -> Response:
    """Say the whole directory anew, or none of it."""
    kept = _keeping(asked, asked.body.reason, partnership, services)
    entry = await checked_entry(asked.body.text)

    shown = await import_directory(kept, entry)

    return _changed(shown, asked.caller, services)


@router.post("/agencies", operation_id="changeAgency", status_code=201)
async def change_agency(
    partnership: str, asked: AgencyAsked, services: ServicesDep
) -> Response:
    """Let an agency join, or say anew what is known of it."""
    return await _change_entry(AgencyChanged, partnership, asked, services)


@router.post("/offices", operation_id="changeOffice", status_code=201)
async def change_office(
    partnership: str, asked: OfficeAsked, services: ServicesDep
) -> Response:
    """Set an office up, or say anew what is known of it."""
    return await _change_entry(OfficeChanged, partnership, asked, services)


@router.post("/panels", operation_id="registerPanel", status_code=201)
async def register_panel(
    partnership: str, asked: PanelAsked, services: ServicesDep
) -> Response:
    """Register a panel or meeting, or what its terms of reference were seen to say."""
    return await _change_entry(PanelRegistered, partnership, asked, services)


@router.post("/offices/{office}/holders", operation_id="appointHolder", status_code=201)
async def appoint_holder(
    partnership: str, office: str, asked: AppointmentAsked, services: ServicesDep
) -> Response:
    """Say who takes up an office, and from which day."""
    holder = asked.body.holder(office, asked.core.new_id())

    def decide(shown: DirectoryShown, _at: datetime) -> Said:
        return appointed(shown.partnership, holder)

    kept = _keeping(asked, asked.body.reason, partnership, services)
    return _changed(await change_directory(kept, decide), asked.caller, services)


@router.post(
    "/offices/{office}/holders/{holder}/endings",
    operation_id="endHolder",
    status_code=201,
)
async def end_holder(
    partnership: str,
    office: str,
    holder: str,
    asked: EndingAsked,
    services: ServicesDep,
) -> Response:
    """Say the last day on which somebody holds an office."""

    def decide(shown: DirectoryShown, _at: datetime) -> Said:
        return ended(shown.partnership, office, holder, asked.body.to_date)

    kept = _keeping(asked, asked.body.reason, partnership, services)
    return _changed(await change_directory(kept, decide), asked.caller, services)


async def _change_entry(
    kind: type[EntryChanged],
    partnership: str,
    asked: AskedToDecide[EntryT],
    services: Services,
) -> Response:
    content = asked.body.content()

    def decide(shown: DirectoryShown, at: datetime) -> Said:
        return entry_changed(shown.partnership, kind, content, today=local_date(at))

    kept = _keeping(asked, asked.body.reason, partnership, services)
    return _changed(await change_directory(kept, decide), asked.caller, services)


def _keeping(
    asked: AskedToDecide[BodyT], reason: str, code: str, services: Services
) -> Keeping:
    asker = asked.asker(reason=reason, partnership=code)
    return keeping(asker, code, asked.seen_version, asked.core, store_of(services))


def _changed(shown: DirectoryShown, caller: Caller, services: Services) -> Response:
    """The directory as the change left it, with the version for the next one."""
    headers = {"ETag": etag(shown.said.version)}
    if shown.replayed:
        headers["Idempotency-Replayed"] = "true"
    fields = fields_of(caller, shown.partnership.code)
    today = local_date(services.core.clock())
    return json_answer(directory_view(shown, fields, today), 201, headers)
