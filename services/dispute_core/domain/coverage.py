"""Until when bank holidays are proclaimed, and when somebody should see to more."""

from datetime import date, timedelta

from dispute_core.domain.saying import said_day

IN_TIME = timedelta(days=183)
"""Half a year: deadlines reach some months ahead. This is our reading."""

UNKNOWN = (
    "No calendar says until when the bank holidays of every nation are proclaimed. "
    "Publish the calendars of the nations."
)


def coverage_warnings(known_until: date | None, today: date) -> tuple[str, ...]:
    """What to tell whoever runs the service; nothing while the calendar reaches far."""
    if known_until is None:
        return (UNKNOWN,)
    if known_until - today >= IN_TIME:
        return ()
    verb = "are" if today <= known_until else "were"
    warning = (
        f"Bank holidays {verb} proclaimed until {said_day(known_until)}. Later ones "
        "are computed from their rules, and a day may be proclaimed beside them. "
        "Publish the newest calendars of the nations."
    )
    return (warning,)
