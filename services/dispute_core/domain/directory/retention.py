"""How long records are kept, as a partnership's board says it in its directory."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from dispute_core.domain.vocabulary import SubjectKind

KEEP = r"^([1-9][0-9]{0,2}) (month|year)s?$"
_KEEP = re.compile(KEEP)
_MONTHS = 12


@dataclass(frozen=True, kw_only=True)
class Rule:
    """How long one agency, or whoever has no rule of its own, keeps which disputes."""

    code: str
    keep: str
    because: str
    agency: str | None = None
    about: SubjectKind | None = None
    """Only disputes about a child, an adult or an unborn child; None for any."""


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
