"""Policy files that nobody should have sent, each with what must be said of it."""

from dataclasses import dataclass
from pathlib import Path

import pytest

from dispute_core.policies import PolicyFileError, read_policy
from dispute_core.policies.lint import lint

GOOD = Path(__file__).with_name("good.yaml").read_text("utf-8")


@dataclass(frozen=True, kw_only=True)
class Malformed:
    """A file, and one error that is expected of it, with its line and place."""

    source: bytes
    code: str
    line: int
    path: str = ""


def raw(source: str | bytes, code: str, line: int = 1, path: str = "") -> Malformed:
    """A file of a few lines, given whole."""
    whole = source.encode() if isinstance(source, str) else source
    return Malformed(source=whole, code=code, line=line, path=path)


def changed(old: str, new: str, code: str, path: str, at: str = "") -> Malformed:
    """A good file with one passage changed; `at` begins the line expected if not it."""
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    line = text[: text.index(at or new)].count("\n") + 1
    return Malformed(source=text.encode(), code=code, line=line, path=path)


def without(old: str, code: str, path: str, at: str) -> Malformed:
    """A good file in which a passage is missing."""
    return changed(old, "", code, path, at)


def expect_told(case: Malformed) -> None:
    """The error expected of a case, and every other in whole sentences."""
    errors = lint(case.source).errors
    found = [(error.code, error.line, error.path) for error in errors]

    assert (case.code, case.line, case.path) in found
    for error in errors:
        assert error.what.endswith((".", "?"))
        assert error.hint.endswith((".", "?"))
        assert "Input should" not in str(error)
    with pytest.raises(PolicyFileError):
        read_policy(case.source)
