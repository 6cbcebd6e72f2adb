"""What the policy itself says of the stage reached, and where it is silent."""

from dispute_core.documents.model import (
    NOT_APPLICABLE,
    Block,
    Listing,
    Prose,
    Said,
    Table,
    said,
)
from dispute_core.documents.telling import Telling
from dispute_core.domain.policy import Stage
from dispute_core.domain.saying import capital


def policy_words(telling: Telling) -> tuple[Block, ...]:
    """What the document says of the stage reached, and where it is silent."""
    stage, policy = telling.stage, telling.policy
    document = f"{policy.document}. Published by {policy.publisher}."
    return (
        Prose(text=said(document)),
        Table(
            title=f"{stage.label} ({stage.clause})",
            columns=("What the policy says", "Force", "Clause"),
            rows=tuple(_rules(stage)),
            empty="The policy says nothing more of this stage.",
            widths=(11, 2, 4),
        ),
        Listing(
            title="Where the policy is silent",
            items=tuple(said(f"{one.text} ({one.clause})") for one in policy.silences),
            empty="No silence of the policy has been recorded.",
        ),
        Listing(
            title="How unclear times are read here; not the policy's words",
            items=tuple(
                said(f"{one.text} ({one.clause}; read so by {one.by})")
                for one in policy.readings
                if one.about in _read(stage)
            ),
            empty="No reading is needed at this stage.",
        ),
    )


def _read(stage: Stage) -> set[str | None]:
    """The readings on which the times of a stage rest."""
    spans = [limit.within for limit in stage.limits if limit.within]
    starts = [limit.anchor_reading for limit in stage.limits]
    return {*starts, *(span.reading for span in spans)}


def _rules(stage: Stage) -> list[tuple[Said, Said, Said]]:
    """Who acts, duties, tasks, check-backs, bodies and ways on, as printed."""
    rules: list[tuple[str, str | None, str]] = [
        (f"Who acts: {actor.text}", None, stage.clause) for actor in stage.actors
    ]
    for limit in stage.limits:
        printed = [limit.within.printed] if limit.within else []
        printed += [limit.urgency] if limit.urgency else []
        time = f' ("{"; ".join(dict.fromkeys(printed))}")' if printed else ""
        rules.append((f"{capital(limit.text)}{time}", limit.force, limit.clause))
    for task in stage.tasks:
        only = f" ({task.only_if})" if task.only_if else ""
        rules.append((f"{capital(task.text)}{only}", task.force, task.clause))
    rules += [(capital(one.text), one.force, one.clause) for one in stage.check_backs]
    rules += [(capital(body.text), None, body.clause) for body in stage.bodies]
    rules += [
        (f"Leads on to {move.to_stage.replace('-', ' ')}", None, move.clause)
        for move in stage.moves
    ]
    return [
        (said(text), said(force) if force else NOT_APPLICABLE, said(clause))
        for text, force, clause in rules
    ]
