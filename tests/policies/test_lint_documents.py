"""What the five documents leave unsaid, read in them by hand, and nothing else."""

from importlib.resources import files

import pytest

from dispute_core.policies.lint import LintResult, lint
from dispute_core.policies.released import SHIPPED

Hole = tuple[str, str | None, str]
"""Its code, its stage, and the clause at which one sees it."""

SANDHURST: set[Hole] = {
    ("no-review-date", None, "000 whole document"),
    ("no-number-anywhere", None, "000 whole document"),
    ("no-check-back", None, "000 whole document"),
    ("no-skip-on-immediate-risk", None, "000 whole document"),
    ("document-not-seen", None, "000 last paragraph"),
    ("stage-without-limit", "stage-1", "000 third reminder"),
    ("stage-without-limit", "stage-2", "000 last paragraph"),
    ("nobody-decides", "stage-2", "000 last paragraph"),
    ("no-unresolved-exit", "stage-2", "000 last paragraph"),
}
BEXLEY: set[Hole] = {
    ("no-date-in-force", None, "001 whole document"),
    ("no-review-date", None, "001 whole document"),
    ("no-number-anywhere", None, "001 whole document"),
    ("no-check-back", None, "001 whole document"),
    ("no-skip-on-immediate-risk", None, "001 whole document"),
    ("document-not-seen", None, "001 third paragraph"),
    ("document-not-seen", None, "001 fourth paragraph"),
    ("stage-without-limit", "stage-1", "001 fourth paragraph"),
    ("stage-without-limit", "stage-2", "001 second paragraph"),
    ("stage-without-limit", "stage-3", "001 fifth paragraph"),
    ("stage-without-limit", "stage-4", "001 second paragraph"),
    ("no-unresolved-exit", "stage-4", "001 second paragraph"),
}
WORCESTERSHIRE: set[Hole] = {
    ("no-date-in-force", None, "002 whole document"),
    ("no-review-date", None, "002 whole document"),
    ("working-day-not-defined", None, "002 whole document"),
    ("no-skip-on-immediate-risk", None, "002 whole document"),
    ("document-not-seen", None, "002 stage 1, Resolved, third point"),
    ("anchor-not-stated", "stage-1", "002 stage 1"),
    ("anchor-not-stated", "stage-2", "002 stage 2"),
    ("stage-without-limit", "stage-3", "002 stage 3"),
    ("stage-without-limit", "stage-4", "002 stage 4"),
    ("no-check-back", "stage-4", "002 stage 4"),
    ("nobody-decides", "stage-4", "002 stage 4"),
    ("no-unresolved-exit", "stage-4", "002 stage 4"),
}
BRIGHTON: set[Hole] = {
    ("no-date-in-force", None, "003 whole document"),
    ("no-review-date", None, "003 whole document"),
    ("no-number-anywhere", None, "003 whole document"),
    ("no-check-back", None, "003 whole document"),
    ("document-not-seen", None, "003 introduction"),
    ("document-not-seen", None, "003 last paragraph"),
    ("no-outer-limit", "stage-1", "003 stages 1 and 2"),
    ("stage-without-limit", "stage-2", "003 stage 2"),
    ("stage-without-limit", "stage-3", "003 stage 3"),
    ("stage-without-limit", "stage-4", "003 stage 4"),
    ("nobody-decides", "stage-4", "003 stage 4"),
    ("no-unresolved-exit", "stage-4", "003 stage 4"),
}
WALES: set[Hole] = {
    ("no-date-in-force", None, "004 whole document"),
    ("no-review-date", None, "004 whole document"),
    ("working-day-not-defined", None, "004 whole document"),
    ("no-check-back", None, "004 whole document"),
    ("no-skip-on-immediate-risk", None, "004 whole document"),
    ("anchor-not-stated", "stage-1", "004 stage 2, first point"),
    ("stage-without-limit", "stage-2", "004 stage 2"),
}
EXPECTED = dict(
    zip(SHIPPED, (SANDHURST, BEXLEY, WORCESTERSHIRE, BRIGHTON, WALES), strict=True)
)


def checked(name: str) -> LintResult:
    return lint((files("dispute_core.policies") / f"{name}.yaml").read_bytes())


@pytest.mark.parametrize("name", SHIPPED)
class TestADocument:
    def test_has_the_holes_that_a_reader_finds_and_no_others(self, name: str) -> None:
        found = {(f.code, f.stage, f.clause) for f in checked(name).findings}

        assert found - EXPECTED[name] == set()
        assert EXPECTED[name] - found == set()

    def test_is_rendered_without_an_error(self, name: str) -> None:
        assert checked(name).errors == ()

    def test_is_told_in_sentences(self, name: str) -> None:
        for finding in checked(name).findings:
            assert finding.message[0].isupper() or finding.message[0] == "“"
            assert finding.message.endswith(".")
