"""Turns everything that is refused into a problem."""

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route

from dispute_api.answering.answers import problem_answer
from dispute_api.layers.reads import note_refused
from dispute_api.refusals.problems import (
    INTERNAL_ERROR,
    INVALID_PARAMETER,
    METHOD_NOT_ALLOWED,
    ROUTE_NOT_FOUND,
    Problem,
    Rejected,
)
from dispute_api.refusals.refused import problem_of
from dispute_core.application.reading import read_dispute
from dispute_core.domain.errors import DisputeError, Refused
from dispute_core.domain.guidance.guide import allowed

NOTHING_HERE = "The contract lists every address that the service answers."
OTHER_METHODS = "The methods that this address answers stand in the header Allow."
UNFIT = "A parameter does not have the form that the contract gives."
LOGGED = "It has been logged under the number in the field instance."


def nothing_here() -> Rejected:
    """What an unknown address answers, for routes that find out themselves."""
    return Rejected(ROUTE_NOT_FOUND, NOTHING_HERE)


async def refusal(request: Request, error: Exception) -> Response:
    """What is answered to a request that never became a command, or was refused."""
    if isinstance(error, Rejected):
        return problem_answer(error.problem, request)
    if isinstance(error, DisputeError):
        return await _of_domain(request, error)
    return problem_answer(_of_framework(request, error), request)


async def _of_domain(request: Request, error: DisputeError) -> Response:
    """A refusal of the domain, with what is open to the caller instead."""
    note_refused(request, error)
    problem = problem_of(error)
    if isinstance(error, Refused):
        problem = await _with_allowed(request, problem)
    return problem_answer(problem, request)


def _of_framework(request: Request, error: Exception) -> Problem:
    """What the framework refuses: unknown addresses and methods."""
    if isinstance(error, HTTPException) and error.status_code == 404:  # noqa: PLR2004
        return Problem(kind=ROUTE_NOT_FOUND, detail=NOTHING_HERE)
    if isinstance(error, HTTPException) and error.status_code == 405:  # noqa: PLR2004
        return Problem(
            kind=METHOD_NOT_ALLOWED,
            detail=OTHER_METHODS,
            headers={"Allow": _methods(request)},
        )
    if isinstance(error, RequestValidationError):
        return Problem(kind=INVALID_PARAMETER, detail=UNFIT)
    return Problem(kind=INTERNAL_ERROR, detail=LOGGED)


async def _with_allowed(request: Request, problem: Problem) -> Problem:
    """The refusal with the operations open now; without them if they cannot be read."""
    asked = getattr(request.state, "asked", None)
    if asked is None:
        return problem
    try:
        seen = await read_dispute(asked.core, asked.caller, asked.dispute_id)
    except DisputeError:
        return problem
    stands = seen.standing
    names = allowed(
        seen.dispute,
        seen.policy,
        stands.sides,
        stands.agency,
        statutory=stands.statutory,
    )
    return Problem(
        kind=problem.kind,
        detail=problem.detail,
        flaws=problem.flaws,
        headers=problem.headers,
        more={"allowed": names},
    )


def _methods(request: Request) -> str:
    """Every method that the address answers, on whichever route it stands."""
    methods: set[str] = set()
    for route in request.app.routes:
        if isinstance(route, Route) and route.matches(request.scope)[0] != Match.NONE:
            methods |= route.methods or set()
    if "GET" in methods:
        methods.add("HEAD")
    return ", ".join(sorted(methods))
