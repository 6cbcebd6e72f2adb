"""What a policy takes for a working day, in the words of the contract."""

from datetime import time

from dispute_api.views.parts import Json
from dispute_core.domain.working_time import WorkingDays


def working_days_view(days: WorkingDays) -> Json:
    holidays = "bank_holidays_anywhere" if days.anywhere else "bank_holidays_of_nation"
    leaves_out = ["weekends", holidays]
    if days.christmas_eve:
        leaves_out.append("christmas_eve")
    if days.public_days:
        leaves_out.append("public_days")
    return {
        "leaves_out": leaves_out,
        "opens": _clock(days.hours.opens),
        "closes": _clock(days.hours.closes),
        "cut_off": _clock(days.cut_off) if days.cut_off else None,
        "closed_days_wait": days.closed_days_wait,
    }


def _clock(at: time) -> str:
    return f"{at:%H:%M}"
