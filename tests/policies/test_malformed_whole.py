"""Policy files whose parts fit and do not hold together."""

import pytest

from dispute_core.policies.lint import lint
from tests.policies.malformed import GOOD, Malformed, changed, expect_told, without

FIRST_DUTY = "stages[0].duties[0]"
LAST = "stages[3]"


def moves_of(stage: int) -> str:
    """The whole list of moves of a stage, as the good file has it."""
    start = GOOD.index("    leads_to:", GOOD.index(f"  - stage: {stage}\n"))
    return GOOD[start : GOOD.index("    check_backs:", start)]


def whole(number: str, printed: str) -> str:
    return (
        "whole_procedure:\n"
        "  duty: over\n"
        "  text: have it over and done with\n"
        "  owed_by: both sides\n"
        "  level: director\n"
        "  force: must\n"
        "  clause: 002 introduction\n"
        "  counted_from: the day it was raised\n"
        f"  within: {number}\n"
        f"  printed: {printed}\n"
        "  settled_by: [a resolution]\n"
        "\nstages:\n"
    )


CASES: dict[str, Malformed] = {
    # The same name twice
    "a kind twice": changed(
        "- code: plan",
        "- code: referral",
        "duplicate-id",
        "kinds_of_disagreement[2].code",
        "- code: referral\n    label: A child's plan",
    ),
    "a stage twice": changed(
        "  - stage: 2\n",
        "  - stage: 1\n",
        "duplicate-id",
        "stages[1].stage",
        "  - stage: 1\n    label: Stage 2",
    ),
    "a duty twice": changed(
        "    leads_to:\n",
        GOOD[GOOD.index("      - duty: discuss") : GOOD.index("    leads_to:\n")]
        + "    leads_to:\n",
        "duplicate-id",
        "stages[0].duties[1].duty",
    ),
    # Stages and the ways between them
    "a stage left out": changed(
        "  - stage: 2\n", "  - stage: 5\n", "stages-out-of-order", "stages[1].stage"
    ),
    "a stage without number or name": changed(
        "  - stage: 2\n    label", "  - label", "stage-without-name", "stages[1].stage"
    ),
    "a stage with both": changed(
        "  - stage: 2\n",
        "  - stage: 2\n    named: managers\n",
        "stage-without-name",
        "stages[1].stage",
        "  - stage: 2\n",
    ),
    "a part of nothing": changed(
        "    label: Stage 2\n",
        "    label: Stage 2\n    part_of: stage 8\n",
        "unknown-stage",
        "stages[1].part_of",
        "    part_of",
    ),
    "a way to nowhere": changed(
        "to: stage 4", "to: stage 7", "unknown-stage", "stages[2].leads_to[0].to"
    ),
    "a way back": changed(
        "to: stage 4",
        "to: stage 2",
        "way-back",
        "stages[2].leads_to[0].to",
        "to: stage 2\n        when:\n          - not agreed\n          - time passed\n"
        "          - no response\n          - unsatisfactory response\n"
        "          - immediate risk\n        clause: 002 stage 3",
    ),
    "a skip that is not said": changed(
        "to: stage 2",
        "to: stage 3",
        "wrong-skip",
        "stages[0].leads_to[0].passes_over_stages",
        "      - to: stage 3",
    ),
    "a stage to which nothing leads": changed(
        "to: stage 2", "to: stage 3", "unreachable-stage", "stages[1]", "  - stage: 2\n"
    ),
    "a stage from which nothing leads": without(
        moves_of(3), "no-way-out", "stages[2].leads_to", "  - stage: 3\n"
    ),
    "stages that go round in a ring": changed(
        moves_of(3),
        "    as_often_as_needed: true\n    leads_to:\n      - to: stage 3\n"
        "        when: [not agreed]\n        clause: 002 stage 3\n",
        "no-way-out",
        "stages[2].leads_to",
        "    leads_to:\n      - to: stage 3\n        when: [not agreed]",
    ),
    "a move after a duty that is not there": changed(
        "      - to: stage 2\n",
        "      - to: stage 2\n        once_time_has_passed_for: reply\n",
        "unknown-duty",
        "stages[0].leads_to[0].once_time_has_passed_for",
        "        once_time",
    ),
    # Times
    "a number that is not quoted": changed(
        "        printed: within one working day\n",
        "",
        "number-not-quoted",
        f"{FIRST_DUTY}.printed",
        "      - duty: discuss",
    ),
    "a quote without a number": changed(
        "        within: 1 working day\n",
        "",
        "quote-without-number",
        f"{FIRST_DUTY}.printed",
        "        printed: within one",
    ),
    "two numbers": changed(
        "        within: 1 working day\n",
        "        within: 1 working day\n        no_later_than: 2 working days\n",
        "two-numbers",
        f"{FIRST_DUTY}.within",
        "        within: 1",
    ),
    "a start that never comes": changed(
        "counted_from: the day it was raised",
        "counted_from: the end of the previous stage",
        "start-never-comes",
        f"{FIRST_DUTY}.counted_from",
    ),
    "no start": without(
        "        counted_from: the day it was raised\n",
        "start-not-said",
        f"{FIRST_DUTY}.counted_from",
        "      - duty: discuss",
    ),
    "a reading that is not there": changed(
        "reading: the start of the time limits",
        "reading: the moon",
        "unknown-reading",
        f"{FIRST_DUTY}.ambiguous_start.reading",
    ),
    "a timer that nothing can stop": changed(
        "settled_by: [a discussion, a resolution]",
        "settled_by: [leaving the stage]",
        "timer-nothing-can-stop",
        f"{LAST}.duties[0].settled_by",
        "settled_by: [leaving the stage]",
    ),
    "stages longer than the whole": changed(
        "stages:\n",
        whole("2 working days", "in two working days"),
        "sum-over-cap",
        "whole_procedure",
        "whole_procedure",
    ),
    "stages longer than the whole in other units": changed(
        "stages:\n",
        whole("48 hours", "in 48 hours"),
        "sum-over-cap",
        "whole_procedure",
        "whole_procedure",
    ),
    # Endings
    "an end in the middle": changed(
        "    help: >-\n      Talk",
        "    may_end_unresolved: true\n    help: >-\n      Talk",
        "ends-too-early",
        "stages[0].may_end_unresolved",
        "    may_end_unresolved: true\n    help: >-\n      Talk",
    ),
    "a decider without a side": without(
        "    decided_by: [the board]\n",
        "half-a-decider",
        f"{LAST}.decided_by",
        "  - stage: 4\n",
    ),
    "a board that forgets": changed(
        "    help: >-\n      Talk",
        "    board_is_told: true\n    help: >-\n      Talk",
        "board-forgets",
        "stages[1].board_is_told",
        "  - stage: 2\n",
    ),
    # The document
    "a clause of another document": changed(
        "clause: 002 stage 2\n",
        "clause: 003 stage 2\n",
        "missing-clause",
        "stages[1].clause",
    ),
    "a clause without a place": changed(
        "clause: 002 stage 2\n",
        'clause: "002"\n',
        "missing-clause",
        "stages[1].clause",
    ),
    "a closed list of kinds": changed(
        "- code: other",
        "- code: others",
        "no-kind-other",
        "kinds_of_disagreement",
        "kinds_of_disagreement",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
class TestAFileThatDoesNotHoldTogether:
    def test_is_told_with_its_line_and_how_to_mend_it(self, case: Malformed) -> None:
        expect_told(case)


class TestAWholeProcedure:
    @pytest.mark.parametrize(
        "number", ["3 working days", "1 working week", "9 calendar days", "1 month"]
    )
    def test_may_take_as_long_as_its_stages(self, number: str) -> None:
        text = GOOD.replace("stages:\n", whole(number, "in that time"), 1)

        assert lint(text).errors == ()
