"""Duties that wait: for a moment from which they run, or for an outcome at all."""

from collections.abc import Iterable

from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.moments import WHOLE_DISPUTE, Moments, moments
from dispute_core.domain.acts.setting_anew import set_by_people
from dispute_core.domain.acts.timing import (
    end,
    start,
    superseded,
)
from dispute_core.domain.anchors import begin
from dispute_core.domain.deadlines import Deadline, DeadlineEnded, DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.policy import Stage
from dispute_core.domain.vocabulary import OutcomeReached


def dated(
    dispute: Dispute, stage: str, given: Given, happened: Moments
) -> list[tuple[Deadline, DeadlineSet]]:
    """Duties that waited for what happens now at a stage, set anew with their dates."""
    found = []
    for deadline in dispute.open_deadlines():
        waited = deadline.set
        if waited.start is None or not waited.waits_for:
            continue
        news = {
            anchor: at
            for anchor, at in happened.items()
            if anchor in waited.waits_for
            and (anchor in WHOLE_DISPUTE or waited.stage == stage)
        }
        rule = given.policy.limits_by_duty().get(waited.duty)
        if not news or rule is None:
            continue
        known = {m.anchor: m.at for m in waited.start.moments if m.at is not None}
        again = start(
            dispute,
            *rule,
            given.calendar,
            at=waited.started_at,
            begun=begin(rule[1], {**known, **news}),
            human=set_by_people(deadline),
        )
        found.append((deadline, again))
    return found


def arising(
    dispute: Dispute,
    stage: Stage,
    given: Given,
    outcome: OutcomeReached,
    happened: Moments,
) -> tuple[DeadlineSet, ...]:
    """The duties that exist only on this outcome, unless they have arisen before."""
    entered = dispute.stages[-1].version
    arisen = {d.set.duty for d in dispute.deadlines if d.set_version > entered}
    known = {**moments(dispute), **happened}
    return tuple(
        start(
            dispute,
            stage,
            limit,
            given.calendar,
            at=given.at,
            begun=begin(limit, known),
        )
        for limit in stage.limits
        if outcome in limit.only_on and limit.duty not in arisen
    )


def overtaken(
    dispute: Dispute,
    arisen: Iterable[DeadlineSet],
    ended: Iterable[DeadlineEnded],
) -> tuple[DeadlineEnded, ...]:
    """What was owed still from an earlier outcome, now that a newer one asks for it."""
    again = {one.duty for one in arisen}
    gone = {(one.duty, one.generation) for one in ended}
    return tuple(
        end(deadline, "stopped")
        for deadline in dispute.open_deadlines()
        if deadline.set.duty in again
        and (deadline.set.duty, deadline.set.generation) not in gone
    )


def replaced(
    anew: list[tuple[Deadline, DeadlineSet]],
) -> tuple[tuple[DeadlineEnded, ...], tuple[DeadlineSet, ...]]:
    """The old generations that end, and the new ones that begin."""
    return (
        tuple(superseded(deadline) for deadline, _ in anew),
        tuple(again for _, again in anew),
    )
