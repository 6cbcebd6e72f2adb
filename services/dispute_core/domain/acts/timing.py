"""How acts start and end deadlines, and breach first what has already passed."""

from collections.abc import Callable, Iterable
from datetime import datetime

from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.moments import on_entering
from dispute_core.domain.anchors import Start, begin
from dispute_core.domain.deadlines import Arm, Deadline, DeadlineEnded, DeadlineSet
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.due_dates import set_deadline
from dispute_core.domain.policy import Limit, Policy, Stage
from dispute_core.domain.vocabulary import BreachCause, DeadlineStatus, Settling
from dispute_core.domain.working_time import Calendar

ACTION = "action-"
"""How the names of agreed actions begin, and of their duties, which are the same."""

REVIEW = "review-"
MINUTES = "minutes-"
AGREED_DATES = (ACTION, REVIEW, MINUTES)
"""How the names of duties begin that belong to no stage: the people set their dates."""

PROCEDURE = "procedure."
"""How the name of a duty begins that runs over the whole procedure, at any stage."""


def starts(
    dispute: Dispute,
    stage: Stage,
    given: Given,
    *,
    at: datetime,
    risk_set: datetime | None = None,
    ended: Iterable[DeadlineEnded] = (),
) -> tuple[DeadlineSet, ...]:
    """The deadlines that entering a stage starts; one running already runs on.

    What has just `ended` runs no longer. Where a settled dispute is taken up again,
    what runs over the whole procedure begins anew with it.
    """
    whole = given.policy.whole_procedure if dispute.settled else None
    gone = {(one.duty, one.generation) for one in ended}
    running = {
        deadline.set.duty
        for deadline in dispute.open_deadlines()
        if (deadline.set.duty, deadline.set.generation) not in gone
    }
    known = on_entering(dispute, at)
    return tuple(
        start(
            dispute,
            stage,
            limit,
            given.calendar,
            at=at,
            begun=begin(limit, known),
            human=risk_arm(limit, risk_set),
        )
        for limit in (*stage.limits, *((whole,) if whole else ()))
        if limit.duty not in running and not limit.only_on
    )


def start(
    dispute: Dispute,
    stage: Stage,
    limit: Limit,
    calendar: Calendar,
    *,
    at: datetime,
    begun: Start | None = None,
    human: Iterable[Arm] = (),
    extended: bool = False,
) -> DeadlineSet:
    """Set the next generation of a duty's deadline; `begun` None runs it from `at`."""
    return set_deadline(
        limit,
        stage,
        started_at=at,
        calendar=calendar,
        generation=dispute.generation(limit.duty),
        start=begun,
        human=human,
        extended=extended,
    )


def risk_arm(limit: Limit, due_at: datetime | None) -> tuple[Arm, ...]:
    """A limit set because of the risk, for the duties that may have one."""
    if due_at is None or "risk_set" not in limit.accepts:
        return ()
    return (Arm(kind="risk_set", due_at=due_at),)


def completed_stage(
    dispute: Dispute, policy: Policy, given: Given
) -> tuple[DeadlineSet, ...]:
    """The next stage's duties that run from the completion of this one (004-14).

    A stage is complete when a discussion is recorded as not agreed, or when the
    dispute is escalated, whichever is earlier. One that may be repeated as often as
    needed is not: only the move on tells that it was the last time.
    """
    following = policy.following(dispute.stage.id)
    if following is None or policy.stage(dispute.stage.id).repeatable:
        return ()
    running = {deadline.set.duty for deadline in dispute.open_deadlines()}
    known = on_entering(dispute, given.at)
    known.pop("stage_started")
    return tuple(
        start(
            dispute,
            following,
            limit,
            given.calendar,
            at=given.at,
            begun=begin(limit, known),
        )
        for limit in following.limits
        if "previous_stage_completed" in limit.anchors
        and limit.choice != "latest"
        and limit.duty not in running
        and not limit.only_on
    )


