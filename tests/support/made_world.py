"""Every policy, shipped or made up for the tests, and who works under it."""

from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path

from dispute_core.domain.directory.partnership import Partnership, PolicyInForce
from dispute_core.domain.policy import Policy
from dispute_core.policies import policy_from
from dispute_core.policies.directory_file import partnership_from, read_directory
from tests.support.made import MADE, made_policy
from tests.support.world import (
    ALL_POLICIES,
    PARTNERSHIP,
    ShippedCatalogue,
    partnerships,
    policies,
)

BOARDS = Path(__file__).parents[1] / "journeys" / "made" / "boards.yaml"
ELSEWHERE = {"harbour-entry": "harbour", "moor-one-way": "moor"}
"""Where a policy is worked under that is not called as its partnership is."""

MADE_UP = tuple(sorted(p.stem for p in MADE.glob("*.yaml") if p.stem != "directory"))
EVERY_POLICY = (*ALL_POLICIES, *MADE_UP)


@cache
def policy_called(name: str) -> Policy:
    """A shipped policy by its reference, a made-up one by the name of its file."""
    if name in ALL_POLICIES:
        return policies()[name]
    released = made_policy(name)
    return policy_from(released.content, released.sha256)


@cache
def partnership_of(name: str) -> Partnership:
    """The partnership that works under a policy."""
    if name in ALL_POLICIES:
        return partnerships()[PARTNERSHIP[name]]
    texts = [
        path.read_text(encoding="utf-8") for path in (BOARDS, MADE / "directory.yaml")
    ]
    found = [partnership_from(one) for text in texts for one in read_directory(text)]
    wanted = ELSEWHERE.get(name, name)
    own = next(one for one in found if one.code == wanted)
    since = PolicyInForce(ref=policy_called(name).ref, from_date=date(2020, 1, 1))
    return replace(own, policies=(since,))


@dataclass(frozen=True)
class CatalogueOfOne(ShippedCatalogue):
    """A catalogue that knows one policy and those who work under it."""

    name: str = ""

    async def policy(self, ref: str, sha256: str | None = None) -> Policy | None:
        own = policy_called(self.name)
        return own if own.ref == ref and sha256 in (None, own.sha256) else None

    async def partnership(self, code: str) -> Partnership | None:
        own = partnership_of(self.name)
        return own if own.code == code else None
