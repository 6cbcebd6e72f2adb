"""Checking a policy file: what is wrong in it, and what its document leaves unsaid."""

from dispute_core.policies.lint.checking import check, lint
from dispute_core.policies.lint.result import Finding, LintResult

__all__ = ["Finding", "LintResult", "check", "lint"]
