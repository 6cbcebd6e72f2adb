"""An erasure stands on the word of two offices that are there and may give it."""

from dataclasses import replace
from datetime import date

import pytest

from concord.errors import CannotGoOn
from concord.keeping.asking import Asked, expect_offices
from dispute_core.domain.directory.offices import Holder, Office
from tests.support.world import partnerships

HERE = partnerships()["worcestershire"]
ASKED = Asked(
    partnership=HERE.code,
    today=date(2090, 1, 1),
    decided_by="board-manager",
    checked_by="independent-chair",
)


class TestTheOfficesThatAnswerForAnErasure:
    @pytest.mark.parametrize(
        ("decides", "checks", "why"),
        [
            ("board-manager", "nobody", "Name two offices"),
            ("nobody", "board-manager", "no office nobody"),
            ("board-manager", "board-manager", "Two different offices"),
            ("board-manager", None, "Two different offices"),
            ("school-designated-lead", "board-manager", "may not decide"),
            ("police-board-member", "board-manager", "may not decide"),
        ],
    )
    def test_are_in_the_directory_and_may(
        self, decides: str, checks: str | None, why: str
    ) -> None:
        asked = replace(ASKED, decided_by=decides, checked_by=checks)

        with pytest.raises(CannotGoOn, match=why):
            expect_offices(HERE, asked)

    def test_are_held_by_somebody_if_ever_they_were(self) -> None:
        gone = Holder(
            id="1",
            office="board-manager",
            from_date=date(2026, 1, 1),
            to_date=date(2026, 6, 30),
        )
        named = replace(HERE, holders=(gone,))

        expect_offices(HERE, ASKED)
        expect_offices(named, replace(ASKED, today=date(2026, 6, 30)))
        with pytest.raises(CannotGoOn, match="nobody who holds board-manager today"):
            expect_offices(named, ASKED)

    def test_are_not_there_for_emergencies_alone(self) -> None:
        office = Office(code="duty", name="Duty", kind="emergency-access")
        with_duty = replace(HERE, offices={**HERE.offices, "duty": office})

        with pytest.raises(CannotGoOn, match="emergencies alone"):
            expect_offices(with_duty, replace(ASKED, checked_by="duty"))
