"""Answers as bytes that were written once, without a second look by the framework."""

from collections.abc import Sequence
from typing import Any

from starlette.requests import HTTPConnection
from starlette.responses import Response

from dispute_api.context import context_of, request_id
from dispute_api.refusals.problems import MEDIA_TYPE, Problem
from dispute_api.requests.headers import etag
from dispute_api.views.dispute import what_comes_next, what_is_on_record
from dispute_api.views.parts import written
from dispute_core.application.changing import Changed
from dispute_core.readmodel.listing import ListedDispute
from dispute_core.turns import turn


def json_answer(
    view: Any, status: int = 200, headers: dict[str, str] | None = None
) -> Response:
    """Any view as JSON."""
    return _json(written(view), status, headers)


def replayed_header(replayed: bool) -> dict[str, str]:
    """Says of an answer that it is the one to an earlier use of the key."""
    return {"Idempotency-Replayed": "true"} if replayed else {}


async def recorded(changed: Changed) -> Response:
    """The dispute after a command, with the version to decide the next one on."""
    return await _recorded(changed, {})


async def raised(changed: Changed, before: Sequence[ListedDispute]) -> Response:
    """A new dispute, where it is, and where what was raised about the person before.

    Those stand in the head: the body is the dispute alone, as its version will be read
    for ever.
    """
    headers = {"Location": f"/v1/disputes/{changed.dispute.id}"}
    if before:
        headers["Link"] = ", ".join(
            f'</v1/disputes/{one.row.id}>; rel="related"' for one in before
        )
    return await _recorded(changed, headers)


def problem_answer(problem: Problem, request: HTTPConnection) -> Response:
    """A problem under the number of the request that met it."""
    said = problem.as_json(
        context_of(request).base_url, f"urn:uuid:{request_id(request)}"
    )
    return Response(
        written(said),
        status_code=problem.kind.status,
        headers=dict(problem.headers),
        media_type=MEDIA_TYPE,
    )


async def _recorded(changed: Changed, headers: dict[str, str]) -> Response:
    await turn()
    dispute, standing = changed.dispute, changed.standing
    headers["ETag"] = etag(dispute.version)
    headers |= replayed_header(changed.replayed)
    on_record = what_is_on_record(dispute, standing)
    await turn()
    view = on_record | what_comes_next(dispute, changed.policy, standing)
    return _json(written(view), 201, headers)


def _json(body: bytes, status: int, headers: dict[str, str] | None) -> Response:
    return Response(
        body, status_code=status, headers=headers, media_type="application/json"
    )
