"""A policy's flow chart says what the policy says, and nothing else."""

from dataclasses import replace

import pytest

from dispute_core.domain.policy import Policy
from dispute_core.policies import policy_from
from dispute_core.policies.flowchart import chart_of, mermaid, svg
from dispute_core.policies.flowchart.placing import placed
from dispute_core.policies.flowchart.text import width, wrapped
from tests.policies.charts import (
    Drawn,
    anywhere,
    cut,
    from_mermaid,
    from_svg,
    overlapping,
)
from tests.policies.documents import BRIGHTON, POLICIES, WALES, WORCESTERSHIRE
from tests.support.made import MADE, made_policy

OWN = [
    made_policy(file.stem)
    for file in sorted(MADE.glob("*.yaml"))
    if file.stem != "directory"
]
CHARTED = [
    *POLICIES.values(),
    *(policy_from(released.content, released.sha256) for released in OWN),
]
each_policy = pytest.mark.parametrize("policy", CHARTED, ids=lambda policy: policy.ref)


def drawn(policy: Policy) -> Drawn:
    return from_svg(svg(chart_of(policy)))


def plain(text: str) -> str:
    """Text with one space between its words, as a chart shows it."""
    return " ".join(text.split())


@each_policy
class TestTheChartOfAPolicy:
    def test_has_a_box_for_every_stage_in_the_order_of_the_document(
        self, policy: Policy
    ) -> None:
        kinds = drawn(policy).kinds

        assert [one for one, kind in kinds.items() if kind == "stage"] == [
            stage.id for stage in policy.stages
        ]

    def test_says_of_each_stage_who_acts_and_in_what_time(self, policy: Policy) -> None:
        boxes = drawn(policy).boxes
        for stage in policy.stages:
            said = boxes[stage.id]

            assert said.startswith(plain(f"{stage.label} ({stage.clause})"))
            for actor in stage.actors:
                assert plain(actor.text) in said
            for limit in stage.limits:
                assert plain(limit.text) in said
                assert f"({limit.clause})" in said
                if limit.within is not None:
                    assert f'"{plain(limit.within.printed)}"' in said
                    assert f" {limit.within.amount} " in said
                if limit.urgency is not None:
                    assert f'"{plain(limit.urgency)}"' in said
            silent = [one for one in stage.limits if not (one.within or one.urgency)]
            assert said.count("no time is given") == len(silent)
            assert ("The board is told" in said) is stage.board_sees

    def test_has_an_arrow_for_every_move_with_its_grounds(self, policy: Policy) -> None:
        arrows = drawn(policy).arrows
        ways = {
            ends for ends in arrows if ends[0] != "start" and ends[1] in _ids(policy)
        }

        assert ways == {
            (stage.id, move.to_stage) for stage in policy.stages for move in stage.moves
        }
        for stage in policy.stages:
            for move in stage.moves:
                said = arrows[stage.id, move.to_stage].lower()
                assert f"({move.clause.lower()})" in said
                for trigger in move.triggers:
                    assert trigger.replace("_", " ") in said
                assert not move.from_settled or "even when settled" in said

    def test_shows_the_check_backs_of_each_resolution(self, policy: Policy) -> None:
        boxes = drawn(policy).boxes
        for stage in policy.stages:
            said = boxes[f"{stage.id}-resolved"]

            assert said.startswith("Resolved")
            assert [plain(rule.text) in said for rule in stage.check_backs] == [
                True for _ in stage.check_backs
            ]
            after = [task for task in stage.tasks if task.when == "resolved"]
            more = stage.check_backs or stage.closing or after
            assert (said == "Resolved") is not bool(more)

    def test_puts_protecting_the_person_first(self, policy: Policy) -> None:
        boxes = drawn(policy).boxes

        assert next(iter(boxes)) == "emergency"
        assert plain(policy.emergency) in boxes["emergency"]

    def test_lists_what_the_document_leaves_open(self, policy: Policy) -> None:
        said = drawn(policy).boxes.get("silences", "")

        assert [one.about for one in policy.silences if one.about not in said] == []

    def test_says_what_is_done_beside_the_duties(self, policy: Policy) -> None:
        boxes = drawn(policy).boxes
        for stage in policy.stages:
            for task in stage.tasks:
                after = "-resolved" if task.when == "resolved" else ""
                assert plain(f"{task.text}") in boxes[f"{stage.id}{after}"]
            for body in stage.bodies:
                assert plain(body.text[1:]) in boxes[stage.id]

    def test_says_what_comes_first_and_what_belongs_elsewhere(
        self, policy: Policy
    ) -> None:
        boxes = drawn(policy).boxes
        for question in policy.questions():
            assert (
                plain(f"{question.ask} To {question.belongs_to}") in boxes["elsewhere"]
            )
        for first in policy.preconditions:
            assert plain(f"First: {first.text}") in boxes[first.stage or "start"]
        for layer in policy.layers:
            assert plain(f"{layer.document}: {layer.text}") in boxes["start"]
        assert ("at-any-time" in boxes) is bool(
            policy.prevention or policy.outside_routes or policy.meeting_right
        )

    def test_is_the_same_as_text_and_as_a_drawing(self, policy: Policy) -> None:
        chart = chart_of(policy)

        assert from_mermaid(mermaid(chart)) == from_svg(svg(chart))

    def test_cuts_nothing_and_lays_nothing_over_anything(self, policy: Policy) -> None:
        for one in (policy, anywhere(policy)):
            sheet = placed(chart_of(one))

            assert overlapping(sheet) == []
            assert cut(sheet) == []

    def test_loads_nothing_and_runs_nothing(self, policy: Policy) -> None:
        text = svg(chart_of(policy))

        for word in (
            "<script",
            "<style",
            "style=",
            "href",
            "url(http",
            "<image",
            " on",
        ):
            assert word not in text.replace("url(#head)", "").split("<text")[0]
        assert text.startswith('<svg xmlns="http://www.w3.org/2000/svg" role=')
        assert '<title id="chart-title">' in text
        assert '<desc id="chart-description">' in text


