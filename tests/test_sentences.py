"""What people read when something is refused: whole sentences, and nobody's words."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from dispute_api.refusals.problem_pages import explanations
from dispute_api.refusals.problems import TYPES
from dispute_core.domain import errors
from dispute_core.domain.errors import DisputeError

CORE = Path(__file__).parents[1] / "services" / "dispute_core"
REFUSALS = {
    name
    for name, kind in vars(errors).items()
    if isinstance(kind, type) and issubclass(kind, DisputeError)
}
OURS = {
    "condition.about",
    "', '.join(known)",
    "reach.printed",
    "limit.clause",
    "leave.text",
    "said(furthest)",
    "stage.label",
    "first.label",
    "' or '.join(labels)",
    "fields",
    "policy.emergency",
    "given.policy.emergency",
    "protect",
    "message",
    "SETTLED",
    "_leads(stage, trigger, policy)",
    "question.belongs_to",
    "question.clause",
    "condition.text",
    "condition.clause",
    "right.clause",
    "goes_on",
    "other",
    "NOT_HERE.format(belongs_to=question.belongs_to)",
    "not_covered(policy)",
    "body.text",
    "body.clause",
    "body.chairs_only_if",
    "closing.clause",
    "listed(missing)",
    "move.clause",
    "move.consult",
    "clauses",
    "ahead",
    "notice.text",
    "notice.clause",
    "said(ready_at)",
    "OR_WHY_NOT",
    "asks",
    "leave.clause",
    "policy.stage_noun",
    "parts",
    "duty.due.clause",
    "deadline.set.clause",
    "_ENDS[duty.how]",
    "dispute.stage.label",
    "clause",
    "verb",
    "SAID[wanted or 'other']",
    "STATUSES[found.status]",
}
"""What a sentence may name: words of the policy, the contract, and other sentences."""


def sentences() -> Iterator[tuple[str, ast.expr]]:
    """Every sentence of the core with which it refuses, and where it stands."""
    for folder in ("domain", "application"):
        for path in sorted((CORE / folder).rglob("*.py")):
            text = path.read_text(encoding="utf-8")
            if "dispute_core.domain.errors import" in text:
                for said in _said_in(ast.parse(text)):
                    yield f"{path.name}:{said.lineno}", said


def _said_in(tree: ast.Module) -> Iterator[ast.expr]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "message":
            yield from _choices(node.value)
        elif isinstance(node, ast.Call) and ast.unparse(node.func) in REFUSALS:
            for said in node.args:
                if isinstance(said, ast.Constant | ast.JoinedStr | ast.BinOp):
                    yield said


def _choices(said: ast.expr) -> list[ast.expr]:
    return [said.body, said.orelse] if isinstance(said, ast.IfExp) else [said]


def names_in(said: ast.expr) -> set[str]:
    """What of other making a sentence repeats."""
    if isinstance(said, ast.BinOp):
        return names_in(said.left) | names_in(said.right)
    if isinstance(said, ast.JoinedStr):
        values = [v for v in said.values if isinstance(v, ast.FormattedValue)]
        return {ast.unparse(value.value) for value in values}
    return set() if isinstance(said, ast.Constant) else {ast.unparse(said)}


def fixed(said: ast.expr) -> str:
    """The sentence as far as it is always the same, a dash for what it names."""
    if isinstance(said, ast.BinOp):
        return fixed(said.left) + fixed(said.right)
    if isinstance(said, ast.JoinedStr):
        return "".join(fixed(value) or "…" for value in said.values)
    return str(said.value) if isinstance(said, ast.Constant) else ""


class TestARefusal:
    def test_repeats_nothing_that_anybody_sent(self) -> None:
        found = {where: names_in(said) - OURS for where, said in sentences()}

        assert len(found) > 50
        assert {where: names for where, names in found.items() if names} == {}

    def test_is_made_of_whole_sentences(self) -> None:
        said = {where: fixed(said) for where, said in sentences() if fixed(said)}
        wrong = {
            where: words
            for where, words in said.items()
            if not words.rstrip().endswith((".", "…")) or "  " in words
        }

        assert wrong == {}


class TestAPage:
    def test_stands_behind_every_problem_and_no_other(self) -> None:
        assert explanations().keys() == TYPES.keys()

    @pytest.mark.parametrize("code", TYPES)
    def test_says_what_happened_and_what_to_do_in_whole_sentences(
        self, code: str
    ) -> None:
        words = explanations()[code]

        assert words.keys() == {"happened", "do"}
        for paragraph in words.values():
            assert paragraph[0].isupper()
            assert paragraph.endswith(".")

    @pytest.mark.parametrize(
        "code", [code for code, kind in TYPES.items() if kind.status in (403, 409, 422)]
    )
    def test_of_a_refused_command_says_that_nothing_was_recorded(
        self, code: str
    ) -> None:
        assert "Nothing was recorded" in explanations()[code]["happened"]
