"""The directory file: the demonstration's partnerships, and files that are refused."""

from datetime import date
from importlib.resources import files

import pytest

from dispute_core.policies.directory_file import (
    DirectoryFileError,
    partnership_from,
    read_directory,
)
from tests.policies.documents import POLICIES

GOOD = (files("concord.demo") / "directory.yaml").read_text("utf-8")
DEMO = {p.code: p for p in map(partnership_from, read_directory(GOOD))}


class TestTheDemonstrationDirectory:
    def test_has_a_partnership_for_each_document(self) -> None:
        in_force = {
            code: partnership.policy_in_force(date(2026, 1, 5))
            for code, partnership in DEMO.items()
        }

        assert in_force == {
            "lewisham": "sandhurst-lewisham@1",
            "bexley": "bexley-shield@1",
            "worcestershire": "worcestershire@1",
            "brighton-hove": "brighton-hove@1",
            "wales-region": "wales-regional@1",
        }

    def test_numbers_the_disputes_of_each_under_its_own_letters(self) -> None:
        prefixes = [partnership.prefix for partnership in DEMO.values()]

        assert prefixes == ["LEW", "BEX", "WOR", "BTN", "WAL"]

    @pytest.mark.parametrize("code", DEMO)
    def test_gives_each_the_seven_agencies_of_the_design(self, code: str) -> None:
        agencies = DEMO[code].agencies

        assert list(agencies) == [
            "school",
            "social-care",
            "police",
            "health",
            "probation",
            "housing",
            "voluntary",
        ]
        assert agencies["housing"].proxy_for == {"voluntary"}
        assert agencies["police"].statutory
        assert not agencies["school"].statutory

    @pytest.mark.parametrize("code", DEMO)
    def test_counts_by_the_nation_of_the_policy_in_force(self, code: str) -> None:
        policy = POLICIES[DEMO[code].policies[0].ref]

        assert DEMO[code].nation == policy.nation

    @pytest.mark.parametrize("code", DEMO)
    def test_writes_to_nobody_real(self, code: str) -> None:
        mailboxes = [office.mailbox or "" for office in DEMO[code].offices.values()]

        assert mailboxes
        assert all(mailbox.endswith(".example.org") for mailbox in mailboxes)

    def test_has_no_policy_before_the_first_one_came_into_force(self) -> None:
        lewisham = DEMO["lewisham"]

        assert lewisham.policy_in_force(date(2017, 8, 31)) is None
        assert lewisham.policy_in_force(date(2017, 9, 1)) == "sandhurst-lewisham@1"


class TestAFileThatIsRefused:
    @pytest.mark.parametrize(
        ("old", "new", "path"),
        [
            ("prefix: BEX", "prefix: bex", "partnerships[1].prefix"),
            ("prefix: BEX", "prefix: LEW", "partnerships[1].prefix"),
            (
                "partnership: bexley",
                "partnership: lewisham",
                "partnerships[1].partnership",
            ),
            (
                "agency: police",
                "agency: school",
                "partnerships[0].agencies[2].agency",
            ),
            (
                "proxy_for: [voluntary]",
                "proxy_for: [nobody]",
                "partnerships[0].agencies[5].proxy_for",
            ),
            (
                "since: 2017-09-01",
                "since: 2017-09-31",
                "partnerships[0].policies[0].since",
            ),
            (
                "board-manager@lewisham.example.org",
                "the board",
                "partnerships[0].offices[0].mailbox",
            ),
        ],
    )
    def test_says_where(self, old: str, new: str, path: str) -> None:
        bad = GOOD.replace(old, new, 1)

        with pytest.raises(DirectoryFileError) as caught:
            read_directory(bad)

        assert caught.value.path == path
        assert (
            caught.value.line == bad[: bad.index(new, GOOD.index(old))].count("\n") + 1
        )
