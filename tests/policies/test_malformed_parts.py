"""Policy files of the wrong shape: the line, what is wrong, and how to mend it."""

import pytest

from tests.policies.malformed import Malformed, changed, expect_told, without

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
        expect_told(case)
