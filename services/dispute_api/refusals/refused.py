"""Says each refusal of the domain as a problem, by the one error table."""

from dispute_api.refusals.problems import TYPES, Flaw, Problem, ProblemType
from dispute_api.views.entry import question_view
from dispute_core.domain import errors
from dispute_core.domain.refusals import around, documents, entries, webhooks

_Stale = errors.StaleVersion | around.StaleConcern | webhooks.StaleWebhook


def problem_of(error: errors.DisputeError) -> Problem:
    """A refusal of the domain in the words of HTTP."""
    kind = TYPES[error.code]
    if isinstance(error, _Stale):
        etag = f'"{error.current}"'
        return Problem(
            kind=kind,
            detail=error.detail,
            headers={"ETag": etag},
            more={"current_etag": etag},
        )
    if isinstance(error, errors.Unavailable):
        retry = {"Retry-After": str(error.retry_after)}
        return Problem(kind=kind, detail=error.detail, headers=retry)
    if isinstance(error, errors.KeyReused):
        header = "Idempotency-Key"
        flaw = Flaw(code="key_reused", detail=error.detail, header=header)
        return Problem(kind=kind, detail=error.detail, flaws=[flaw])
    if isinstance(error, documents.RecordIncomplete):
        lacks = [Flaw(code=one.code, detail=one.text) for one in error.missing]
        return Problem(kind=kind, detail=error.detail, flaws=lacks)
    if error.pointer is None:
        return Problem(kind=kind, detail=error.detail)
    return _pointed(kind, error, error.pointer)


def _pointed(kind: ProblemType, error: errors.DisputeError, pointer: str) -> Problem:
    """A refusal of one thing in the body, with where it stands."""
    code = kind.code.replace("-", "_")
    flaw = Flaw(code=code, detail=error.detail, pointer=pointer)
    more = {}
    if isinstance(error, entries.BelongsElsewhere):
        more = {"belongs_to": question_view(error.question)}
    return Problem(kind=kind, detail=error.detail, flaws=[flaw], more=more)
