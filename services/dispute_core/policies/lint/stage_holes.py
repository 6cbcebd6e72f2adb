"""The holes of one stage: no limit, no start for its time, no way to its end."""

from collections.abc import Iterator

from dispute_core.domain.policy import Limit, Policy, Stage
from dispute_core.policies.lint.result import Finding
from dispute_core.policies.lint.timing import limited, numbered

ENDED_BY_A_BODY = {"chair", "panel", "panel_casting"}


def stage_holes(policy: Policy, stage: Stage) -> Iterator[Finding]:
    """What the document leaves open at one stage."""
    yield from _limits(stage, whole=policy.whole_procedure is not None)
    for limit in stage.limits:
        yield from _start(stage, limit)
        yield from _outer(stage, limit)
    if policy.is_last(stage.id):
        yield from _end(stage)


def _limits(stage: Stage, *, whole: bool) -> Iterator[Finding]:
    if any(map(limited, stage.limits)):
        return
    words = [limit.urgency for limit in stage.limits if limit.urgency]
    said = f", only “{'” and “'.join(words)}”" if words else ""
    own = " of its own" if whole else ""
    message = f"“{stage.label}” has no time limit{own}{said}."
    yield _hole(stage, "stage-without-limit", message)


def _start(stage: Stage, limit: Limit) -> Iterator[Finding]:
    if limit.anchor_words is not None:
        message = (
            f"“{stage.label}” does not say from when the time to {limit.text} runs."
        )
        yield _hole(stage, "anchor-not-stated", message, limit.clause)


def _outer(stage: Stage, limit: Limit) -> Iterator[Finding]:
    if limited(limit) and not numbered(limit):
        message = (
            f"“{stage.label}” leaves the time to {limit.text} to be set by people, "
            "with no outer limit."
        )
        yield _hole(stage, "no-outer-limit", message, limit.clause)


def _end(stage: Stage) -> Iterator[Finding]:
    last = f"“{stage.label}” is the last stage, and"
    unsaid = not _somebody_decides(stage) and stage.closing is None
    if unsaid or stage.decider_reading is not None:
        yield _hole(stage, "nobody-decides", f"{last} nobody is said to decide.")
    if not _says_what_follows(stage):
        message = (
            f"{last} the document does not say what follows if it does not resolve "
            "the dispute."
        )
        yield _hole(stage, "no-unresolved-exit", message)
    closing = stage.closing
    if closing and closing.rule in ENDED_BY_A_BODY and closing.binding is None:
        message = f"{last} the document does not say whether its word binds."
        yield _hole(stage, "binding-not-stated", message, closing.clause)


def _says_what_follows(stage: Stage) -> bool:
    """Whether the dispute comes to an end here that the document itself names.

    `ends_unresolved` is our way out where the document shows none.
    """
    if any(task.when == "unresolved" for task in stage.tasks):
        return True
    if stage.closing is not None and stage.closing.rule in ENDED_BY_A_BODY:
        return True
    return _somebody_decides(stage) and not stage.ends_unresolved


def _somebody_decides(stage: Stage) -> bool:
    bodies = any("decides" in body.powers for body in stage.bodies)
    return bool(stage.decided_by) or bodies


def _hole(stage: Stage, code: str, message: str, clause: str | None = None) -> Finding:
    return Finding(
        code=code, stage=stage.id, message=message, clause=clause or stage.clause
    )
