"""What became of a policy: released by whom and why, in force from when, and where."""

from dispute_api.views.parts import Json
from dispute_api.views.policies import policy_summary
from dispute_core.domain.directory.partnership import Decided, PolicyInForce
from dispute_core.domain.policy import Policy
from dispute_core.domain.releases import EVERYWHERE, Decider, PolicyReleased
from dispute_core.policies.differences import Difference
from dispute_core.policies.lint import LintResult


def released_view(policy: Policy, release: PolicyReleased, lint: LintResult) -> Json:
    return {
        "policy": policy_summary(policy),
        "release": release_view(release),
        "lint": lint.as_json(),
    }


def release_view(release: PolicyReleased) -> Json:
    return {
        "owner": None if release.owner == EVERYWHERE else release.owner,
        "released_at": release.timestamp,
        "by": _by(release.by),
        "reason": release.reason,
    }


def in_force_view(partnership: str, entry: PolicyInForce) -> Json:
    return {
        "partnership": partnership,
        "policy": entry.ref,
        "from_date": entry.from_date,
        "to_date": entry.to_date,
        "decision": _decision(entry.decided) if entry.decided else None,
    }


def diff_view(ref: str, against: str | None, changes: list[Difference]) -> Json:
    return {
        "ref": ref,
        "against": against,
        "changes": [
            {
                "path": change.path,
                "stage": change.stage,
                "change": change.change,
                "was": change.was,
                "now": change.now,
                "clause": change.clause,
                "sentence": change.sentence,
            }
            for change in changes
        ],
    }


def _decision(decided: Decided) -> Json:
    return {
        "by": _by(decided.by),
        "reason": decided.reason,
        "decided_at": decided.at,
    }


def _by(by: Decider) -> Json:
    return {"role": by.role, "office": by.office}
