"""Times that cannot be right are refused, each with its place and how to mend it."""

import pytest

from dispute_core.policies.lint import lint
from tests.support.made import MADE

GOOD = (MADE / "thornley.yaml").read_text(encoding="utf-8")
ANSWER = "stages[0].duties[1]"


@pytest.mark.parametrize(
    ("old", "new", "code", "path"),
    [
        (
            "        counted_from: the acknowledgement\n",
            "",
            "start-not-said",
            "stages[0].duties[2].counted_from",
        ),
        (
            "counted_from: the acknowledgement",
            (
                "counted_from: the acknowledgement\n"
                "        counted_from_the_latest_of: [the meeting, the response]"
            ),
            "two-starts",
            "stages[0].duties[2].counted_from_the_latest_of",
        ),
        (
            "counted_from_the_latest_of: [the response, the end of the conference]",
            "counted_from_the_latest_of: [the response]",
            "one-start-of-several",
            "stages[1].duties[0].counted_from_the_latest_of",
        ),
        (
            "reading: what seven days are",
            "reading: what a week is",
            "unknown-reading",
            f"{ANSWER}.a_day_is.reading",
        ),
        (
            (
                "        a_day_is:\n          read_as: calendar day\n"
                "          reading: what seven days are\n"
            ),
            "",
            "plain-day",
            f"{ANSWER}.a_day_is",
        ),
        (
            "within: 1 working week",
            'within: 1 working week\n        cut_off: "16:30"',
            "cut-off-without-day",
            "stages[0].duties[2].cut_off",
        ),
        (
            "        extension_printed: both sides may extend this to fourteen days\n",
            "",
            "number-not-quoted",
            f"{ANSWER}.extension_printed",
        ),
        (
            "for_priority: [urgent]\n            within",
            "for_priority: [soon]\n            within",
            "unknown-case",
            f"{ANSWER}.instead[0].for_priority[0]",
        ),
        (
            "for_category: [information_sharing]",
            "for_category: [plans]",
            "unknown-case",
            f"{ANSWER}.instead[1].for_category[0]",
        ),
        (
            "          - for_priority: [urgent]\n            within",
            "          - within",
            "instead-of-nothing",
            f"{ANSWER}.instead[0]",
        ),
        (
            "            within: 72 hours\n",
            "            within: 72 hours\n            no_later_than: 80 hours\n",
            "two-numbers",
            f"{ANSWER}.instead[0].within",
        ),
        (
            "            within: 72 hours\n",
            "",
            "quote-without-number",
            f"{ANSWER}.instead[0].printed",
        ),
        (
            "        may_be_extended_to: 14 days\n",
            "        may_be_extended_to: 7 days\n",
            "extends-nothing",
            f"{ANSWER}.may_be_extended_to",
        ),
        (
            "        may_be_extended_to: 14 days\n",
            "",
            "quote-without-number",
            f"{ANSWER}.extension_printed",
        ),
        (
            "        counted_from: the acknowledgement\n",
            (
                "        counted_from: the acknowledgement\n"
                "        board_prompt: {every: 2 days, by: the board}\n"
            ),
            "plain-day",
            "stages[0].duties[2].board_prompt.every",
        ),
        (
            "        counted_from: the acknowledgement\n",
            (
                "        counted_from_the_latest_of:\n"
                "          [the end of the previous stage, the acknowledgement]\n"
            ),
            "start-never-comes",
            "stages[0].duties[2].counted_from_the_latest_of",
        ),
        (
            "        when: [not agreed, time passed, no response]\n",
            (
                "        when: [not agreed, time passed, no response]\n"
                "        notice: {text: tell them, before: 2 days, clause: TH 4}\n"
            ),
            "plain-day",
            "stages[0].leads_to[0].notice.before",
        ),
        (
            "  settled_by: [a resolution]\n",
            "  settled_by: [leaving the stage]\n",
            "timer-nothing-can-stop",
            "whole_procedure.settled_by",
        ),
        (
            "priority: standard\n",
            "priority: urgent\n",
            "duplicate-id",
            "priorities[1].priority",
        ),
    ],
)
def test_a_time_that_cannot_be_right_is_refused_at_its_place(
    old: str, new: str, code: str, path: str
) -> None:
    assert old in GOOD

    errors = lint(GOOD.replace(old, new, 1)).errors

    assert (code, path) in {(error.code, error.path) for error in errors}
    assert all(error.line > 0 and error.hint for error in errors)
