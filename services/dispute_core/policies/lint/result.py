"""What checking a policy file comes to."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any

from dispute_core.policies.yaml_file import Problem

MOST = 1000


@dataclass(frozen=True, kw_only=True)
class Finding:
    """A hole in the document itself: nothing to mend in the file, and never filled.

    `stage` is the id of the stage, or None where it is the whole document.
    """

    code: str
    stage: str | None
    message: str
    clause: str


@dataclass(frozen=True, kw_only=True)
class LintResult:
    """The errors of a file; or, where it has none, the holes of its document."""

    errors: tuple[Problem, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def passes(self) -> bool:
        """Whether the file can be released; a document may be as open as it likes."""
        return not self.errors

    def as_json(self) -> dict[str, list[dict[str, Any]]]:
        """Both lists in plain values, as the API and the command line show them.

        No longer than the contract lets an answer be.
        """
        return {
            "errors": [
                {
                    "code": error.code,
                    "line": error.line,
                    "path": error.path,
                    "message": error.what,
                    "hint": error.hint,
                }
                for error in self.errors[:MOST]
            ],
            "findings": [asdict(finding) for finding in self.findings[:MOST]],
        }

    def lines(self) -> Iterator[str]:
        """Both lists for a person to read, and what they come to."""
        yield from map(str, self.errors)
        for finding in self.findings:
            yield f"{finding.message} [{finding.code}; {finding.clause}]"
        yield f"{_counted(len(self.errors), 'error')} to mend in the file."
        if self.passes:
            what = _counted(len(self.findings), "finding")
            yield f"{what} about what the document leaves open."


def _counted(number: int, noun: str) -> str:
    count = str(number) if number else "No"
    return f"{count} {noun}" if number == 1 else f"{count} {noun}s"
