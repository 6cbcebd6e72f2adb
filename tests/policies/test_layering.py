"""A local text takes parts over from the one above it, by name, when it is released."""

import pytest

from dispute_core.policies import policy_from
from dispute_core.policies.layering import references
from dispute_core.policies.lint import lint
from dispute_core.policies.released import PolicyFileError, read_policy
from tests.support.made import HELD, MADE, made_policy

REGION = "wales-regional@1"
LOCAL = (MADE / "dyffryn-isaf.yaml").read_text(encoding="utf-8")
TAKEN = "  - stage: 3\n    taken_from: wales-regional@1\n"

MALFORMED = {
    "layer-not-named": ("    policy: wales-regional@1\n", ""),
    "policy-not-held": ("wales-regional@1", "powys-regional@1"),
    "unknown-part": ("  - stage: 3\n", "  - stage: 7\n"),
    "taken-and-written": (TAKEN, f"{TAKEN}    label: Another label\n"),
    "missing": (TAKEN, "  - taken_from: wales-regional@1\n"),
    "does-not-fit": (TAKEN, "  - stage: 3\n    taken_from: [wales-regional@1]\n"),
}


class TestTakingOver:
    def test_writes_the_part_out_with_its_own_clauses(self) -> None:
        policy = policy_from(made_policy("dyffryn-isaf").content, sha256="")
        region = policy_from(HELD[REGION], sha256="")

        taken, there = policy.stage("stage-3"), region.stage("stage-3")
        assert taken.taken_from == REGION
        assert taken.clause == there.clause
        assert taken.limits == there.limits
        assert policy.stage("stage-1").taken_from is None

    def test_needs_the_other_policy_when_it_is_released_and_never_again(self) -> None:
        released = made_policy("dyffryn-isaf")

        with pytest.raises(PolicyFileError):
            read_policy(LOCAL)
        assert policy_from(released.content, released.sha256).stages[2].limits

    def test_says_beforehand_which_policies_it_needs(self) -> None:
        assert references(LOCAL) == {REGION}
        assert references("stages: [") == frozenset()

    def test_gives_the_release_a_hash_of_everything_that_it_says(self) -> None:
        stages = [dict(stage) for stage in HELD[REGION]["stages"]]
        stages[2]["label"] = "Third stage"
        otherwise = {REGION: {**HELD[REGION], "stages": stages}}

        assert read_policy(LOCAL, HELD).sha256 != read_policy(LOCAL, otherwise).sha256

    @pytest.mark.parametrize("code", MALFORMED)
    def test_is_refused_with_line_and_mending_where_it_cannot_be(
        self, code: str
    ) -> None:
        old, new = MALFORMED[code]
        assert old in LOCAL

        errors = lint(LOCAL.replace(old, new), HELD).errors

        assert code in {error.code for error in errors}
        for error in errors:
            assert error.line > 1
            assert error.hint
