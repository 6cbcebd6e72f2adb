"""From the text of a policy file to its errors and findings."""

from collections.abc import Iterable

from dispute_core.policies.format.file import PolicyFile, policy_from
from dispute_core.policies.layering import NONE_HELD, Held, put_together
from dispute_core.policies.lint.cap import cap_flaws
from dispute_core.policies.lint.document import Document, holes
from dispute_core.policies.lint.file import flaws
from dispute_core.policies.lint.result import LintResult
from dispute_core.policies.validation import fit
from dispute_core.policies.yaml_file import (
    DataFileError,
    Flaw,
    Tree,
    read_yaml,
)


def lint(source: str | bytes, held: Held = NONE_HELD) -> LintResult:
    """Every error of a file; where it has none, every hole of its document.

    `held` are the policies from which the file may take parts over.
    """
    try:
        tree, file = check(source, held)
    except DataFileError as error:
        return LintResult(errors=error.problems)
    document = Document(
        policy=policy_from(tree.value, sha256=""),
        cited_as=file.cited_as,
        defines_working_days=bool(file.working_days_leave_out),
    )
    return LintResult(findings=tuple(holes(document)))


def check(source: str | bytes, held: Held = NONE_HELD) -> tuple[Tree, PolicyFile]:
    """The values of a file without errors, and its parts; raises `DataFileError`."""
    tree = put_together(read_yaml(source), held)
    file = fit(PolicyFile, tree)
    _expect_none(tree, flaws(file))
    # Only a file that holds together says a policy whose times can be added up.
    _expect_none(tree, cap_flaws(policy_from(tree.value, sha256="")))
    return tree, file


def _expect_none(tree: Tree, found: Iterable[Flaw]) -> None:
    problems = [tree.problem(flaw) for flaw in found]
    if problems:
        raise DataFileError(problems)
