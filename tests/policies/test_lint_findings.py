"""Each hole is reported while the document has it, and no longer once it is filled."""

import pytest

from dispute_core.policies.lint import lint
from tests.policies.malformed import GOOD

Hole = tuple[str, str | None]

LATER_START = (
    "later_start:\n"
    "  when: immediate risk\n"
    "  text: If a child is at risk of immediate harm, start at any stage.\n"
    "  clause: 002 introduction\n"
    "\nstages:\n"
)
CHECK_BACK = (
    "    check_backs:\n"
    "      - kind: completion\n"
    "        text: check back\n"
    "        owed_by: both sides\n"
    "        force: must\n"
    "        clause: 002 stage 4\n"
)
TASK = (
    "    also_to_do:\n"
    "      - task: {name}\n"
    "        kind: {kind}\n"
    "        when: {when}\n"
    "        text: do so\n"
    "        owed_by: the board\n"
    "        force: must\n"
    "        clause: 002 stage 4\n"
)
ENDS = "    ends:\n      when: the chair says so\n      clause: 002 stage 4\n"
END_OF_STAGE_4 = "    may_end_unresolved: true\n    board_is_told: true\n"


def holes(text: str) -> set[Hole]:
    result = lint(text)
    assert result.errors == ()
    return {(finding.code, finding.stage) for finding in result.findings}


def at_stage_4(words: str, *, kept: str = END_OF_STAGE_4) -> str:
    return GOOD.replace(END_OF_STAGE_4, kept + words, 1)


def with_time(stage: int, words: str) -> str:
    """The good file with a number for the duty of a stage that has none."""
    start = GOOD.index(f"  - stage: {stage}\n")
    count = "        counted_from: the start of this stage\n"
    return GOOD[:start] + GOOD[start:].replace(count, count + words, 1)


FIVE_DAYS = (
    "        within: 5 working days\n        printed: within five working days\n"
)

FILLED: dict[str, tuple[Hole, str]] = {
    "a review date": (
        ("no-review-date", None),
        GOOD.replace("nation: England", "nation: England\nreview_on: 2027-03-01"),
    ),
    "a date in force": (
        ("no-date-in-force", None),
        GOOD.replace("nation: England", "nation: England\nin_force_from: 2026-03-01"),
    ),
    "working days": (
        ("working-day-not-defined", None),
        GOOD.replace(
            "nation: England",
            "nation: England\nworking_days_leave_out: [bank holidays of the nation]",
        ),
    ),
    "a later start": (
        ("no-skip-on-immediate-risk", None),
        GOOD.replace("stages:\n", LATER_START, 1),
    ),
    "a limit": (("stage-without-limit", "stage-3"), with_time(3, FIVE_DAYS)),
    "a limit that the sides agree": (
        ("stage-without-limit", "stage-3"),
        with_time(3, "        may_be_set: [by agreement]\n"),
    ),
    "a start in the document's words": (
        ("anchor-not-stated", "stage-1"),
        GOOD.replace(
            "        ambiguous_start:\n"
            "          the_document_says: within one working day\n"
            "          reading: the start of the time limits\n",
            "",
        ),
    ),
    "a check-back": (("no-check-back", "stage-4"), at_stage_4(CHECK_BACK)),
    "a check-back among what is to do": (
        ("no-check-back", "stage-4"),
        at_stage_4(TASK.format(name="ask", kind="check-back", when="if resolved")),
    ),
    "a decision that always comes": (
        ("no-unresolved-exit", "stage-4"),
        at_stage_4("", kept="    board_is_told: true\n"),
    ),
    "a word that ends it": (("no-unresolved-exit", "stage-4"), at_stage_4(ENDS)),
    "what follows if it is not resolved": (
        ("no-unresolved-exit", "stage-4"),
        at_stage_4(TASK.format(name="go", kind="record", when="if not resolved")),
    ),
}


class TestAHoleThatTheDocumentFills:
    @pytest.mark.parametrize(("hole", "filled"), FILLED.values(), ids=FILLED)
    def test_is_reported_no_longer(self, hole: Hole, filled: str) -> None:
        assert filled != GOOD
        assert hole in holes(GOOD)
        assert hole not in holes(filled)


class TestAHoleThatTheDocumentGets:
    def test_is_a_time_without_an_outer_limit(self) -> None:
        text = with_time(3, "        may_be_set: [by level of risk]\n")

        assert ("no-outer-limit", "stage-3") in holes(text)

    def test_is_a_last_word_of_which_it_does_not_say_whether_it_binds(self) -> None:
        assert ("binding-not-stated", "stage-4") in holes(at_stage_4(ENDS))

        told = ENDS + "      binding: false\n"
        assert ("binding-not-stated", "stage-4") not in holes(at_stage_4(told))

    def test_is_an_end_that_nobody_decides(self) -> None:
        text = GOOD.replace("    decided_by: [the board]\n", "").replace(
            "    decider: the independently chaired resolution meeting\n", ""
        )

        assert ("nobody-decides", "stage-4") in holes(text)
        assert ("no-unresolved-exit", "stage-4") in holes(text)

    def test_is_told_once_where_no_stage_has_a_check_back(self) -> None:
        lines = GOOD.splitlines(keepends=True)
        inside = False
        kept = []
        for line in lines:
            if line.startswith("    ") and not line.startswith("     "):
                inside = line == "    check_backs:\n"
            if not inside or not line.startswith("    "):
                kept.append(line)

        found = [code for code in holes("".join(kept)) if code[0] == "no-check-back"]

        assert found == [("no-check-back", None)]

    def test_is_every_number_where_there_is_none(self) -> None:
        text = GOOD
        for words in ("within: 1 working day", "no_later_than: 2 working days"):
            text = text.replace(f"        {words}\n", "")
        for words in ("within one working day", "no later than 2 working days"):
            text = text.replace(f"        printed: {words}\n", "")

        assert ("no-number-anywhere", None) in holes(text)
        assert ("working-day-not-defined", None) not in holes(text)

    def test_is_no_time_of_its_own_under_a_whole_that_has_one(self) -> None:
        whole = (
            "whole_procedure:\n"
            "  duty: over\n"
            "  text: have it over and done with\n"
            "  owed_by: both sides\n"
            "  level: director\n"
            "  force: must\n"
            "  clause: 002 introduction\n"
            "  counted_from: the day it was raised\n"
            "  within: 20 working days\n"
            "  printed: within twenty working days\n"
            "  settled_by: [a resolution]\n"
            "\nstages:\n"
        )

        findings = lint(GOOD.replace("stages:\n", whole, 1)).findings

        told = [f.message for f in findings if f.code == "stage-without-limit"]
        assert told == [
            "“Stage 3” has no time limit of its own, only “without delay”.",
            "“Stage 4” has no time limit of its own.",
        ]
