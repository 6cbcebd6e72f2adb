"""Policy files with values that no policy has: the line, and what to write."""

import pytest

from dispute_core.policies.lint import lint
from tests.policies.malformed import Malformed, changed, expect_told

FIRST_DUTY = "stages[0].duties[0]"
FIRST_MOVE = "stages[0].leads_to[0]"

CASES: dict[str, Malformed] = {
    # Values out of a closed list
    "a nation that is none": changed(
        "nation: England", "nation: GB", "does-not-fit", "nation"
    ),
    "a person who is none": changed(
        "people: [child, unborn child]",
        "people: [child, baby]",
        "does-not-fit",
        "people[1]",
    ),
    "a side that is none": changed(
        "side: both sides", "side: the parents", "unknown-role", "stages[0].who[0].side"
    ),
    "a level that is none": changed(
        "level: practitioner", "level: boss", "unknown-role", "stages[0].who[0].level"
    ),
    "a holder who is none": changed(
        "owed_by: both sides",
        "owed_by: someone",
        "unknown-role",
        f"{FIRST_DUTY}.owed_by",
    ),
    "a decider who is none": changed(
        "decided_by: [the board]",
        "decided_by: [the mayor]",
        "unknown-role",
        "stages[3].decided_by[0]",
    ),
    "a verb that is none": changed(
        "force: must", "force: shall", "does-not-fit", f"{FIRST_DUTY}.force"
    ),
    "a trigger that is none": changed(
        "- not agreed\n", "- angry\n", "does-not-fit", f"{FIRST_MOVE}.when[0]"
    ),
    "a start that is none": changed(
        "counted_from: the day it was raised",
        "counted_from: some day",
        "does-not-fit",
        f"{FIRST_DUTY}.counted_from",
    ),
    "an end that is none": changed(
        "settled_by: [a discussion,",
        "settled_by: [a smile,",
        "does-not-fit",
        f"{FIRST_DUTY}.settled_by[0]",
    ),
    # Values that are not written as they should be
    "a time in words": changed(
        "within: 1 working day", "within: soon", "does-not-fit", f"{FIRST_DUTY}.within"
    ),
    "no time at all": changed(
        "within: 1 working day",
        "within: 0 working days",
        "does-not-fit",
        f"{FIRST_DUTY}.within",
    ),
    "a time before the start": changed(
        "within: 1 working day",
        "within: -1 working days",
        "does-not-fit",
        f"{FIRST_DUTY}.within",
    ),
    "a bare number of days": changed(
        "within: 1 working day", "within: 1", "does-not-fit", f"{FIRST_DUTY}.within"
    ),
    "a unit that is none": changed(
        "within: 1 working day",
        "within: 1 fortnight",
        "does-not-fit",
        f"{FIRST_DUTY}.within",
    ),
    "a reference without a version": changed(
        "policy: worcestershire@1", "policy: worcestershire", "does-not-fit", "policy"
    ),
    "a version zero": changed(
        "policy: worcestershire@1", "policy: worcestershire@0", "does-not-fit", "policy"
    ),
    "a name with capitals": changed(
        "- duty: discuss", "- duty: Discuss", "does-not-fit", f"{FIRST_DUTY}.duty"
    ),
    "a code with spaces": changed(
        "- code: referral",
        "- code: a referral",
        "does-not-fit",
        "kinds_of_disagreement[0].code",
    ),
    "a day that is none": changed(
        "nation: England",
        "nation: England\nreview_on: 2026-02-30",
        "does-not-fit",
        "review_on",
        "review_on",
    ),
    "a date in words": changed(
        "nation: England",
        "nation: England\nreview_on: next spring",
        "does-not-fit",
        "review_on",
        "review_on",
    ),
    "a date with a time": changed(
        "nation: England",
        "nation: England\nreview_on: 2026-02-03 12:30:00",
        "does-not-fit",
        "review_on",
        "review_on",
    ),
    "a link that is none": changed(
        "WSCB membership: http://www",
        "WSCB membership: www",
        "does-not-fit",
        "links.WSCB membership",
        "WSCB membership",
    ),
    # Texts that are longer than a reader of the answer is told
    "a title without end": changed(
        'title: "', f'title: "{"word " * 41}', "does-not-fit", "title"
    ),
    "a label without end": changed(
        "label: A decision",
        f"label: {'Another ' * 26}decision",
        "does-not-fit",
        "kinds_of_disagreement[0].label",
    ),
    "a label on two lines": changed(
        "label: A decision about a referral from one agency to another",
        'label: "A decision\\nabout a referral"',
        "does-not-fit",
        "kinds_of_disagreement[0].label",
    ),
    "a text without end": changed(
        "emergency: >-\n",
        f"emergency: >-\n  {'word ' * 201}\n",
        "does-not-fit",
        "emergency",
        "emergency",
    ),
    "a name without end": changed(
        "- duty: discuss",
        f"- duty: {'discuss' * 15}",
        "does-not-fit",
        f"{FIRST_DUTY}.duty",
    ),
    "help without end": changed(
        "    help: >-\n",
        f"    help: >-\n      {'word ' * 4001}\n",
        "does-not-fit",
        "stages[0].help",
        "    help",
    ),
    # A power that nobody has, or that nobody reads so
    "a decider by a reading that is not there": changed(
        "    decided_by: [the board]\n",
        "    decided_by: [the board]\n    decider_reading: who decides\n",
        "unknown-reading",
        "stages[3].decider_reading",
        "    decider_reading",
    ),
    "a reading of a decider who is not there": changed(
        "    leads_to:\n",
        "    decider_reading: unresolved\n    leads_to:\n",
        "half-a-decider",
        "stages[0].decider_reading",
        "    decider_reading",
    ),
    # Figures and signs of another alphabet
    "a time in other figures": changed(
        "within: 1 working day",
        "within: 1\u0662 working days",
        "does-not-fit",
        f"{FIRST_DUTY}.within",
    ),
    "a version in other figures": changed(
        "policy: worcestershire@1",
        "policy: worcestershire@1\u0662",
        "does-not-fit",
        "policy",
    ),
    "an hour in other figures": changed(
        "nation: England",
        'nation: England\nworking_hours: "0\u0669:00 to 17:00"',
        "does-not-fit",
        "working_hours",
        "working_hours",
    ),
    "a cut-off in other figures": changed(
        "nation: England",
        "nation: England\ncounts_as_of_the_next_working_day:\n"
        "  - what happens at 1\u0663:00 or later",
        "does-not-fit",
        "counts_as_of_the_next_working_day[0]",
        "  - what happens",
    ),
    "a link that is no address": changed(
        "WSCB membership: http://www",
        "WSCB membership: http://w\u00e9w",
        "does-not-fit",
        "links.WSCB membership",
        "WSCB membership",
    ),
    # Lists that are longer than a reader of the answer is told
    "links without end": changed(
        "links:\n",
        "links:\n" + "".join(f"  Page {n}: https://www.org/{n}\n" for n in range(50)),
        "too-many",
        "links",
        "links:",
    ),
    "grounds without end": changed(
        "- not agreed\n",
        "- not agreed\n" + "          - not agreed\n" * 50,
        "too-many",
        f"{FIRST_MOVE}.when",
        "when:",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
class TestAFileWithAValueThatIsNone:
    def test_is_told_with_its_line_and_how_to_mend_it(self, case: Malformed) -> None:
        expect_told(case)


class TestATextThatIsTooLong:
    def test_is_told_how_long_it_may_be(self) -> None:
        (error,) = lint(CASES["a label without end"].source).errors

        assert error.hint == "Say it in 200 characters or fewer."


class TestAListThatIsTooLong:
    def test_is_told_how_many_it_may_have(self) -> None:
        (error,) = lint(CASES["links without end"].source).errors

        assert error.what == "`links` has 53 parts."
        assert error.hint == "Keep 50 or fewer."
