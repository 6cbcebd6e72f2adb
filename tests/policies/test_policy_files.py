"""Policy files that cannot be right are refused, with the line and how to mend it."""

from importlib.resources import files

import pytest

from dispute_core.policies import PolicyFileError, policy_from, read_policy

GOOD = (files("dispute_core.policies") / "worcestershire.yaml").read_text("utf-8")


def refusal(text: str) -> PolicyFileError:
    with pytest.raises(PolicyFileError) as caught:
        read_policy(text)
    return caught.value


def line_of(fragment: str, text: str) -> int:
    return text[: text.index(fragment)].count("\n") + 1


class TestAFileThatDoesNotFit:
    @pytest.mark.parametrize(
        ("old", "new", "path", "hint"),
        [
            (
                "within: 1 working day",
                "within: soon",
                "stages[0].duties[0].within",
                "Write it like `2 working days`.",
            ),
            (
                "within: 1 working day",
                "within: 0 working days",
                "stages[0].duties[0].within",
                "Write it like `2 working days`.",
            ),
            (
                "within: 1 working day",
                "wthin: 1 working day",
                "stages[0].duties[0].wthin",
                "Did you mean `within`?",
            ),
            (
                "force: must",
                "force: shall",
                "stages[0].duties[0].force",
                "Use 'must', 'should', 'aim', 'may' or 'guide'.",
            ),
            ("nation: England", "nation: GB", "nation", "Use 'England', 'Wales'"),
            (
                "policy: worcestershire@1",
                "policy: Worcestershire",
                "policy",
                "Write it like `worcestershire@1`.",
            ),
            ('cited_as: "002"', "cited_as: 002", "cited_as", "Put it in quotes"),
            (
                "people: [child, unborn child]",
                "people: [child, baby]",
                "people[1]",
                "Use 'child', 'unborn child' or 'adult'.",
            ),
            (
                "may_end_unresolved: true",
                "may_end_unresolved: yes",
                "stages[3].may_end_unresolved",
                "Write true or false.",
            ),
            (
                "to: stage 2",
                "to: the managers",
                "stages[0].leads_to[0].to",
                "Use `stage 1`, `stage 2`, `stage 3` or `stage 4`.",
            ),
        ],
    )
    def test_is_refused_at_its_line_with_a_hint(
        self, old: str, new: str, path: str, hint: str
    ) -> None:
        bad = GOOD.replace(old, new, 1)

        error = refusal(bad)

        assert error.path == path
        assert error.line == line_of(new, bad)
        assert hint in str(error)

    def test_names_what_is_missing_where_it_should_stand(self) -> None:
        bad = GOOD.replace("        clause: 002 stage 2\n", "", 1)

        error = refusal(bad)

        assert error.path == "stages[1].duties[0].clause"
        assert error.line == line_of(
            "- duty: discuss\n        text: >-\n          l", bad
        )
        assert "`clause` is missing. Add it." in str(error)

    def test_names_every_problem_at_once(self) -> None:
        bad = GOOD.replace("force: must", "force: shall").replace("nation: ", "land: ")

        error = refusal(bad)

        assert len(error.problems) > 5
        assert "`nation` is missing" in str(error)


class TestAFileThatDoesNotHoldTogether:
    @pytest.mark.parametrize(
        ("old", "new", "path"),
        [
            ("  - stage: 2", "  - stage: 5", "stages[1].stage"),
            ("to: stage 2", "to: stage 3", "stages[0].leads_to[0].passes_over_stages"),
            ("to: stage 4", "to: stage 2", "stages[2].leads_to[0].to"),
            ("to: stage 4", "to: stage 7", "stages[2].leads_to[0].to"),
            ("- code: other", "- code: others", "kinds_of_disagreement"),
            ("- code: plan", "- code: referral", "kinds_of_disagreement[2].code"),
            ("clause: 002 stage 2", "clause: stage 2", "stages[1].clause"),
            (
                "printed: within one working day",
                "urgency: soon",
                "stages[0].duties[0].printed",
            ),
            (
                "within: 1 working day",
                "urgency: soon",
                "stages[0].duties[0].printed",
            ),
            (
                "within: 1 working day",
                "within: 1 working day\n        no_later_than: 2 working days",
                "stages[0].duties[0].within",
            ),
            (
                "counted_from: the day it was raised",
                "counted_from: the end of the previous stage",
                "stages[0].duties[0].counted_from",
            ),
            ("    decided_by: [the board]\n", "", "stages[3].decided_by"),
            (
                "    help: >-\n      Talk",
                "    may_end_unresolved: true\n    help: >-\n      Talk",
                "stages[0].may_end_unresolved",
            ),
            (
                "    help: >-\n      Talk",
                "    board_is_told: true\n    help: >-\n      Talk",
                "stages[1].board_is_told",
            ),
        ],
    )
    def test_is_refused_at_the_place(self, old: str, new: str, path: str) -> None:
        assert old in GOOD

        error = refusal(GOOD.replace(old, new, 1))

        assert path in [problem.path for problem in error.problems]
        assert all(problem.hint for problem in error.problems)

    def test_may_not_name_a_duty_twice_in_a_stage(self) -> None:
        start = GOOD.index("      - duty: discuss")
        duty = GOOD[start : GOOD.index("    leads_to:")]

        error = refusal(GOOD.replace(duty, duty + duty, 1))

        assert error.path == "stages[0].duties[1].duty"


class TestAFileThatIsNotOurYaml:
    @pytest.mark.parametrize(
        ("text", "line", "words"),
        [
            ("", 1, "empty"),
            ("just words", 1, "does not fit"),
            ("- a\n- b\n", 1, "does not fit"),
            ("policy: a@1\ntitle: [one\n", 3, "cannot be read as YAML"),
            ("policy: a@1\npolicy: b@1\n", 2, "stands here twice"),
            ("policy: &a x\ntitle: *a\n", 2, "alias"),
            ("1: one\n", 1, "name must be text"),
            ("title: 1.5\n", 1, "Put it in quotes"),
            ("title: 0x10\n", 1, "Put it in quotes"),
            ("title: !!python/name:os.system x\n", 1, "is a tag"),
            ("title: a\x00b\n", 1, "cannot be read as YAML"),
            ("a: 1\n---\nb: 2\n", 2, "cannot be read as YAML"),
            ("[" * 1500 + "]" * 1500, 1, "too deep"),
        ],
        ids=lambda value: repr(value)[:24],
    )
    def test_is_refused_plainly(self, text: str, line: int, words: str) -> None:
        error = refusal(text)

        assert error.line == line
        assert words in str(error)


class TestTheWordsOfAFile:
    def test_do_not_turn_into_something_else(self) -> None:
        changed = GOOD.replace("label: Stage 1\n", "label: no\n", 1)

        released = read_policy(changed)

        assert released.content["stages"][0]["label"] == "no"

    def test_changed_by_one_letter_change_the_hash(self) -> None:
        changed = read_policy(
            GOOD.replace("help: >-\n      Talk", "help: >-\n      Walk")
        )

        assert changed.sha256 != read_policy(GOOD).sha256

    def test_laid_out_otherwise_keep_the_hash(self) -> None:
        spaced = GOOD.replace("\nstages:", "\n\n# A remark\n\nstages:")

        assert read_policy(spaced).sha256 == read_policy(GOOD).sha256

    def test_build_the_same_policy_again_and_again(self) -> None:
        released = read_policy(GOOD)

        once = policy_from(released.content, released.sha256)

        assert once == policy_from(released.content, released.sha256)
        assert once.stage("stage-2").label == "Stage 2"
