"""The holes of a document: what it leaves unsaid, reported and never filled."""

from collections.abc import Iterator
from dataclasses import dataclass

from dispute_core.domain.policy import Move, Policy, Stage
from dispute_core.policies.lint.result import Finding
from dispute_core.policies.lint.stage_holes import stage_holes
from dispute_core.policies.lint.timing import counts_working_time, numbered


@dataclass(frozen=True, kw_only=True)
class Document:
    """A policy, and the name by which its clauses cite the document."""

    policy: Policy
    cited_as: str
    defines_working_days: bool

    def hole(self, code: str, message: str, clause: str | None = None) -> Finding:
        """A hole of the whole document."""
        clause = clause or f"{self.cited_as} whole document"
        return Finding(code=code, stage=None, message=message, clause=clause)


def holes(document: Document) -> Iterator[Finding]:
    """Everything that the document leaves open, the whole first, then each stage."""
    yield from _dates(document)
    yield from _times(document)
    yield from _check_backs(document)
    yield from _immediate_risk(document)
    yield from _not_seen(document)
    for stage in document.policy.stages:
        yield from stage_holes(document.policy, stage)


def _dates(document: Document) -> Iterator[Finding]:
    if document.policy.in_force_from is None:
        message = "The document does not say from when it is in force."
        yield document.hole("no-date-in-force", message)
    if document.policy.review_on is None:
        message = "The document gives no date for its own review."
        yield document.hole("no-review-date", message)


def _times(document: Document) -> Iterator[Finding]:
    limits = [limit for _, limit in document.policy.limits_by_duty().values()]
    if not any(map(numbered, limits)):
        message = "The document gives no number of days or hours anywhere."
        yield document.hole("no-number-anywhere", message)
    if any(map(counts_working_time, limits)) and not document.defines_working_days:
        message = "The document does not say which days are working days."
        yield document.hole("working-day-not-defined", message)


def _check_backs(document: Document) -> Iterator[Finding]:
    if not any(map(checks_back, document.policy.stages)):
        message = "The document asks for no check-back on what was agreed."
        yield document.hole("no-check-back", message)
        return
    for stage in document.policy.stages:
        if not checks_back(stage):
            yield Finding(
                code="no-check-back",
                stage=stage.id,
                message=f"“{stage.label}” asks for no check-back on what is agreed.",
                clause=stage.clause,
            )


def checks_back(stage: Stage) -> bool:
    """Whether a stage asks, in whatever part of the file, for a check-back."""
    tasks = (task.kind for task in stage.tasks)
    return bool(stage.check_backs) or "check_back" in tasks


def _immediate_risk(document: Document) -> Iterator[Finding]:
    policy = document.policy
    moves = [move for stage in policy.stages for move in stage.moves]
    skips = any(move.skips and _for_risk(move) for move in moves)
    if policy.later_start is None and not skips and len(policy.stages) > 1:
        message = (
            "The document does not say that a dispute may start at a later stage, or "
            "pass over one, when somebody is at immediate risk."
        )
        yield document.hole("no-skip-on-immediate-risk", message)


def _for_risk(move: Move) -> bool:
    """A way that is open on any ground is no rule about risk."""
    return "immediate_risk" in move.triggers and "not_agreed" not in move.triggers


def _not_seen(document: Document) -> Iterator[Finding]:
    for silence in document.policy.silences:
        if silence.kind == "not_seen":
            message = f"In a document that we have not seen: {silence.about}."
            yield document.hole("document-not-seen", message, silence.clause)
