"""The words in which a policy file says what a working day is."""

from datetime import date, datetime, time
from importlib.resources import files

import pytest

from dispute_core.domain.policy import Policy
from dispute_core.domain.published_calendars import (
    Board,
    DaysSaid,
    PublishedCalendars,
    calendar_publication,
)
from dispute_core.domain.releases import OPERATOR
from dispute_core.domain.working_time import DayOff, WorkingDays, WorkingHours
from dispute_core.policies import (
    PolicyFileError,
    policy_from,
    read_policy,
    shipped,
)
from tests.support.world import WORCESTERSHIRE

MOURNED = DayOff(date=date(2026, 3, 3), name="Day of mourning", kind="public_day")


def policy(**words: object) -> Policy:
    """Worcestershire's procedure with words about working days added to it."""
    released = next(one for one in shipped() if one.ref == WORCESTERSHIRE)
    return policy_from({**released.content, **words}, released.sha256)


class TestAPolicy:
    def test_that_says_nothing_takes_the_usual_days(self) -> None:
        assert policy().working_days == WorkingDays()

    def test_says_which_days_it_leaves_out(self) -> None:
        found = policy(
            working_days_leave_out=[
                "Saturdays and Sundays",
                "bank holidays in any part of the United Kingdom",
                "Christmas Eve",
                "days of public thanksgiving or mourning",
            ]
        )

        assert found.working_days == WorkingDays(
            anywhere=True, christmas_eve=True, public_days=True
        )

    def test_says_its_hours_and_from_when_an_event_counts(self) -> None:
        found = policy(
            working_hours="08:30 to 16:30",
            counts_as_of_the_next_working_day=[
                "what happens at 16:00 or later",
                "what happens on a day that is not worked",
            ],
        )

        assert found.working_days == WorkingDays(
            hours=WorkingHours(opens=time(8, 30), closes=time(16, 30)),
            cut_off=time(16),
            closed_days_wait=True,
        )

    @pytest.mark.parametrize(("says_so", "due_on"), [(True, 4), (False, 3)])
    def test_leaves_a_public_day_out_only_where_it_says_so(
        self, *, says_so: bool, due_on: int
    ) -> None:
        words = ["days of public thanksgiving or mourning"] if says_so else []
        found = policy(working_days_leave_out=words)
        calendars = PublishedCalendars()
        said = DaysSaid(days_off=(MOURNED,), confirmed_until=date(2028, 12, 31))
        monday = datetime.fromisoformat("2026-03-02T10:00:00+00:00")
        event = calendar_publication(
            "ENG", said, by=OPERATOR, reason="Proclaimed.", version=1, at=monday
        )
        calendars.take(event, position=1)
        board = Board(
            partnership="worcestershire",
            nation=found.nation,
            definition=found.working_days,
        )

        counted = calendars.newest(board).working_days(monday, 1)

        assert date(2026, 3, due_on) == counted.due_on

    def test_is_refused_where_its_day_ends_before_it_begins(self) -> None:
        text = (files("dispute_core.policies") / "worcestershire.yaml").read_text(
            "utf-8"
        )
        nation = "nation: England\n"

        with pytest.raises(PolicyFileError) as refused:
            read_policy(
                text.replace(nation, f"{nation}working_hours: 17:00 to 09:00\n")
            )

        (problem,) = refused.value.problems
        assert problem.path == "working_hours"
        assert problem.what == "The working day ends before it begins."
