"""Whom a document means by its own words, in the directory of a partnership."""

import pytest

from dispute_core.domain.notices.naming import meant_by
from tests.support.world import (
    BEXLEY,
    BRIGHTON,
    PARTNERSHIP,
    WALES,
    WORCESTERSHIRE,
    partnerships,
)


class TestTheWordsOfADocument:
    @pytest.mark.parametrize(
        ("policy", "words", "offices"),
        [
            (WALES, "the LOG Chair", ["log-chair"]),
            (WALES, "the local safeguarding lead", ["local-safeguarding-lead"]),
            (WORCESTERSHIRE, "the WSCB Manager", ["board-manager"]),
            (
                BEXLEY,
                "Practice Review and Learning Manager",
                ["practice-review-and-learning-manager"],
            ),
            (WORCESTERSHIRE, "the practitioner's line manager", []),
            (BRIGHTON, "the LSCB", ["statistics"]),
            (WORCESTERSHIRE, "operational staff", []),
        ],
    )
    def test_mean_the_offices_that_the_directory_gives_by_that_name(
        self, policy: str, words: str, offices: list[str]
    ) -> None:
        partnership = partnerships()[PARTNERSHIP[policy]]

        found = meant_by(words, partnership, ["school", "social-care"])

        assert [one.office for one in found] == offices

    def test_mean_the_members_of_the_agencies_concerned_alone(self) -> None:
        partnership = partnerships()["worcestershire"]
        words = "the WSCB members for the respective organisations"

        found = meant_by(words, partnership, ["school", "social-care"])

        agencies = {partnership.offices[one.office or ""].agency for one in found}
        assert agencies == {"school", "social-care"}
