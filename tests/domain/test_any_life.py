"""Random lives of disputes under all five policies (see `any_life` for what holds)."""

from datetime import date, timedelta
from typing import get_args

from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
)

from dispute_core.domain.errors import DisputeError
from dispute_core.domain.guidance.guide import allowed, next_step
from dispute_core.domain.vocabulary import (
    CheckBackKind,
    CheckBackResult,
    DiscussionOutcome,
    LimitKind,
    ReopeningGround,
    ResolutionOutcome,
    Trigger,
)
from tests.domain.any_life import expect_sound, run
from tests.support.builders import Step, a_dispute, an_action
from tests.support.steps import (
    changes_parties,
    checks_back,
    corrects,
    discusses,
    escalates,
    reopens,
    resolves,
    responds,
    sets_limit,
    withdraws,
)
from tests.support.story import Story
from tests.support.world import ALL_POLICIES, policies

RARELY = st.sampled_from([False] * 5 + [True])
WHO = st.sampled_from(["school"] * 3 + ["social-care"] * 3 + ["police", "board"])
PARTY = st.sampled_from(["school", "social-care"])

AGO = st.sampled_from([0] * 8 + [1, 20, 72]).map(lambda hours: timedelta(hours=hours))
STAGE = st.sampled_from([None] * 9 + ["stage-1", "stage-2", "stage-3", "stage-4"])
TRIGGERS = ["not_agreed"] * 5 + list(get_args(Trigger))
TIMES = {
    "dispute.raised": "raised_at",
    "dispute.discussed": "held_at",
    "dispute.escalated": "escalated_at",
}


def while_open(machine: "AnyLife") -> bool:
    return not run(machine.story.dispute()).settled


def once_settled(machine: "AnyLife") -> bool:
    return run(machine.story.dispute()).settled


def in_long_lives(machine: "AnyLife") -> bool:
    """A life that ends at once tells little."""
    return len(machine.story.log.events) > 8


