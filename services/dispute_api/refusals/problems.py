"""The one table of problems: what HTTP and the domain refuse, and how it is said.

Nothing here repeats what a client sent: titles are fixed, details are our own
sentences, and places are named by pointers into the contract.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from dispute_api.refusals.statuses import STATUS

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class ProblemType:
    """A kind of problem; `code` is the last part of its address."""

    code: str
    status: int
    title: str


_OWN: list[ProblemType] = []


def _own(code: str, status: int, title: str) -> ProblemType:
    """A problem of HTTP itself, which no refusal of the domain stands behind."""
    kind = ProblemType(code, status, title)
    _OWN.append(kind)
    return kind


MALFORMED_JSON = _own("malformed-json", 400, "The body is not readable JSON")
MALFORMED_REQUEST = _own("malformed-request", 400, "The request is not readable HTTP")
INVALID_PARAMETER = _own("invalid-parameter", 400, "A parameter does not fit")
INVALID_HEADER = _own("invalid-header", 400, "A header does not fit")
INVALID_CURSOR = _own("invalid-cursor", 400, "The cursor does not belong to this list")
VERSION_OR_INSTANT = _own(
    "version-or-instant", 400, "Ask for a version or for an instant and not for both"
)
KEY_MISSING = _own("idempotency-key-missing", 400, "The command has no idempotency key")
UNAUTHENTICATED = _own("unauthenticated", 401, "A valid bearer token is needed")
ROUTE_NOT_FOUND = _own("route-not-found", 404, "There is nothing at this address")
METHOD_NOT_ALLOWED = _own(
    "method-not-allowed", 405, "This address does not answer that method"
)
BODY_TOO_SLOW = _own("body-too-slow", 408, "The body came too slowly")
BODY_TOO_LARGE = _own("body-too-large", 413, "The body is too large")
UNSUPPORTED_MEDIA_TYPE = _own("unsupported-media-type", 415, "The body must be JSON")
POLICY_NOT_VALID = _own("policy-not-valid", 422, "The policy file must be mended")
DIRECTORY_NOT_VALID = _own(
    "directory-not-valid", 422, "The directory file must be mended"
)
IF_MATCH_MISSING = _own(
    "if-match-missing",
    428,
    "The command does not say which version it was decided on",
)
TOO_MANY_STREAMS = _own("too-many-streams", 429, "The client has too many streams open")
TOO_MANY_REQUESTS = _own(
    "too-many-requests", 429, "The client, or its agency, asks too often"
)
HEAD_TOO_LARGE = _own(
    "head-too-large", 431, "The address and the headers are too large"
)
PDF_NOT_INSTALLED = _own("pdf-not-installed", 501, "This installation cannot make PDF")
PDF_NOT_POSSIBLE = _own("pdf-not-possible", 501, "The document cannot be set as PDF")
CALENDAR_NOT_INSTALLED = _own(
    "calendar-not-installed", 501, "This service cannot write calendars"
)
INTERNAL_ERROR = _own("internal-error", 500, "The service made a mistake")

TYPES: dict[str, ProblemType] = {
    kind.code: kind
    for kind in (
        *_OWN,
        *(
            ProblemType(refusal.code, status, refusal.title)
            for refusal, status in STATUS.items()
        ),
    )
}
"""Every problem that the service can answer, by its code."""


@dataclass(frozen=True, kw_only=True)
class Flaw:
    """One thing to attend to, and where: in the body, a parameter or a header."""

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None

    def as_json(self) -> dict[str, str]:
        places = {
            "pointer": self.pointer,
            "parameter": self.parameter,
            "header": self.header,
        }
        said = {name: place for name, place in places.items() if place is not None}
        return {"code": self.code, "detail": self.detail, **said}


class Rejected(Exception):
    """A request that never became a command."""

    def __init__(
        self,
        kind: ProblemType,
        detail: str,
        *,
        flaws: Sequence[Flaw] = (),
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(kind.code)
        self.problem = Problem(
            kind=kind,
            detail=detail,
            flaws=flaws,
            headers=headers or {},
            more=more or {},
        )


@dataclass(frozen=True, kw_only=True)
class Problem:
    """An error as it is answered (RFC 9457)."""

    kind: ProblemType
    detail: str
    flaws: Sequence[Flaw] = ()
    headers: Mapping[str, str] = field(default_factory=dict)
    more: Mapping[str, Any] = field(default_factory=dict)

    def as_json(self, base_url: str, instance: str) -> dict[str, Any]:
        said: dict[str, Any] = {
            "type": f"{base_url}/problems/{self.kind.code}",
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "instance": instance,
            "code": self.kind.code,
        }
        if self.flaws:
            said["errors"] = [flaw.as_json() for flaw in self.flaws]
        return {**said, **self.more}
