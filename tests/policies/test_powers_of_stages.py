"""What a policy file is told of moves and endings that do not hold together."""

import pytest

from dispute_core.policies.lint import lint
from tests.support.made import MADE

CASES = [
    (
        "westmere",
        "when: [time passed]\n        it: by itself",
        "when: [not agreed]\n        it: by itself",
        "moves-without-cause",
        "stages[0].leads_to[0].when",
    ),
    (
        "westmere",
        "        it: by itself\n",
        "",
        "waits-for-nothing",
        "stages[0].leads_to[0].once_time_has_passed_for",
    ),
    (
        "westmere",
        "        by_way_of: line management\n",
        "",
        "half-a-path",
        "stages[1].leads_to[1].path",
    ),
    (
        "eastfold",
        "      named_roles: [named nurse, head of service]\n",
        "",
        "roles-not-named",
        "stages[1].ends.named_roles",
    ),
    (
        "eastfold",
        "    decided_by: [the board]\n    decider: the panel\n",
        "",
        "nobody-decides",
        "stages[2].ends.when",
    ),
    (
        "eastfold",
        "        may: [decides]\n",
        "        may: [recommends]\n",
        "decides-without-power",
        "stages[2].bodies[0].may",
    ),
]


@pytest.mark.parametrize(("name", "said", "instead", "code", "path"), CASES)
def test_a_file_that_does_not_hold_together_is_told_where_and_how_to_mend_it(
    name: str, said: str, instead: str, code: str, path: str
) -> None:
    text = (MADE / f"{name}.yaml").read_text(encoding="utf-8")
    assert said in text

    found = lint(text.replace(said, instead, 1)).errors

    assert [(error.code, error.path) for error in found] == [(code, path)]
    assert all(error.line > 1 and error.hint for error in found)


@pytest.mark.parametrize("name", ["westmere", "eastfold"])
def test_the_made_up_procedures_hold_together(name: str) -> None:
    text = (MADE / f"{name}.yaml").read_text(encoding="utf-8")

    assert lint(text).errors == ()