class TestAChartFollowsItsData:
    def test_when_a_move_is_taken_away(self) -> None:
        first, *others = BRIGHTON.stages
        fewer = replace(first, moves=first.moves[:1])

        arrows = drawn(replace(BRIGHTON, stages=(fewer, *others))).arrows

        assert ("stage-1", "stage-4") in drawn(BRIGHTON).arrows
        assert ("stage-1", "stage-4") not in arrows

    def test_when_a_number_is_another(self) -> None:
        first, *others = WORCESTERSHIRE.stages
        limit = first.limits[0]
        assert limit.within is not None
        span = replace(limit.within, amount=3, printed="within three working days")
        other = replace(first, limits=(replace(limit, within=span),))

        said = drawn(replace(WORCESTERSHIRE, stages=(other, *others))).boxes["stage-1"]

        assert '"within three working days", counted as 3 working days' in said

    def test_with_text_that_means_something_to_mermaid_or_to_xml(self) -> None:
        label = 'Stage "1" <b>; #quot; & [x] {y} |z| `end`'
        first, *others = WALES.stages
        odd = replace(WALES, stages=(replace(first, label=label), *others))
        chart = chart_of(odd)

        assert from_svg(svg(chart)).boxes["stage-1"].startswith(label)
        assert from_mermaid(mermaid(chart)) == from_svg(svg(chart))


class TestTheEndOfTheDocument:
    def test_is_said_where_no_unresolved_exit_is_stated(self) -> None:
        """002 stage 4 shows only "Resolved"; 003 gives no exit from stage 4."""
        for policy in (WORCESTERSHIRE, BRIGHTON):
            boxes = drawn(policy).boxes

            assert boxes["stage-4-unresolved"].startswith("No unresolved exit stated")
            assert "stage-3-unresolved" not in boxes

    def test_is_said_without_leave_for_a_board_that_has_none(self) -> None:
        """003: the board is never given the case, so it cannot end it."""
        assert "the board alone" in drawn(WORCESTERSHIRE).boxes["stage-4-unresolved"]
        assert (
            drawn(BRIGHTON).boxes["stage-4-unresolved"] == "No unresolved exit stated"
        )

    def test_is_a_decision_where_the_meeting_decides(self) -> None:
        """004 stage 3: the meeting will decide on an outcome."""
        boxes = drawn(WALES).boxes

        assert "meeting of senior managers" in boxes["stage-3-decided"]
        assert "stage-3-unresolved" not in boxes


class TestLines:
    @pytest.mark.parametrize("room", [40, 90, 300])
    def test_fit_their_room_and_lose_no_letter(self, room: float) -> None:
        text = "Within 2 working days of the extraordinarilylongmeetingofeverybody."

        lines = wrapped(text, room, 13)

        assert max(width(line, 13) for line in lines) <= room
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def _ids(policy: Policy) -> set[str]:
    return {stage.id for stage in policy.stages}
