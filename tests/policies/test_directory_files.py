"""The directory file: the demonstration's partnerships, and files that are refused."""

from datetime import date
from importlib.resources import files

import pytest

from dispute_core.domain.directory.offices import OfficeKind
from dispute_core.domain.directory.recipients import Addressee, recipients
from dispute_core.policies.directory_file import (
    DirectoryFileError,
    partnership_from,
    read_directory,
)
from tests.policies.documents import POLICIES

GOOD = (files("concord.demo") / "directory.yaml").read_text("utf-8")
DEMO = {p.code: p for p in map(partnership_from, read_directory(GOOD))}


class TestTheDemonstrationDirectory:
    def test_has_a_partnership_for_each_document_and_one_to_practise_in(self) -> None:
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
            "training": "worcestershire@1",
        }
        assert [code for code, one in DEMO.items() if one.training] == ["training"]

    def test_numbers_the_disputes_of_each_under_its_own_letters(self) -> None:
        prefixes = [partnership.prefix for partnership in DEMO.values()]

        assert prefixes == ["LEW", "BEX", "WOR", "BTN", "WAL", "TRN"]

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
        board = DEMO[code]
        mailboxes = [
            *(office.mailbox or "" for office in board.offices.values()),
            *(agency.mailbox or "" for agency in board.agencies.values()),
        ]

        assert len(mailboxes) > len(board.agencies)
        assert all(mailbox.endswith(".example.org") for mailbox in mailboxes)

    @pytest.mark.parametrize(
        ("code", "kind", "agency", "mailboxes"),
        [
            ("lewisham", "board-office", None, ["board-referrals@lewisham"]),
            ("bexley", "executive", None, ["executive@bexley"]),
            (
                "bexley",
                "facilitator",
                None,
                ["practice-review-and-learning-manager@bexley"],
            ),
            (
                "bexley",
                "safeguarding-partner",
                None,
                [
                    "local-authority-partner@bexley",
                    "police-partner@bexley",
                    "health-partner@bexley",
                ],
            ),
            ("worcestershire", "board-manager", None, ["board-manager@worcestershire"]),
            (
                "worcestershire",
                "board-member",
                "police",
                ["safeguarding@police.worcestershire"],
            ),
            ("brighton-hove", "board-office", None, ["statistics@brighton-hove"]),
            (
                "brighton-hove",
                "senior-child-protection-manager",
                None,
                ["senior-child-protection-manager@brighton-hove"],
            ),
            (
                "wales-region",
                "local-safeguarding-lead",
                "school",
                ["local-safeguarding-lead@wales-region"],
            ),
            ("wales-region", "log-chair", None, ["log-chair@wales-region"]),
        ],
    )
    def test_leads_to_the_offices_that_the_documents_name(
        self, code: str, kind: OfficeKind, agency: str | None, mailboxes: list[str]
    ) -> None:
        wanted = Addressee(kind=kind, agency=agency)

        found = recipients(DEMO[code], wanted, date(2026, 3, 2))

        assert [one.mailbox for one in found] == [
            f"{mailbox}.example.org" for mailbox in mailboxes
        ]
        nobody_named = agency is not None and kind == "board-member"
        assert any(one.fell_back for one in found) == nobody_named

    def test_speaks_welsh_in_wales(self) -> None:
        wales = DEMO["wales-region"]
        names = [
            wales.welsh_name,
            *(agency.welsh_name for agency in wales.agencies.values()),
            *(office.welsh_name for office in wales.offices.values()),
        ]

        assert wales.languages == ("en", "cy")
        assert all(names)

    def test_has_no_policy_before_the_first_one_came_into_force(self) -> None:
        lewisham = DEMO["lewisham"]

        assert lewisham.policy_in_force(date(2017, 8, 31)) is None
        assert lewisham.policy_in_force(date(2017, 9, 1)) == "sandhurst-lewisham@1"


OFFICES = "    offices:\n      - office: board-manager\n"
KEEP = "rule: a, keep: 6 years, because: The schedule.}]\n"


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
            (
                OFFICES,
                f"    retention: [{{of: concerns, about: child, {KEEP}{OFFICES}",
                "partnerships[0].retention[0].about",
            ),
            (
                OFFICES,
                f"    retention: [{{of: accesses, agency: school, {KEEP}{OFFICES}",
                "partnerships[0].retention[0].agency",
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
