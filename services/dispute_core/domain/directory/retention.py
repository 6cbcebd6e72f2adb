"""How long records are kept, as a partnership's board says it in its directory."""

import re
from calendar import monthrange
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from dispute_core.domain.vocabulary import SubjectKind

KEEP = r"^([1-9][0-9]{0,2}) (month|year)s?$"
_KEEP = re.compile(KEEP)
_MONTHS = 12
_SAFE_DAY = 28
_ANY_DAY = date(2001, 1, 1)
"""Only to tell which of two times is the longer."""

RecordKind = Literal["disputes", "concerns", "holders", "accesses"]
"""What a rule is of: what people wrote in disputes or in concerns, the names of those
who have held offices, or the record of who read what."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How long one agency, or whoever has no rule of its own, keeps which records."""

    code: str
    keep: str
    because: str
    agency: str | None = None
    about: SubjectKind | None = None
    """Only disputes about a child, an adult or an unborn child; None for any."""
    of: RecordKind = "disputes"


@dataclass(frozen=True, kw_only=True)
class RuleApplied:
    """A rule of the retention schedule, as it counted for one record."""

    rule: str
    agency: str | None
    keep: str
    until: date


def longest(
    rules: Iterable[Rule],
    of: RecordKind,
    agency: str | None = None,
    about: Collection[SubjectKind] = (),
) -> Rule | None:
    """The rule for such records; None where the schedule is silent: that is no period.

    An agency's own come before those for all, then one about such a person before one
    about any, then the longest.
    """
    fitting = [
        one
        for one in rules
        if one.of == of
        and one.agency in (None, agency)
        and (one.about is None or one.about in about)
    ]
    return max(
        fitting,
        key=lambda rule: (
            rule.agency is not None,
            rule.about is not None,
            after(_ANY_DAY, rule.keep),
        ),
        default=None,
    )


def first_kept(keep: str, today: date) -> date:
    """The first day that is kept still: what is of an earlier one has had its time."""
    day = today
    while after(day, keep) > today:
        day = date(day.year - 1, day.month, min(day.day, _SAFE_DAY))
    while after(day, keep) <= today:
        day = date.fromordinal(day.toordinal() + 1)
    return day


def after(start: date, keep: str) -> date:
    """The day that lies so many months or years later: 1 March for 29 February."""
    said = _KEEP.match(keep)
    if said is None:
        message = f"not a time for keeping: {keep}"
        raise ValueError(message)
    months = int(said[1]) * (_MONTHS if said[2] == "year" else 1)
    year, month = divmod(start.year * _MONTHS + start.month - 1 + months, _MONTHS)
    if start.day <= monthrange(year, month + 1)[1]:
        return date(year, month + 1, start.day)
    return date(year, month + 2, 1)  # no day after the 28th is missing in December
