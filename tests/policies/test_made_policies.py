"""The procedures that we made up use every word that the format knows."""

from collections.abc import Iterable, Iterator
from typing import get_args

import pytest

from dispute_core.domain import vocabulary as words
from dispute_core.domain.policy import Limit, Policy, Stage
from dispute_core.policies import policy_from
from dispute_core.policies.lint import lint
from tests.support.made import MADE, made_policy

BOARDS = (
    *("pellworth", "stannick", "strathmorven", "wynfleet"),
    *("carreg-las", "loughbrae", "orrinbank"),
)


@pytest.fixture(scope="module")
def policies() -> list[Policy]:
    released = map(made_policy, BOARDS)
    return [policy_from(one.content, one.sha256) for one in released]


def stages(policies: Iterable[Policy]) -> Iterator[Stage]:
    return (stage for policy in policies for stage in policy.stages)


def limits(policies: Iterable[Policy]) -> Iterator[Limit]:
    for policy in policies:
        yield from (limit for _, limit in policy.limits_by_duty().values())


class TestMadePolicies:
    @pytest.mark.parametrize("name", BOARDS)
    def test_begin_with_their_procedure_in_prose_and_dates_counted_by_hand(
        self, name: str
    ) -> None:
        text = (MADE / f"{name}.yaml").read_text(encoding="utf-8")

        prose, _, dates = text.partition("# Due dates, counted by hand:")
        assert "made-up" in prose
        assert prose.startswith("# ")
        assert dates.count("#") >= 5
        assert lint(text).passes

    def test_use_every_word_for_time(self, policies: list[Policy]) -> None:
        found = list(limits(policies))
        spans = [
            span
            for limit in found
            for span in (limit.within, *(other.within for other in limit.instead))
            if span is not None
        ]
        assert {span.unit for span in spans} == set(get_args(words.Unit))
        assert {a for limit in found for a in limit.anchors} == (
            set(get_args(words.Anchor))
        )
        assert {limit.choice for limit in found} == set(get_args(words.Choice))
        assert {limit.force for limit in found} == set(get_args(words.Force))
        assert {limit.holder for limit in found} == set(get_args(words.Holder))
        assert {kind for limit in found for kind in limit.accepts} == (
            set(get_args(words.LimitKind))
        )
        assert {how for limit in found for how in limit.settled_by} == (
            set(get_args(words.Settling))
        )
        assert {span.reading is None for span in spans} == {True, False}

    def test_use_every_word_for_stages_and_ways(self, policies: list[Policy]) -> None:
        moves = [move for stage in stages(policies) for move in stage.moves]
        assert {move.made for move in moves} == set(get_args(words.MoveMade))
        assert {one for move in moves for one in move.triggers} == (
            set(get_args(words.Trigger))
        )
        assert {one for move in moves for one in move.open_to} == (
            set(get_args(words.Side))
        )
        found = list(stages(policies))
        kinds = {stage.formality for stage in found}
        assert kinds == {None, *get_args(words.Formality)}
        assert {actor.side for stage in found for actor in stage.actors} == (
            set(get_args(words.ActorSide))
        )
        tasks = [task for stage in found for task in stage.tasks]
        assert {task.kind for task in tasks} == set(get_args(words.TaskKind))
        assert {task.when for task in tasks} == set(get_args(words.TaskWhen))

    def test_use_every_word_for_ends(self, policies: list[Policy]) -> None:
        found = list(stages(policies))
        closings = [stage.closing for stage in found if stage.closing]
        assert {one.rule for one in closings} == set(get_args(words.ClosingRule))
        assert {one.binding for one in closings} == {True, False, None}
        assert {
            power for stage in found for body in stage.bodies for power in body.powers
        } == set(get_args(words.Power))
        rules = [rule for stage in found for rule in stage.check_backs]
        assert {rule.kind for rule in rules} == set(get_args(words.CheckBackKind))
        follows = {one for rule in rules for one in rule.if_not_confirmed}
        assert {"remind", "reopen"} <= follows  # 002 asks for the third

    def test_use_every_word_for_what_surrounds_the_stages(
        self, policies: list[Policy]
    ) -> None:
        asks = [ask for policy in policies for ask in policy.asks]
        assert {ask.kind for ask in asks} == set(get_args(words.RouteKind))
        assert {ask.effect for ask in asks} == set(get_args(words.RouteEffect))
        assert {one.kind for policy in policies for one in policy.preconditions} == (
            set(get_args(words.PreconditionKind))
        )
        assert {one.relation for policy in policies for one in policy.layers} == (
            set(get_args(words.LayerRelation))
        )
        assert {one.kind for policy in policies for one in policy.silences} == (
            set(get_args(words.SilenceKind))
        )
        assert {policy.nation for policy in policies} == set(get_args(words.Nation))
        assert {kind for policy in policies for kind in policy.subject_kinds} == (
            set(get_args(words.SubjectKind))
        )
