"""The demonstration: `make demo` against a service that runs."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from concord.demo.cases import working_day
from concord.demo.page import day
from concord.demo.service import first_day
from tests.support.service import RunningService

LIMIT_SECONDS = 90
RULE = re.compile(r"^=+$", re.MULTILINE)
EMPTY_LINES = re.compile(r"\s+")


def demonstrate(data_dir: Path) -> subprocess.CompletedProcess[str]:
    """What `make demo` runs."""
    return subprocess.run(
        [sys.executable, "-m", "concord.demo", "--data-dir", str(data_dir)],
        env={"PYTHONPATH": ":".join(sys.path), "LANG": "C.UTF-8"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=LIMIT_SECONDS,
        check=False,
    )


@pytest.fixture(scope="module")
def told(concord: RunningService) -> str:
    played = demonstrate(concord.place.root)
    assert played.returncode == 0, played.stderr
    return played.stdout


@pytest.fixture(scope="module")
def stories(told: str) -> dict[str, str]:
    """Each story on one long line, by the policy that it is told under."""
    whole = told.split("\n\n\n")
    names = (
        "sandhurst-lewisham@1",
        "bexley-shield@1",
        "worcestershire@1",
        "brighton-hove@1",
        "wales-regional@1",
    )
    return {
        name: EMPTY_LINES.sub(" ", next(one for one in whole if f"({name})" in one))
        for name in names
    }


class TestTheDemonstration:
    def test_tells_five_stories_that_each_end_closed(
        self, stories: dict[str, str]
    ) -> None:
        assert len(stories) == 5
        for story in stories.values():
            assert "Where it stands --------------- Closed." in story

    def test_names_those_who_hold_the_offices_that_may_be_told(
        self, stories: dict[str, str]
    ) -> None:
        told = "Who holds the offices that may be told"

        assert all(told in story for story in stories.values())
        story = stories["worcestershire@1"]
        assert "Joan Whitlock WSCB Manager, since Mon 2 Sep 2024." in story
        assert "Colin Straw" not in story

    def test_fits_a_terminal(self, told: str) -> None:
        assert max(len(line) for line in told.splitlines()) <= 88

    def test_tells_the_same_stories_when_it_is_played_again(
        self, told: str, concord: RunningService
    ) -> None:
        again = demonstrate(concord.place.root)

        assert again.stdout == told

    def test_says_in_one_sentence_that_nothing_runs(self, tmp_path: Path) -> None:
        played = demonstrate(tmp_path)

        assert played.returncode == 1
        assert played.stdout == ""
        assert played.stderr == (
            f"Concord is not running on the data folder {tmp_path}. "
            "Start it in another terminal: make run.\n"
        )


class TestTheSchoolsStory:
    def test_has_no_date_but_the_one_that_was_agreed(
        self, stories: dict[str, str], concord: RunningService
    ) -> None:
        """000 gives no number: "as simply and quickly as possible"."""
        story = stories["sandhurst-lewisham@1"]
        agreed = day(working_day(first_day(concord.place.root), 3).isoformat())

        assert "No date Both sides: resolve the difference by discussion" in story
        assert "000 third reminder" in story
        assert '"as simply and quickly as possible"' in story
        assert f"{agreed} Social care: hold the child in need meeting" in story
        assert "Board referrals put on record" in story
        assert "Breach" not in story


class TestBexleysStory:
    def test_ends_with_the_three_partners_and_without_a_breach(
        self, stories: dict[str, str]
    ) -> None:
        """001 gives no number anywhere."""
        story = stories["bexley-shield@1"]

        assert "No date Both sides: hold the multi-agency meeting" in story
        assert "001 fifth paragraph" in story
        assert (
            "The dispute was decided, declared by Safeguarding partners "
            "(The three safeguarding partners)"
        ) in story
        assert "Breach" not in story


class TestWorcestershiresStory:
    def test_counts_one_working_day_over_easter(self, stories: dict[str, str]) -> None:
        """002 stage 1: within one working day. Thu 17 Apr 2025; Good Friday, Easter."""
        story = stories["worcestershire@1"]

        assert "Breach reported (the date was past when this was entered)" in story
        assert "The call of 23 April ended without agreement" in story
        assert "Tue 22 Apr 2025 Both sides: seek to resolve" in story
        assert "NOT DONE IN TIME; done Wed 23 Apr 2025 09:30." in story
        assert "Good Friday (Friday 18 April 2025)" in story

    def test_does_not_accuse_the_managers_who_met_in_time(
        self, stories: dict[str, str]
    ) -> None:
        """002 stage 2: no later than 2 working days after Wed 23 Apr 2025."""
        story = stories["worcestershire@1"]

        assert "Fri 25 Apr 2025 Both sides: liaise as the respective managers" in story
        assert "Done in time, Thu 24 Apr 2025 14:00, and entered here only" in story


class TestBrightonsStory:
    def test_keeps_the_time_that_both_sides_agreed(
        self, stories: dict[str, str], concord: RunningService
    ) -> None:
        """003 stage 2: a time scale which is acceptable to all parties; no number."""
        story = stories["brighton-hove@1"]
        agreed = day(working_day(first_day(concord.place.root), 3).isoformat())

        assert f"accepted the limit of {agreed} 17:00. It binds both sides." in story
        assert f"{agreed} Both sides: discuss and explore the basis" in story
        assert "because someone was at immediate risk" in story
        assert "Stage 3: Senior Manager to Senior Manager" in story
        assert "Breach" not in story


class TestTheStoryFromWales:
    def test_takes_the_earlier_of_five_days_and_the_risk(
        self, stories: dict[str, str]
    ) -> None:
        """004 stage 1: 5 working days after Thu 18 Dec 2025 end on Mon 29 Dec."""
        story = stories["wales-regional@1"]

        assert "Tue 23 Dec 2025 Both sides: discuss or meet" in story
        assert "Monday 29 December 2025" in story
        assert "Done in time, Mon 22 Dec 2025 15:30, and entered here only" in story

    def test_counts_ten_days_over_the_holidays(self, stories: dict[str, str]) -> None:
        """004 stage 2, first point: 10 working days; 25, 26 December, 1 January."""
        story = stories["wales-regional@1"]

        assert "Tue 6 Jan 2026 Both sides: resolve the difference together" in story
        assert "NOT DONE IN TIME; done Thu 8 Jan 2026 09:20." in story

    def test_counts_the_review_from_the_end_of_stage_two(
        self, stories: dict[str, str]
    ) -> None:
        """004 stage 3, first point: 10 working days after Mon 12 Jan 2026."""
        story = stories["wales-regional@1"]

        assert "Mon 26 Jan 2026 Both sides: have the matter reviewed" in story
