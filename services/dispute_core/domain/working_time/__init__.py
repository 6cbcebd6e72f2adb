"""Working time: what counts as a working day, and when a span of time is over."""

from dispute_core.domain.working_time.calendars import Calendar, calendar_for
from dispute_core.domain.working_time.clock import (
    end_of,
    local_date,
    local_instant,
    london,
)
from dispute_core.domain.working_time.counted import Counted, Skipped
from dispute_core.domain.working_time.definitions import (
    NO_CLOSURES,
    USUAL_DAYS,
    USUAL_HOURS,
    Closures,
    DayOff,
    Proclaimed,
    WorkingDays,
    WorkingHours,
)
from dispute_core.domain.working_time.holiday_tables import bank_holidays

__all__ = [
    "NO_CLOSURES",
    "USUAL_DAYS",
    "USUAL_HOURS",
    "Calendar",
    "Closures",
    "Counted",
    "DayOff",
    "Proclaimed",
    "Skipped",
    "WorkingDays",
    "WorkingHours",
    "bank_holidays",
    "calendar_for",
    "end_of",
    "local_date",
    "local_instant",
    "london",
]
