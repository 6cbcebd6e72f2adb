"""Policy files of the wrong shape: the line, what is wrong, and how to mend it."""

import pytest

from dispute_core.policies import PolicyFileError, read_policy
from dispute_core.policies.lint import lint
from tests.policies.malformed import Malformed, changed, without

FIRST_DUTY = "stages[0].duties[0]"
FIRST_MOVE = "stages[0].leads_to[0]"
FORCE = "        force: must\n        clause: 002 stage 1\n"

CASES: dict[str, Malformed] = {
    # Words that the format does not know, and words that are missing
    "a misspelt name": changed(
        "within: 1 working day",
        "wihtin: 1 working day",
        "unknown-word",
        f"{FIRST_DUTY}.wihtin",
    ),
    "a name of nobody's": changed(
        "nation: England",
        "nation: England\ncolour: blue",
        "unknown-word",
        "colour",
        "colour",
    ),
    "a name without a title": without(
        'title: "Escalation Policy: Resolution of Professional Disagreements"\n',
        "missing",
        "title",
        "policy:",
    ),
    "no word on danger": changed(
        "emergency: >-", "urgent: >-", "missing", "emergency", "policy:"
    ),
    "no stages": changed("\nstages:\n", "\nsteps:\n", "missing", "stages", "policy:"),
    "stages without anything": changed(
        "disputes: [between agencies]",
        "disputes: []",
        "missing",
        "disputes",
        "disputes",
    ),
    "a duty without a clause": without(
        "        clause: 002 stage 1\n",
        "missing-clause",
        f"{FIRST_DUTY}.clause",
        "- duty: discuss",
    ),
    "a stage without a clause": without(
        "    clause: 002 stage 1\n",
        "missing-clause",
        "stages[0].clause",
        "- stage: 1",
    ),
    "a move without a clause": without(
        "        clause: 002 stage 1, Unresolved\n",
        "missing-clause",
        f"{FIRST_MOVE}.clause",
        "- to: stage 2",
    ),
    # Values of another kind
    "a list where text belongs": changed(
        "label: Stage 1\n", "label: [Stage, 1]\n", "does-not-fit", "stages[0].label"
    ),
    "parts where text belongs": changed(
        "label: Stage 1\n", "label: {en: x}\n", "does-not-fit", "stages[0].label"
    ),
    "a number where text belongs": changed(
        "label: Stage 1\n", "label: 1\n", "does-not-fit", "stages[0].label"
    ),
    "true where text belongs": changed(
        "label: Stage 1\n", "label: true\n", "does-not-fit", "stages[0].label"
    ),
    "nothing where text belongs": changed(
        "label: Stage 1\n", "label:\n", "does-not-fit", "stages[0].label"
    ),
    "spaces where text belongs": changed(
        "label: Stage 1\n", 'label: "  "\n', "does-not-fit", "stages[0].label"
    ),
    "text where a number belongs": changed(
        "- stage: 1\n", '- stage: "1"\n', "does-not-fit", "stages[0].stage"
    ),
    "a stage zero": changed(
        "- stage: 1\n", "- stage: 0\n", "does-not-fit", "stages[0].stage"
    ),
    "a stage below zero": changed(
        "- stage: 1\n", '- stage: "-1"\n', "does-not-fit", "stages[0].stage"
    ),
    "a stage that is true": changed(
        "- stage: 1\n", "- stage: true\n", "does-not-fit", "stages[0].stage"
    ),
    "text where a list belongs": changed(
        "settled_by: [a discussion, a resolution, leaving the stage]",
        "settled_by: a discussion",
        "does-not-fit",
        f"{FIRST_DUTY}.settled_by",
    ),
    "a yes where true belongs": changed(
        "board_is_told: true",
        "board_is_told: yes",
        "does-not-fit",
        "stages[3].board_is_told",
    ),
    "a list where parts belong": changed(
        "nation: England",
        "nation: England\nlater_start: [x]",
        "does-not-fit",
        "later_start",
        "later_start",
    ),
    "text where parts belong": changed(
        "nation: England",
        "nation: England\nlater_start: soon",
        "does-not-fit",
        "later_start",
        "later_start",
    ),
    "nothing in a list": changed(
        "  - code: referral\n    label: A decision about a referral from one agency"
        " to another\n",
        "  -\n",
        "does-not-fit",
        "kinds_of_disagreement[0]",
        "  -\n",
    ),
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
    # Lists with nothing in them
    "nobody at a stage": changed(
        "    who:\n      - side: both sides\n        level: practitioner\n"
        "        text: the practitioner who disagrees, with the practitioner of the"
        " other agency\n",
        "    who: []\n",
        "missing",
        "stages[0].who",
        "    who: []",
    ),
    "nothing that stops a timer": changed(
        "settled_by: [a discussion, a resolution, leaving the stage]",
        "settled_by: []",
        "timer-nothing-can-stop",
        f"{FIRST_DUTY}.settled_by",
    ),
}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES)
class TestAFileOfTheWrongShape:
    def test_is_told_with_its_line_and_how_to_mend_it(self, case: Malformed) -> None:
        found = [
            (error.code, error.line, error.path) for error in lint(case.source).errors
        ]

        assert (case.code, case.line, case.path) in found

    def test_is_told_in_sentences(self, case: Malformed) -> None:
        for error in lint(case.source).errors:
            assert error.what.endswith((".", "?"))
            assert error.hint.endswith((".", "?"))
            assert "Input should" not in f"{error.what} {error.hint}"

    def test_is_not_read_as_a_policy(self, case: Malformed) -> None:
        with pytest.raises(PolicyFileError):
            read_policy(case.source)
