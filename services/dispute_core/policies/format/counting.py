"""Which days and hours a board works, and from which day an event counts."""

from datetime import time
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from dispute_core.domain.working_time import USUAL_HOURS, WorkingDays, WorkingHours
from dispute_core.policies.format.parts import List

LeftOutWord = Literal[
    "Saturdays and Sundays",
    "bank holidays of the nation",
    "bank holidays in any part of the United Kingdom",
    "Christmas Eve",
    "days of public thanksgiving or mourning",
]
LeftOut = Annotated[
    List[LeftOutWord],
    Field(
        description="Which days are no working days. Saturdays, Sundays and the bank "
        "holidays of the nation never are, whether they are named here or not."
    ),
]

_CLOCK = r"([01][0-9]|2[0-3]):[0-5][0-9]"
HoursWorked = Annotated[
    str,
    StringConstraints(pattern=rf"^{_CLOCK} to {_CLOCK}$"),
    Field(description="When a working day begins and ends, as in 09:00 to 17:00."),
]
CountsLater = Annotated[
    List[
        Annotated[
            str,
            StringConstraints(
                pattern=rf"^what happens (at {_CLOCK} or later"
                r"|on a day that is not worked)$"
            ),
        ]
    ],
    Field(
        description="What counts as of the next working day: what happens at 17:00 or "
        "later, or what happens on a day that is not worked."
    ),
]


def working_days(
    left_out: LeftOut, hours: HoursWorked | None, later: CountsLater
) -> WorkingDays:
    """What the board takes for a working day; said nowhere, it is our reading."""
    clocks = [clock for words in later for clock in words.split() if ":" in clock]
    return WorkingDays(
        anywhere="bank holidays in any part of the United Kingdom" in left_out,
        christmas_eve="Christmas Eve" in left_out,
        public_days="days of public thanksgiving or mourning" in left_out,
        hours=_hours(hours) if hours else USUAL_HOURS,
        cut_off=time.fromisoformat(min(clocks)) if clocks else None,
        closed_days_wait="what happens on a day that is not worked" in later,
    )


def _hours(words: HoursWorked) -> WorkingHours:
    opens, _, closes = words.partition(" to ")
    return WorkingHours(
        opens=time.fromisoformat(opens), closes=time.fromisoformat(closes)
    )