class AnyLife(RuleBasedStateMachine):
    """People do as they please; the rules refuse, or what they record is sound."""

    @initialize(
        policy=st.sampled_from(ALL_POLICIES),
        ago=AGO,
        inside=RARELY,
        stages=st.integers(0, 2),
    )
    def raised(self, policy: str, ago: timedelta, inside: bool, stages: int) -> None:
        """Some stories begin further on, or few would get there."""
        self.story = Story()
        self.policy = policies()[policy]
        covers = inside and "single_agency" in self.policy.scopes
        responding = ["school"] if covers else ["social-care"]
        at = self.story.clock() - ago
        run(self.story.when(a_dispute(policy, at=at, responding=responding)))
        for _ in range(stages):
            self.attempt("escalateDispute", escalates("school"))

    def attempt(self, operation: str, step: Step) -> None:
        """Do it; whoever is offered a step is not told that it is another's."""
        dispute = run(self.story.dispute())
        sides = dispute.sides_of(step.who) or (
            ("board",) if step.who == "board" and dispute.board_sees else ()
        )
        own = None if step.who == "board" else step.who
        offered = allowed(dispute, self.policy, sides, own)
        try:
            run(self.story.when(step))
        except DisputeError:
            assert self.story.happened == []
            return
        assert operation in offered, f"{operation} was not offered to {sides}"

    @rule(hours=st.integers(0, 24 * 14))
    def time_passes(self, hours: int) -> None:
        self.story.at(self.story.clock() + timedelta(hours=hours))

    @rule()
    def the_worker_looks(self) -> None:
        run(self.story.sweep())

    @rule(who=WHO, outcome=st.sampled_from(get_args(DiscussionOutcome)), ago=AGO)
    def they_talk(self, who: str, outcome: DiscussionOutcome, ago: timedelta) -> None:
        at = self.story.clock() - ago
        self.attempt("recordDiscussion", discusses(who, outcome, at=at))

    @precondition(while_open)
    @rule(who=WHO)
    def one_answers(self, who: str) -> None:
        self.attempt("recordResponse", responds(who))

    @precondition(while_open)
    @rule(
        who=PARTY,
        kind=st.sampled_from(get_args(LimitKind)),
        hours=st.sampled_from([2, 30, 100]),
        data=st.data(),
    )
    def one_sets_a_limit(
        self, who: str, kind: LimitKind, hours: int, data: st.DataObject
    ) -> None:
        owed = {d.set.duty for d in run(self.story.dispute()).open_deadlines()}
        duty = data.draw(st.sampled_from(sorted(owed | {"stage-1.discuss"})))
        due_at = self.story.clock() + timedelta(hours=hours)
        self.attempt("setLimit", sets_limit(who, duty, due_at, kind=kind))

    @rule(who=WHO, trigger=st.sampled_from(TRIGGERS), to=STAGE, ago=AGO)
    def one_escalates(
        self, who: str, trigger: Trigger, to: str | None, ago: timedelta
    ) -> None:
        at = self.story.clock() - ago
        self.attempt("escalateDispute", escalates(who, trigger, to=to, at=at))

    @rule(
        who=WHO,
        outcome=st.sampled_from(get_args(ResolutionOutcome)),
        days=st.none() | st.integers(0, 9),
    )
    def one_resolves(
        self, who: str, outcome: ResolutionOutcome, days: int | None
    ) -> None:
        today = self.story.clock().date()
        due_on = None if days is None else date.fromordinal(today.toordinal() + days)
        actions = [] if outcome == "ended_unresolved" else [an_action(due_on=due_on)]
        self.attempt("resolveDispute", resolves(who, outcome, actions=actions))

    @precondition(once_settled)
    @rule(
        who=WHO,
        kind=st.sampled_from(get_args(CheckBackKind)),
        result=st.sampled_from(get_args(CheckBackResult)),
    )
    def one_checks_back(
        self, who: str, kind: CheckBackKind, result: CheckBackResult
    ) -> None:
        self.attempt("recordCheckBack", checks_back(who, kind, result))

    @precondition(in_long_lives)
    @rule(who=WHO)
    def one_withdraws(self, who: str) -> None:
        self.attempt("withdrawDispute", withdraws(who))

    @precondition(once_settled)
    @rule(who=WHO, ground=st.sampled_from(get_args(ReopeningGround)), stage=STAGE)
    def one_reopens(self, who: str, ground: ReopeningGround, stage: str | None) -> None:
        self.attempt("reopenDispute", reopens(who, ground, stage=stage))

    @rule(who=PARTY, change=st.sampled_from(["add", "remove"]))
    def one_changes_the_parties(self, who: str, change: str) -> None:
        step = changes_parties(who, change, "police")  # type: ignore[arg-type]
        self.attempt("changeParties", step)

    @rule(hours=st.integers(-30, 30), data=st.data())
    def one_corrects_a_time(self, hours: int, data: st.DataObject) -> None:
        timed = [e for e in self.story.log.events if e.topic in TIMES]
        event = data.draw(st.sampled_from(timed))
        when = event.occurred_at + timedelta(hours=hours)
        who = event.agency or "school"
        step = corrects(who, event.version, TIMES[event.topic], when.isoformat())
        self.attempt("correctDispute", step)

    @invariant()
    def all_is_sound(self) -> None:
        if not hasattr(self, "story"):
            return
        expect_sound(self.story)
        dispute = run(self.story.dispute())
        sentence = next_step(dispute, self.policy)
        assert sentence.endswith(".")
        assert "None" not in sentence
        assert "  " not in sentence


TestAnyLife = AnyLife.TestCase
TestAnyLife.settings = settings(
    max_examples=80,
    stateful_step_count=30,
    deadline=None,
    # No shrinking: it takes minutes for lives, and the first one found tells enough.
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=[HealthCheck.too_slow],
)
