"""Who is who in a partnership: its agencies, offices and the policies in force.

Facts only, unless whoever puts it together has opened the names of the holders.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from dispute_core.domain.directory.offices import (
    Digest,
    Holder,
    Kept,
    Language,
    Office,
    Panel,
)
from dispute_core.domain.directory.retention import Rule
from dispute_core.domain.releases import Decider, PolicyPutInForce, PolicyRetired
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
    mailbox: str | None = None
    secure_mail: bool = False
    """Whether what is sent there may hold the record itself, encrypted."""
    own_policy: Kept = "not_seen"
    own_policy_seen_on: date | None = None
    own_log: Kept = "not_seen"
    """Whether it records each use of the procedure and its resolution (001-10)."""
    welsh_name: str | None = None
    address: str | None = None
    telephone: str | None = None
    digest: Digest | None = None


@dataclass(frozen=True, kw_only=True)
class Decided:
    """The decision on which a time in force rests, or its end: whose, when and why."""

    by: Decider
    reason: str
    at: datetime
    version: int


@dataclass(frozen=True, kw_only=True)
class PolicyInForce:
    """From which date, and until which, a partnership works under a policy."""

    ref: str
    from_date: date
    to_date: date | None = None
    """The last day; None while no end is decided."""
    decided: Decided | None = None
    """None where the directory itself says it."""

    def holds(self, on: date) -> bool:
        return self.from_date <= on and (self.to_date is None or on <= self.to_date)


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
    languages: tuple[Language, ...] = ("en",)
    welsh_name: str | None = None
    panels: Mapping[str, Panel] = field(default_factory=dict)
    holders: tuple[Holder, ...] = ()
    """Everybody who was ever appointed, in the order of the appointments."""
    remind_before: int | None = None
    """So many working days before a limit ends its reminder goes, if the board says."""
    retention: tuple[Rule, ...] = ()
    """How long what people wrote is kept, as far as the board has said."""
    training: bool = False
    """Whether people only practise here: no dispute in it is a real one."""

    def holders_of(self, office: str, on: date) -> tuple[Holder, ...]:
        """Who held, holds or will hold an office on a date."""
        return tuple(
            one for one in self.holders if one.office == office and one.holds(on)
        )

    @cached_property
    def proxies(self) -> Mapping[str, str]:
        """The agency whose officer acts for another, by the code of that other."""
        listed = sorted(self.agencies.values(), key=lambda one: one.code, reverse=True)
        return {other: one.code for one in listed for other in one.proxy_for}

    def policy_in_force(self, on: date) -> str | None:
        """The reference of the policy in force on a date, if any was.

        Where several are, the one that began last; of those that began on one day,
        the one that was decided on last.
        """
        holding = [entry for entry in self.policies if entry.holds(on)]
        if not holding:
            return None
        return max(holding, key=lambda entry: (entry.from_date, _turn(entry))).ref

    def works_under(self, ref: str, on: date) -> bool:
        """Whether a policy may be chosen for what was raised on a date.

        One that has not begun may, where no other was in force: a procedure is often
        older than the day from which the directory knows it.
        """
        entries = [entry for entry in self.policies if entry.ref == ref]
        if any(entry.holds(on) for entry in entries):
            return True
        to_come = any(on < entry.from_date for entry in entries)
        return to_come and self.policy_in_force(on) is None


def in_training(partnerships: Iterable[Partnership]) -> list[str]:
    """The codes of those to practise in, of which nobody who watches is told."""
    return [one.code for one in partnerships if one.training]


def _turn(entry: PolicyInForce) -> int:
    return entry.decided.version if entry.decided else 0


Decision = PolicyPutInForce | PolicyRetired


def times_in_force(
    said: Iterable[PolicyInForce], decisions: Iterable[Decision]
) -> tuple[PolicyInForce, ...]:
    """What the directory says, as the decisions since have changed it.

    A decision about a policy replaces what was said of that policy and of no other.
    One that begins it anew after its end begins another time and leaves the first.
    """
    entries = list(said)
    for decision in decisions:
        decided = Decided(
            by=decision.by,
            reason=decision.reason,
            at=decision.timestamp,
            version=decision.originator_version,
        )
        places = [n for n, e in enumerate(entries) if e.ref == decision.reference]
        last = entries[places[-1]] if places else None
        if isinstance(decision, PolicyRetired):
            if last is not None:
                entries[places[-1]] = replace(
                    last, to_date=decision.to_date, decided=decided
                )
            continue
        begun = PolicyInForce(
            ref=decision.reference, from_date=decision.from_date, decided=decided
        )
        end = last.to_date if last is not None else None
        if last is None or (end is not None and end < decision.from_date):
            entries.append(begun)
        else:
            entries[places[-1]] = begun
    return tuple(entries)
