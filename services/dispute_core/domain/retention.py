"""How long a dispute's words are kept, as the partnership's schedule says.

One data key seals what all agencies wrote in a dispute, so the longest time that any
of them needs counts for all. What the schedule does not say is never guessed: without
a rule for each agency nothing falls due.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from dispute_core.domain.directory.retention import Rule, RuleApplied, after, longest
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events.retention import LegalHoldPut
from dispute_core.domain.working_time import local_date

WhyNot = Literal["not_closed", "held", "no_rule", "not_yet", "erased"]
"""Why nothing of a record is erased today; a concern is not closed until decided on."""


@dataclass(frozen=True, kw_only=True)
class Retained:
    """Until when a record is kept, by which rules, and what stands against erasing it.

    `due_on` is the first day on which it may be erased; None where no day is known.
    """

    why_not: WhyNot | None
    settled_on: date | None = None
    due_on: date | None = None
    rules: tuple[RuleApplied, ...] = ()
    without_rule: tuple[str, ...] = ()


def retained(
    dispute: Dispute,
    rules: Sequence[Rule],
    *,
    settled_at: datetime | None,
    readable: bool,
    today: date,
) -> Retained:
    """What the schedule makes of a dispute today.

    `settled_at` is when it was last closed or withdrawn, `readable` whether any of its
    words are left.
    """
    if dispute.status not in ("closed", "withdrawn") or settled_at is None:
        return Retained(why_not="not_closed")
    kinds = {dispute.raised.subject.kind}
    kinds |= {one.kind for one in dispute.raised.also_affects}
    return by_rules(
        {one: longest(rules, "disputes", one, kinds) for one in involved(dispute)},
        local_date(settled_at),
        erased=bool(dispute.beside.erasures) and not readable,
        held=any(holds(dispute)),
        today=today,
    )


def by_rules(
    found: Mapping[str, Rule | None],
    settled_on: date,
    *,
    erased: bool,
    held: bool,
    today: date,
) -> Retained:
    """What the rules of those whose record it is make of it, once it is over."""
    without = tuple(sorted(agency for agency, rule in found.items() if rule is None))
    applied = tuple(
        RuleApplied(
            rule=rule.code,
            agency=agency,
            keep=rule.keep,
            until=after(settled_on, rule.keep),
        )
        for agency, rule in found.items()
        if rule
    )
    due_on = None if without else max(one.until for one in applied)
    return Retained(
        why_not=_why_not(due_on, today, erased=erased, held=held),
        settled_on=settled_on,
        due_on=due_on,
        rules=applied,
        without_rule=without,
    )


def involved(dispute: Dispute) -> tuple[str, ...]:
    """Every agency that ever was a party: each wrote in it, or may have."""
    now = {dispute.raised_by.agency, *(one.agency for one in dispute.responding)}
    return tuple(sorted(now | dispute.former_parties))


def holds(dispute: Dispute) -> Iterator[LegalHoldPut]:
    """The holds that stand."""
    released = {one.hold for one in dispute.beside.holds_released}
    for put in dispute.beside.holds:
        if put.originator_version not in released:
            yield put


def _why_not(
    due_on: date | None, today: date, *, erased: bool, held: bool
) -> WhyNot | None:
    if erased:
        return "erased"
    if held:
        return "held"
    if due_on is None:
        return "no_rule"
    return "not_yet" if today < due_on else None
