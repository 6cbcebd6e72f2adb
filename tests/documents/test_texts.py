"""Plain texts that a person puts where they belong, and facts that a board counts."""

from datetime import date

from dispute_core.documents import concern_of, file_text_of
from dispute_core.documents.agency_log import log_entry
from dispute_core.documents.file_text import WIDTH
from dispute_core.documents.monitoring import monitoring_copy, pseudonym_of
from tests.documents.cases import FIRST_SUMMARY, OWN_NOTE, RIGHT_SUMMARY, matter
from tests.support.steps import withdraws
from tests.support.story import Story


class TestTheTextForTheFile:
    async def test_has_the_three_parts(self, told: Story) -> None:
        text = file_text_of(await matter(told))

        parts = ["ISSUE RAISED", "ACTION TAKEN", "OUTCOME FOR THE CHILD"]
        places = [text.index(part) for part in parts]
        assert places == sorted(places)
        assert "Visit the home together and weigh the baby" in text
        assert "Outcome checked: not recorded" in text

    async def test_says_what_was_corrected(self, told: Story) -> None:
        text = " ".join(file_text_of(await matter(told)).split())

        assert f"{RIGHT_SUMMARY} [first recorded: {FIRST_SUMMARY}]" in text

    async def test_holds_no_record_that_an_agency_keeps(self, told: Story) -> None:
        assert OWN_NOTE not in file_text_of(await matter(told, "health"))

    async def test_fits_any_screen(self, told: Story) -> None:
        lines = file_text_of(await matter(told)).splitlines()

        assert max(map(len, lines)) <= WIDTH


class TestTheWrittenConcern:
    async def test_is_specific_with_evidence_effect_and_outcome(
        self, told: Story
    ) -> None:
        text = concern_of(await matter(told))

        for part in (
            "WHAT WE DISAGREE WITH: The child and family",
            "EVIDENCE: Growth chart",
            "WHAT IT MEANS FOR THE CHILD: The baby is hungry",
            "WHAT WE ASK FOR: The assessment is reopened",
        ):
            assert part in text

    async def test_leaves_blanks_to_be_filled_in(self, silent: Story) -> None:
        assert "EVIDENCE: not recorded" in concern_of(await matter(silent))


class TestTheMonitoringCopy:
    async def test_names_nobody_and_repeats_no_words(self, told: Story) -> None:
        dispute = await told.dispute()
        said = str(monitoring_copy(dispute, pseudonym_of(dispute.id, b"k" * 32)))

        for hidden in (
            *("Adeyemi", "HV-20931", "Growth chart", "baby"),
            *(dispute.raised.reference, str(dispute.id)),
        ):
            assert hidden not in said
        assert "assessment" in said

    async def test_says_how_far_it_went_and_how_it_ended(self, told: Story) -> None:
        copy = monitoring_copy(await told.dispute(), "M-TEST")

        assert [stage.id for stage in copy.stages] == ["stage-1", "stage-2"]
        assert copy.stages[1].level == "first_line_manager"
        assert (copy.outcome, copy.ended_on) == ("agreed", date(2026, 3, 4))

    async def test_is_told_from_another_by_a_name_that_needs_the_key(
        self, told: Story, silent: Story
    ) -> None:
        first, second = told.id, silent.id

        name = pseudonym_of(first, b"k" * 32)

        assert pseudonym_of(first, b"k" * 32) == name
        assert pseudonym_of(second, b"k" * 32) != name
        assert pseudonym_of(first, b"x" * 32) != name


class TestTheAgencysOwnLog:
    async def test_keeps_the_use_and_its_resolution(self, told: Story) -> None:
        entry = log_entry(await told.dispute(), "social-care", None)

        assert entry.sides == ("responding",)
        assert (entry.raised_on, entry.stage) == (date(2026, 3, 2), "stage-2")
        assert (entry.outcome, entry.resolved_at_stage) == ("agreed", "stage-2")
        assert (entry.actions_agreed, entry.actions_confirmed) == (2, 0)

    async def test_keeps_a_use_that_was_withdrawn(self, silent: Story) -> None:
        await silent.given(withdraws("health"))

        entry = log_entry(await silent.dispute(), "health", None)

        assert (entry.status, entry.outcome) == ("withdrawn", "withdrawn")
        assert entry.resolved_on is None
