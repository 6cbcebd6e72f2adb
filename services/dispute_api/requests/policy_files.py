"""Policy files as they are sent: checked first, and refused with what to mend."""

import asyncio

from dispute_api.refusals.problems import POLICY_NOT_VALID, Flaw, Rejected
from dispute_core.application.deciding import Library
from dispute_core.policies import ReleasedPolicy, policy_from, read_policy
from dispute_core.policies.layering import Held, references
from dispute_core.policies.lint import LintResult, lint
from dispute_core.policies.yaml_file import Problem

MOST = 100
"""How many errors one answer names in the form of every problem."""

LONGEST = 2_000


async def checked(text: str, library: Library) -> tuple[ReleasedPolicy, LintResult]:
    """A policy ready for release, and what its check found; raises `Rejected`.

    On a thread of its own: a long file takes longer than other requests should wait.
    What it takes over comes from the policies that have been released here.
    """
    held = {}
    for ref in await asyncio.to_thread(references, text):
        above = await library.release(ref)
        if above is not None:
            held[ref] = above.content
    return await asyncio.to_thread(_checked, text, held)


def _checked(text: str, held: Held) -> tuple[ReleasedPolicy, LintResult]:
    found = lint(text, held)
    if not found.passes:
        count = len(found.errors)
        what = (
            "The file has one error" if count == 1 else f"The file has {count} errors"
        )
        raise Rejected(
            POLICY_NOT_VALID,
            f"{what} to mend, see policy_lint. Nothing was stored.",
            flaws=[_flaw(error) for error in found.errors[:MOST]],
            more={"policy_lint": found.as_json()},
        )
    policy = read_policy(text, held)
    policy_from(policy.content, policy.sha256)  # what cannot be read is not released
    return policy, found


def _flaw(error: Problem) -> Flaw:
    return Flaw(code="policy_file", detail=str(error)[:LONGEST], pointer="/text")
