"""From released content to the policy of the domain."""

from collections.abc import Mapping
from json import dumps
from typing import Any

from dispute_core.domain.policy import (
    Actor,
    Category,
    CheckBackRule,
    LaterStart,
    Limit,
    Move,
    Policy,
    Reading,
    Silence,
    Span,
    Stage,
)
from dispute_core.domain.vocabulary import SilenceKind
from dispute_core.policies import words
from dispute_core.policies.model import (
    CheckBackPart,
    DutyPart,
    MovePart,
    PolicyFile,
    SilencePart,
    StagePart,
    WhoPart,
)


def policy_from(content: Mapping[str, Any], sha256: str) -> Policy:
    """The policy that a content says, under the hash by which disputes name it."""
    return _policy(PolicyFile.model_validate_json(dumps(content)), sha256)


def _policy(file: PolicyFile, sha256: str) -> Policy:
    return Policy(
        ref=file.policy,
        sha256=sha256,
        title=file.title,
        publisher=file.published_by,
        document=f"{file.document} (cited as {file.cited_as})",
        nation=words.NATIONS[file.nation],
        in_force_from=file.in_force_from,
        review_on=file.review_on,
        subject_kinds=frozenset(words.PEOPLE[person] for person in file.people),
        scopes=frozenset(words.DISPUTES[scope] for scope in file.disputes),
        categories=tuple(
            Category(code=kind.code, label=kind.label)
            for kind in file.kinds_of_disagreement
        ),
        stages=tuple(_stage(stage) for stage in file.stages),
        later_start=_later_start(file),
        emergency=file.emergency,
        silences=(
            *(_silence(part, "not_said") for part in file.the_document_does_not_say),
            *(_silence(part, "not_seen") for part in file.in_a_document_not_seen),
        ),
        readings=tuple(
            Reading(about=part.about, text=part.text, clause=part.clause, by=part.by)
            for part in file.readings
        ),
        links=dict(file.links),
    )


def _stage(part: StagePart) -> Stage:
    return Stage(
        id=_stage_id(f"stage {part.stage}"),
        label=part.label,
        number=part.stage,
        clause=part.clause,
        actors=tuple(_actor(who) for who in part.who),
        limits=tuple(_limit(part, duty) for duty in part.duties),
        moves=tuple(_move(move) for move in part.leads_to),
        check_backs=tuple(_check_back(rule) for rule in part.check_backs),
        decided_by=frozenset(words.DECIDERS[side] for side in part.decided_by),
        decider=part.decider,
        ends_unresolved=part.may_end_unresolved,
        board_sees=part.board_is_told,
        help=part.help,
    )


def _stage_id(name: str) -> str:
    return name.replace(" ", "-")


def _actor(part: WhoPart) -> Actor:
    return Actor(
        side=words.HOLDERS[part.side], band=words.LEVELS[part.level], text=part.text
    )


def _limit(stage: StagePart, part: DutyPart) -> Limit:
    return Limit(
        duty=f"stage-{stage.stage}.{part.duty}",
        text=part.text,
        holder=words.HOLDERS[part.owed_by],
        band=words.LEVELS[part.level],
        clause=part.clause,
        force=part.force,
        anchor=words.STARTS[part.counted_from],
        settled_by=frozenset(words.SETTLINGS[word] for word in part.settled_by),
        accepts=frozenset(words.SETTERS[word] for word in part.may_be_set),
        within=_span(part),
        outer=part.no_later_than is not None,
        urgency=part.urgency,
    )


def _span(part: DutyPart) -> Span | None:
    text = part.within or part.no_later_than
    if text is None:
        return None
    amount, _, unit = text.partition(" ")
    return Span(
        amount=int(amount),
        unit=words.UNITS[unit.removesuffix("s")],
        printed=part.printed or text,
    )


def _move(part: MovePart) -> Move:
    return Move(
        to_stage=_stage_id(part.to),
        triggers=frozenset(words.TRIGGERS[word] for word in part.when),
        clause=part.clause,
        skips=part.passes_over_stages,
        from_settled=part.even_when_settled,
    )


def _check_back(part: CheckBackPart) -> CheckBackRule:
    return CheckBackRule(
        kind=part.kind,
        text=part.text,
        holder=words.HOLDERS[part.owed_by],
        clause=part.clause,
        force=part.force,
    )


def _later_start(file: PolicyFile) -> LaterStart | None:
    part = file.later_start
    if part is None:
        return None
    return LaterStart(
        ground=words.TRIGGERS[part.when], clause=part.clause, text=part.text
    )


def _silence(part: SilencePart, kind: SilenceKind) -> Silence:
    return Silence(about=part.about, text=part.text, kind=kind, clause=part.clause)
