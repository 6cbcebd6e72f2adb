"""Due dates over HTTP at the awkward instants: midnight, clock changes, holidays."""

import pytest

from tests.journeys.case import deadline_of, raise_case
from tests.journeys.cast import Cast, raising
from tests.journeys.dates import FIVE_DAYS, ONE_DAY, TEN_DAYS, Expected
from tests.support.http import Caller, Json


class TestDueDates:
    @pytest.mark.parametrize("when", ONE_DAY)
    def test_one_working_day_in_worcestershire(
        self, worcestershire: Cast, when: str
    ) -> None:
        _is_due_as_expected(
            worcestershire.school, "stage-1.discuss", "002 stage 1", ONE_DAY[when]
        )

    @pytest.mark.parametrize("when", FIVE_DAYS)
    def test_five_working_days_in_wales(self, wales: Cast, when: str) -> None:
        _is_due_as_expected(
            wales.school, "stage-1.discuss", "004 stage 1", FIVE_DAYS[when]
        )

    @pytest.mark.parametrize("when", TEN_DAYS)
    def test_ten_working_days_in_wales(self, wales: Cast, when: str) -> None:
        clause = "004 stage 2, first point"
        _is_due_as_expected(wales.school, "stage-1.resolve", clause, TEN_DAYS[when])


def _is_due_as_expected(
    caller: Caller, duty: str, clause: str, expected: Expected
) -> None:
    body = raising(caller.partnership, raised_at=expected.raised_at)
    _, dispute = raise_case(caller, body)
    preview = caller.post(
        f"/v1/policies/{dispute['policy']['ref']}/previews",
        {"raised_at": expected.raised_at},
    ).json()

    for answer in (dispute, preview):
        deadline = deadline_of(answer, duty)
        assert deadline["clause"] == clause
        assert deadline["due_on"] == expected.due_on
        assert deadline["due_at"] == expected.due_at
        assert deadline["counted"]["days"][-1] == expected.due_on
        assert expected.says in deadline["reason"]
        _names_what_was_skipped(deadline, expected.skipped)


def _names_what_was_skipped(deadline: Json, expected: tuple[str, ...]) -> None:
    weekend = {"Saturday", "Sunday"}
    skipped = [
        f"{day['date']} {day['name']}"
        for day in deadline["counted"]["skipped"]
        if day["name"] not in weekend
    ]
    assert len(skipped) == len(expected)
    for said, written in zip(skipped, expected, strict=True):
        assert said.startswith(written)
        assert said[11:] in deadline["reason"]
