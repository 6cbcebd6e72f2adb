"""Counting working days, against a plain second implementation."""

from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from dispute_core.domain.vocabulary import Nation
from dispute_core.domain.working_time import calendar_for
from tests.domain.plain_calendar import plain_due


class TestASecondOpinion:
    @given(
        nation=st.sampled_from(["ENG", "WLS", "SCT", "NIR"]),
        start=st.datetimes(datetime(2019, 1, 1), datetime(2027, 10, 1)),  # noqa: DTZ001
        amount=st.integers(1, 40),
    )
    def test_agrees_on_every_date(
        self, nation: Nation, start: datetime, amount: int
    ) -> None:
        aware = start.replace(tzinfo=UTC)

        counted = calendar_for(nation).working_days(aware, amount)

        assert plain_due(nation, aware, amount) == (counted.due_on, counted.due_at)
        assert amount == len(counted.days)
        assert counted.due_on == counted.days[-1]
