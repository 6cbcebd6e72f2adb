"""Who is who in a partnership: its agencies, offices and the policies in force.

Facts only: offices by name, never their holders.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from dispute_core.domain.vocabulary import Band, Nation


@dataclass(frozen=True, kw_only=True)
class Agency:
    """An organisation that may be a party."""

    code: str
    name: str
    kind: str
    statutory: bool = False
    on_system: bool = True
    proxy_for: frozenset[str] = frozenset()
    """Agencies whose disputes this one may raise on their behalf."""
    lacks_levels: frozenset[Band] = frozenset()
    """Levels that it does not have: there the next one up acts."""


@dataclass(frozen=True, kw_only=True)
class Office:
    """A post that notices are addressed to; it survives its holder."""

    code: str
    name: str
    mailbox: str | None = None


@dataclass(frozen=True, kw_only=True)
class PolicyInForce:
    """From which date a partnership works under a policy."""

    ref: str
    from_date: date


@dataclass(frozen=True, kw_only=True)
class Partnership:
    """A safeguarding board or partnership and those who work under it."""

    code: str
    name: str
    prefix: str
    nation: Nation
    agencies: Mapping[str, Agency]
    offices: Mapping[str, Office]
    policies: tuple[PolicyInForce, ...]

    def policy_in_force(self, on: date) -> str | None:
        """The reference of the policy in force on a date, if any was."""
        started = [entry for entry in self.policies if entry.from_date <= on]
        return max(started, key=lambda entry: entry.from_date).ref if started else None
