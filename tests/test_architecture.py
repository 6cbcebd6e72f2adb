"""What the house rules of the design demand of every file, held by walking them."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from dispute_core.domain import errors
from dispute_core.domain.errors import DisputeError

ROOT = Path(__file__).parents[1]
SERVICES = sorted((ROOT / "services").rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("*.py"))

LINES_IN_A_FILE = 250
LINES_IN_A_FUNCTION = 40

CLOCKS = {
    "dispute_core/bootstrap.py",
    "deadline_worker",
    "dispute_api/__main__.py",
    "concord",
}
"""The edges at which a clock may be read; all else is told the time."""


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def functions(path: Path) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def place(path: Path) -> str:
    return str(path.relative_to(ROOT))


def refusals(root: type[DisputeError] = DisputeError) -> Iterator[type[DisputeError]]:
    for refusal in root.__subclasses__():
        yield refusal
        yield from refusals(refusal)


class TestFiles:
    def test_are_short_enough_to_read_at_one_sitting(self) -> None:
        long = {
            place(path): lines
            for path in SERVICES + TESTS
            if (lines := len(path.read_text(encoding="utf-8").splitlines()))
            > LINES_IN_A_FILE
        }

        assert long == {}

    def test_hold_no_function_that_is_longer_than_a_screen(self) -> None:
        long = {
            f"{place(path)} {function.name}": lines
            for path in SERVICES + TESTS
            for function in functions(path)
            if (lines := (function.end_lineno or 0) - function.lineno + 1)
            > LINES_IN_A_FUNCTION
        }

        assert long == {}

    def test_say_what_they_are_for(self) -> None:
        silent = [
            place(path)
            for path in SERVICES
            if path.read_text(encoding="utf-8").strip()
            and ast.get_docstring(tree(path)) is None
        ]

        assert silent == []

    def test_of_the_services_hold_no_work_left_for_later(self) -> None:
        words = ("TODO", "FIXME", "XXX", "NotImplementedError")
        left = [
            f"{place(path)} {word}"
            for path in SERVICES
            for word in words
            if word in path.read_text(encoding="utf-8")
        ]

        assert left == []


class TestRefusals:
    def test_all_have_a_code_and_a_title_of_their_own(self) -> None:
        raised = [r for r in refusals() if r.__module__ == errors.__name__]
        incomplete = [
            refusal.__name__
            for refusal in raised
            if not {"code", "title"} <= vars(refusal).keys()
        ]

        assert raised
        assert incomplete == []

    def test_never_share_a_code(self) -> None:
        codes = [refusal.code for refusal in refusals()]

        assert sorted(codes) == sorted(set(codes))


class TestImports:
    def test_point_down_only(self) -> None:
        run = subprocess.run(
            [Path(sys.executable).parent / "lint-imports", "--no-cache"],
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT / "services"), "PATH": ""},
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )

        assert run.returncode == 0, run.stdout

    @pytest.mark.parametrize(
        "package", ["dispute_core.domain", "dispute_core.application"]
    )
    def test_of_the_rules_read_no_file_and_no_clock(self, package: str) -> None:
        folder = ROOT / "services" / package.replace(".", "/")
        banned = {"open", "read_text", "now", "utcnow", "today", "environ", "getenv"}
        found = [
            f"{place(path)}:{node.lineno}"
            for path in folder.rglob("*.py")
            for node in ast.walk(tree(path))
            if isinstance(node, ast.Call) and called(node) in banned
        ]

        assert found == []


class TestModules:
    def test_do_no_work_when_they_are_imported(self) -> None:
        """No engine, no settings, no file read: not even by a module-level call."""
        busy = {"create_engine", "create_async_engine", "open", "read_text", "Settings"}
        found = [
            f"{place(path)}:{call.lineno} {called(call)}"
            for path in SERVICES
            for statement in tree(path).body
            if isinstance(statement, ast.Assign | ast.AnnAssign | ast.Expr)
            for call in ast.walk(statement)
            if isinstance(call, ast.Call) and called(call) in busy
        ]

        assert found == []

    def test_ask_what_time_it_is_at_the_edges_only(self) -> None:
        found = [
            place(path)
            for path in SERVICES
            if not any(
                place(path).removeprefix("services/").startswith(edge)
                for edge in CLOCKS
            )
            for call in ast.walk(tree(path))
            if isinstance(call, ast.Call) and called(call) in {"now", "utcnow", "today"}
        ]

        assert found == []


class TestTests:
    def test_patch_nothing(self) -> None:
        """If a test needs a patch, an argument is missing."""
        found = [
            f"{place(path)}:{getattr(node, 'lineno', 0)}"
            for path in TESTS
            for node in ast.walk(tree(path))
            if patches(node)
        ]

        assert found == []


def called(call: ast.Call) -> str:
    """The last name of what is called: `now` of `datetime.now(UTC)`."""
    if isinstance(call.func, ast.Attribute):
        return call.func.attr
    return call.func.id if isinstance(call.func, ast.Name) else ""


def patches(node: ast.AST) -> bool:
    if isinstance(node, ast.Import | ast.ImportFrom):
        names = [alias.name for alias in node.names]
        module = getattr(node, "module", None) or ""
        return any("mock" in name for name in [*names, module])
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
        return node.value.id == "monkeypatch" and node.attr == "setattr"
    return False
