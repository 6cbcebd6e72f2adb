"""`concord policy lint`: for a person in plain English, for a program as JSON."""

import json
from importlib.resources import files
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from dispute_core.policies.lint import lint
from dispute_core.policies.lint.result import MOST
from tests.concord.commands import concord
from tests.policies.malformed import GOOD


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A policy file of one's own."""
    path = tmp_path / "our policy.yaml"
    path.write_text(GOOD, encoding="utf-8")
    return path


def linted(*arguments: str | Path) -> CompletedProcess[str]:
    return concord("policy", "lint", *arguments)


class TestAFileWithoutErrors:
    def test_ends_with_0_and_says_what_the_document_leaves_open(
        self, file: Path
    ) -> None:
        told = linted(file)

        assert (told.returncode, told.stderr) == (0, "")
        assert (
            "“Stage 3” has no time limit, only “without delay”. "
            "[stage-without-limit; 002 stage 3]"
        ) in told.stdout.splitlines()
        assert told.stdout.splitlines()[-2] == "No errors to mend in the file."

    def test_is_told_as_json_to_a_program(self) -> None:
        with_path = files("dispute_core.policies") / "wales-regional.yaml"

        told = linted("--json", str(with_path))

        answer = json.loads(told.stdout)
        assert told.returncode == 0
        assert answer["errors"] == []
        assert {
            "code": "stage-without-limit",
            "stage": "stage-2",
            "message": "“Stage 2” has no time limit.",
            "clause": "004 stage 2",
        } in answer["findings"]


class TestAFileWithErrors:
    def test_ends_with_1_and_says_where_and_how_to_mend_it(self, file: Path) -> None:
        file.write_text(GOOD.replace("to: stage 2", "to: stage 8"), encoding="utf-8")

        told = linted(file)

        assert told.returncode == 1
        line, unreached, count = told.stdout.splitlines()
        assert line == (
            "line 56, stages[0].leads_to[0].to: There is no `stage 8` in this file. "
            "Use `stage 1`, `stage 2`, `stage 3` or `stage 4`."
        )
        assert unreached.startswith("line 83, stages[1]: This stage cannot be reached")
        assert count == "2 errors to mend in the file."

    def test_is_told_as_json_to_a_program(self, file: Path) -> None:
        file.write_bytes(b"policy: a@1\ntitle: caf\xe9\n")

        told = linted("--json", file)

        assert told.returncode == 1
        assert json.loads(told.stdout) == {
            "errors": [
                {
                    "code": "not-utf8",
                    "line": 2,
                    "path": "",
                    "message": "This line is not text in UTF-8.",
                    "hint": "Save the file with the encoding UTF-8.",
                }
            ],
            "findings": [],
        }


class TestACallThatCannotBeUsed:
    @pytest.mark.parametrize(
        "arguments",
        [(), ("nowhere.yaml",), ("/",), ("--colour", "x.yaml"), ("a.yaml", "b.yaml")],
        ids=["no file", "a file that is not there", "a folder", "an option", "two"],
    )
    def test_ends_with_2_and_one_sentence(self, arguments: tuple[str, ...]) -> None:
        told = linted(*arguments)

        assert told.returncode == 2
        assert told.stdout == ""
        assert len(told.stderr.splitlines()) == 1
        assert "Traceback" not in told.stderr


class TestMoreErrorsThanAnAnswerHolds:
    def test_are_cut_off_where_the_contract_ends(self) -> None:
        source = "".join(f"word{number}: 1\n" for number in range(1200))

        found = lint(source)

        assert len(found.errors) > MOST
        assert len(found.as_json()["errors"]) == MOST
