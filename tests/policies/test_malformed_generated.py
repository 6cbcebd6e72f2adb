"""Policy files damaged at random: always an answer, with a line, and never a crash."""

from copy import deepcopy
from importlib.resources import files
from typing import Any

import pytest
import yaml
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dispute_core.policies import PolicyFileError, policy_from, read_policy
from dispute_core.policies.lint import lint
from dispute_core.policies.released import SHIPPED
from dispute_core.policies.yaml_file import read_yaml

FOLDER = files("dispute_core.policies")
TEXTS = [(FOLDER / f"{name}.yaml").read_text("utf-8") for name in SHIPPED]
TREES = [read_yaml(text).value for text in TEXTS]

Path = tuple[str | int, ...]

ODD_TEXTS = ["", " ", "no", "stage 9", "x" * 300, "\u202e", "999 working days", "1 day"]
ODD_VALUES = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(-(10**30), 10**30),
    st.floats(),
    st.sampled_from(ODD_TEXTS),
    st.text(max_size=20),
    st.lists(st.text(max_size=3), max_size=3),
    st.dictionaries(st.text(max_size=3), st.text(max_size=3), max_size=3),
)
FEW = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)


def paths(value: Any, path: Path = ()) -> list[Path]:
    """Every place in a file, parts and values alike."""
    inner: list[tuple[str | int, Any]] = []
    if isinstance(value, dict):
        inner = list(value.items())
    elif isinstance(value, list):
        inner = list(enumerate(value))
    deeper = [found for key, one in inner for found in paths(one, (*path, key))]
    return [path, *deeper] if path else deeper


@st.composite
def damaged(draw: st.DrawFn) -> str:
    """A shipped file in which up to three parts are gone, doubled, renamed or other."""
    tree = deepcopy(draw(st.sampled_from(TREES)))
    for _ in range(draw(st.integers(1, 3))):
        damage(draw, tree)
    return str(yaml.dump(tree, allow_unicode=True, sort_keys=draw(st.booleans())))


def damage(draw: st.DrawFn, tree: Any) -> None:
    place: Any = draw(st.sampled_from(paths(tree) or [("stages",)]))
    *before, key = place
    holder = tree
    for step in before:
        holder = holder[step]
    match draw(st.sampled_from(["delete", "double", "rename", "retype", "move"])):
        case "delete":
            holder.pop(key, None) if isinstance(holder, dict) else holder.pop(key)
        case "double" if isinstance(holder, list):
            holder.insert(0, deepcopy(holder[key]))
        case "rename" if isinstance(holder, dict):
            holder[draw(st.text(max_size=8))] = holder.pop(key, None)
        case "move" if holder is not tree:
            tree[draw(st.sampled_from(["stages", "later_start", "x"]))] = holder
        case _:
            holder[key] = draw(ODD_VALUES)


@st.composite
def cut_up(draw: st.DrawFn) -> bytes:
    """A shipped file with lines doubled, lost, moved in or out, and bytes struck."""
    lines = draw(st.sampled_from(TEXTS)).encode().splitlines(keepends=True)
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        strike = draw(
            st.sampled_from(
                [
                    b"",
                    lines[place] * 2,
                    b"  " + lines[place],
                    lines[place].lstrip(),
                    b"\t" + lines[place],
                    lines[place].replace(b":", b""),
                    lines[place].replace(b": ", b": &a "),
                    lines[place].replace(b": ", b": *a "),
                    lines[place].replace(b": ", b": !x "),
                    b"---\n",
                    b"- [{\n",
                    draw(st.binary(max_size=12)) + b"\n",
                ]
            )
        )
        lines[place] = strike
    return b"".join(lines)


def expect_an_answer(source: str | bytes) -> None:
    """Either a policy that can be built, or errors that a person can act on."""
    result = lint(source)
    length = len(source.splitlines()) + 1
    for error in result.errors:
        assert 1 <= error.line <= length
        assert error.code
        assert error.what.endswith((".", "?"))
        assert error.hint.endswith((".", "?"))
        assert "Input should" not in str(error)
    if result.passes:
        released = read_policy(source)
        assert policy_from(released.content, released.sha256).stages
    else:
        with pytest.raises(PolicyFileError) as refused:
            read_policy(source)
        assert refused.value.problems == result.errors


class TestAFileDamagedAtRandom:
    @FEW
    @given(damaged())
    def test_is_answered_when_its_parts_are_other(self, source: str) -> None:
        expect_an_answer(source)

    @FEW
    @given(cut_up())
    def test_is_answered_when_its_lines_are_other(self, source: bytes) -> None:
        expect_an_answer(source)

    @FEW
    @given(st.binary(max_size=200))
    def test_is_answered_when_it_is_anything_at_all(self, source: bytes) -> None:
        expect_an_answer(source)

    @FEW
    @given(st.text(alphabet="ab:-?!&*[]{}|>'\"%@#,\n\t \\0x1", max_size=80))
    def test_is_answered_when_it_is_signs_of_yaml(self, source: str) -> None:
        expect_an_answer(source)


class TestEachPartOfAFile:
    @pytest.mark.parametrize("place", ["stages", "nation", "cited_as", "people"])
    def test_is_missed_when_it_is_gone(self, place: str) -> None:
        tree = deepcopy(TREES[2])
        del tree[place]

        errors = lint(yaml.dump(tree, allow_unicode=True)).errors

        assert ("missing", place) in [(error.code, error.path) for error in errors]
