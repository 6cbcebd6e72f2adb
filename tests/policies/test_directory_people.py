"""Offices, panels and people in a directory file, and files that are refused."""

from pathlib import Path
from typing import get_args

import pytest

from dispute_core.domain.directory.offices import OfficeKind
from dispute_core.policies.directory_file import (
    DirectoryFileError,
    partnership_from,
    read_directory,
    read_entries,
)
from dispute_core.policies.directory_parts import DirectoryFile

FILE = """\
partnerships:
  - partnership: somewhere
    name: Somewhere
    prefix: SOM
    nation: Wales
    language: [en, cy]
    reminders:
      before: 3 working days
    policies:
      - policy: wales-regional@1
        since: 2015-01-01
    agencies:
      - agency: police
        name: Police
        kind: police
        mailbox: safeguarding@police.example.org
        own_policy: yes
        own_policy_seen_on: 2026-01-05
        own_log: no
        digest: daily
      - agency: school
        name: School
        kind: school
    offices:
      - office: police-lead
        name: Designated lead
        kind: designated-lead
        agency: police
        secure_mail: true
        also_called: [the named officer]
        holders:
          - name: Canary Yellowhammer
            mailbox: canary@example.org
            since: 2020-01-01
            until: 2024-06-30
          - holder: 01890a5d-ac96-774b-bcce-b302099a8057
            since: 2024-07-01
      - office: board-manager
        name: Board Manager
        kind: board-manager
        mailbox: board@example.org
    panels:
      - panel: strategy-meeting
        name: Strategy meeting
        agency: police
        says_what_happens: yes
        seen_on: 2026-02-01
        rule: The chair decides and the dissent is minuted.
"""
SHORT = FILE.replace(
    FILE[FILE.index("        holders:") : FILE.index("      - office: board")], ""
)


class TestWhatAFileSays:
    def test_keeps_people_apart_from_what_everybody_may_read(self) -> None:
        (entry,) = read_entries(FILE)

        assert "Canary" not in str(entry.content)
        assert "canary" not in str(entry.content)
        assert entry.named == ("police-lead",)
        assert [(one.name, one.id[:8]) for one in entry.holders] == [
            ("Canary Yellowhammer", ""),
            (None, "01890a5d"),
        ]

    def test_leaves_the_holders_of_other_offices_as_they_are(self) -> None:
        (entry,) = read_entries(SHORT)

        assert (entry.named, entry.holders) == ((), ())

    def test_reads_agencies_offices_panels_and_languages(self) -> None:
        partnership = partnership_from(read_entries(FILE)[0].content)
        police = partnership.agencies["police"]

        assert partnership.languages == ("en", "cy")
        assert (police.own_policy, police.own_log) == ("yes", "no")
        assert partnership.agencies["school"].own_log == "not_seen"
        assert partnership.offices["police-lead"].agency == "police"
        assert partnership.panels["strategy-meeting"].says == "yes"
        assert partnership.remind_before == 3
        assert (police.digest, partnership.agencies["school"].digest) == ("daily", None)
        assert partnership.offices["police-lead"].also_called == ("the named officer",)

    def test_read_at_every_start_names_nobody(self) -> None:
        with pytest.raises(DirectoryFileError, match="names nobody"):
            read_directory(FILE)

        assert read_directory(SHORT)[0]["partnership"] == "somewhere"


class TestAFileThatIsRefused:
    @pytest.mark.parametrize(
        ("old", "new", "path"),
        [
            (
                "agency: police\n        secure",
                "agency: army\n        secure",
                "offices[0].agency",
            ),
            (
                "agency: police\n        says",
                "agency: army\n        says",
                "panels[0].agency",
            ),
            ("until: 2024-06-30", "until: 2019-12-31", "offices[0].holders[0].until"),
            (
                "          - name: Canary Yellowhammer\n            mail",
                "          - mail",
                "offices[0].holders[0].name",
            ),
            ("kind: designated-lead", "kind: designated", "offices[0].kind"),
            ("language: [en, cy]", "language: [en, fr]", "language[1]"),
            ("own_log: no", "own_log: perhaps", "agencies[0].own_log"),
            ("digest: daily", "digest: weekly", "agencies[0].digest"),
            ("before: 3 working days", "before: 3 days", "reminders.before"),
            ("before: 3 working days", "before: 21 working days", "reminders.before"),
            ("before: 3 working days", "before: 0 working days", "reminders.before"),
        ],
    )
    def test_says_where(self, old: str, new: str, path: str) -> None:
        assert old in FILE

        with pytest.raises(DirectoryFileError) as caught:
            read_entries(FILE.replace(old, new))

        assert caught.value.path == f"partnerships[0].{path}"

    @pytest.mark.parametrize(
        ("old", "new"),
        [
            ("since: 2020-01-01", "since: Canary Yellowhammer"),
            ("mailbox: canary@example.org", "mailbox: Canary Yellowhammer"),
            ("mailbox: canary@example.org", "Canary Yellowhammer: true"),
            ("name: Canary Yellowhammer", "name: !Canary Yellowhammer"),
            ("name: Canary Yellowhammer", "name: *Canary"),
            ("name: Canary Yellowhammer", "name: {Canary Yellowhammer"),
            ("name: Canary Yellowhammer", "name: 3.5\n            name: Canary"),
            ("office: board-manager", "office: Canary Yellowhammer"),
            ("partnership: somewhere", "Canary.Yellowhammer[1]: 3"),
        ],
    )
    def test_is_told_without_a_word_of_what_it_says_itself(
        self, old: str, new: str
    ) -> None:
        with pytest.raises(DirectoryFileError) as caught:
            read_entries(FILE.replace(old, new))

        assert "canary" not in str(caught.value).lower()
        assert "yellow" not in str(caught.value).lower()
        assert all(problem.line for problem in caught.value.problems)


class TestTheDescription:
    def test_names_every_word_of_the_format(self) -> None:
        text = (Path(__file__).parents[2] / "docs" / "directory-format.md").read_text()
        schema = DirectoryFile.model_json_schema()
        words = {
            word for part in schema["$defs"].values() for word in part["properties"]
        }
        kinds = set(get_args(OfficeKind))

        assert {word for word in words | kinds if f"`{word}`" not in text} == set()

    def test_shows_a_file_that_can_be_read(self) -> None:
        text = (Path(__file__).parents[2] / "docs" / "directory-format.md").read_text()
        example = text.partition("```yaml\n")[2].partition("```")[0]

        assert read_entries(example)[0].holders[0].name == "Robin Example"
