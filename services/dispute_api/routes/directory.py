"""Who is who in a partnership: its directory, its gaps, and the file of it."""

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from dispute_api.answering.answers import json_answer
from dispute_api.requests.dependencies import CallerDep, ServicesDep
from dispute_api.requests.filters import held_on
from dispute_api.requests.headers import etag
from dispute_api.views.directory import directory_view, gaps_view
from dispute_core.application.directories.reading import (
    Store,
    fields_of,
    read_directory,
)
from dispute_core.bootstrap import Services
from dispute_core.domain.directory.gaps import gaps
from dispute_core.domain.working_time import local_date
from dispute_core.policies.directory_export import directory_file

router = APIRouter(prefix="/v1/partnerships/{partnership}/directory")


@router.get("", operation_id="getDirectory")
async def get_directory(
    partnership: str, request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """Agencies, offices, who holds them on a day, and panels."""
    on = held_on(request) or local_date(services.core.clock())
    fields = fields_of(caller, partnership)

    shown = await read_directory(partnership, store_of(services))

    view = directory_view(shown, fields, on)
    return json_answer(view, headers={"ETag": etag(shown.said.version)})


@router.get("/file", operation_id="exportDirectory")
async def export_directory(
    partnership: str, caller: CallerDep, services: ServicesDep
) -> Response:
    """The directory as a file that can be imported again."""
    fields = fields_of(caller, partnership)

    shown = await read_directory(partnership, store_of(services))

    text = directory_file(shown.said, names="mail" in fields)
    headers = {
        "Content-Type": "application/yaml; charset=utf-8",
        "ETag": etag(shown.said.version),
    }
    return Response(text, headers=headers)


@router.get("/gaps", operation_id="getDirectoryGaps")
async def get_directory_gaps(
    partnership: str, request: Request, caller: CallerDep, services: ServicesDep
) -> Response:
    """What the directory leaves open: panels, logs, offices that nobody holds."""
    on = held_on(request) or local_date(services.core.clock())
    fields_of(caller, partnership)

    shown = await read_directory(partnership, store_of(services))

    return json_answer(gaps_view(shown, gaps(shown.partnership, on), on))


def store_of(services: Services) -> Store:
    """Where directories are kept."""
    return Store(streams=services.log, shelf=services.catalogue)