def ended_by(
    dispute: Dispute,
    how: Settling | None,
    *,
    concerns: Callable[[Deadline], bool] = lambda _: True,
    others: DeadlineStatus | None = None,
    spared: Callable[[Deadline], bool] = lambda _: False,
) -> tuple[DeadlineEnded, ...]:
    """The stage deadlines that an act settles, and with `others` those it stops.

    `how` None settles nothing: whoever withdraws has not met the duty. What is
    `spared` runs on unless it is settled.
    """
    ended = []
    for deadline in dispute.open_deadlines():
        if deadline.set.duty.startswith(AGREED_DATES) or not concerns(deadline):
            continue
        if how in deadline.set.settled_by:
            ended.append(end(deadline, "met"))
        elif others is not None and not spared(deadline):
            ended.append(end(deadline, others))
    return tuple(ended)


def outlasts_its_stage(deadline: Deadline) -> bool:
    """Whether a duty is owed still when its stage has been left."""
    begun = deadline.set.start
    return (
        deadline.set.duty.startswith(PROCEDURE)
        or bool(deadline.set.only_on)
        or (
            begun is not None and "stage_completed" in {m.anchor for m in begun.moments}
        )
    )


def all_stopped(dispute: Dispute) -> tuple[DeadlineEnded, ...]:
    """The end of every deadline, those of agreed actions included."""
    return tuple(end(deadline, "stopped") for deadline in dispute.open_deadlines())


def dates_overtaken(dispute: Dispute) -> tuple[DeadlineEnded, ...]:
    """The dates of duties that nobody owes any longer: of a review, of minutes."""
    owed = {duty.due.id for duty in dispute.duties if duty.outstanding}
    return tuple(
        end(deadline, "stopped")
        for deadline in dispute.open_deadlines()
        if deadline.set.duty in owed
    )


def end(deadline: Deadline, status: DeadlineStatus) -> DeadlineEnded:
    """How an event ends a deadline."""
    return DeadlineEnded(
        duty=deadline.set.duty, generation=deadline.set.generation, status=status
    )


def superseded(deadline: Deadline) -> DeadlineEnded:
    """The old generation of a duty that is being set anew."""
    return end(deadline, "superseded")


def breach_first(
    dispute: Dispute, ended: Iterable[DeadlineEnded], given: Given
) -> None:
    """Record what passed before the act that ends it (design section 6).

    What counts is when the log hears of the act, not who wrote first: a deadline
    whose instant has come is breached even if the act itself happened in time.
    """
    for end in ended:
        deadline = dispute.deadline(end.duty, end.generation)
        if deadline.passed(given.now):
            breach(dispute, deadline, given.now, _cause(dispute, deadline, given.at))


def breach(
    dispute: Dispute, deadline: Deadline, now: datetime, cause: BreachCause
) -> None:
    """Record that a running deadline has passed, once."""
    due_at = deadline.set.due_at
    if due_at is None or not deadline.passed(now):
        return
    kind = dispute.DeadlineBreached if deadline.breaches else dispute.DeadlinePassed
    dispute.trigger_event(
        kind,
        duty=deadline.set.duty,
        generation=deadline.set.generation,
        stage=deadline.set.stage,
        due_at=due_at,
        lateness_seconds=int((now - due_at).total_seconds()),
        cause=cause,
        timestamp=now,
    )


def entered_late(dispute: Dispute, deadline: Deadline) -> bool:
    """Whether the log first heard of the duty after it had fallen due."""
    recorded_at = dispute.recorded.get(deadline.set_version)
    due_at = deadline.set.due_at
    return bool(recorded_at and due_at and recorded_at >= due_at)


def _cause(dispute: Dispute, deadline: Deadline, at: datetime) -> BreachCause:
    due_at = deadline.set.due_at
    if entered_late(dispute, deadline) or (due_at is not None and at < due_at):
        return "entered_late"
    return "found_at_resolve"
