"""The Record: everything on one paper, under the reader's own rights (000-8)."""

import pytest

from dispute_core.documents import digest_of, record_of
from tests.documents.cases import (
    CHART,
    FIRST_SUMMARY,
    OWN_NOTE,
    RIGHT_SUMMARY,
    bare,
    matter,
)
from tests.documents.doing import corrects
from tests.documents.reading import everything, section, table, value, words
from tests.support.owing import does_the_tasks
from tests.support.story import Story
from tests.support.world import LEWISHAM, WALES, policies


class TestTheRecord:
    async def test_tells_both_sides_in_their_own_words(self, told: Story) -> None:
        record = record_of(await matter(told))

        assert value(record, "difference", "Evidence").text == CHART
        answered = "What the responding side thinks, and why"
        said = value(record, "difference", answered).text
        assert said == "The parents were open with us and have agreed to early help."

    async def test_asks_after_the_effect_at_each_stage(self, told: Story) -> None:
        record = record_of(await matter(told))

        effects = [
            row.value.text
            for block in section(record, "stages").blocks
            for row in getattr(block, "rows", ())
            if row.label == "Effect on the child"
        ]
        assert effects == ["The baby is to be seen and weighed by tomorrow."] * 2

    async def test_shows_a_correction_first_with_the_original(
        self, told: Story
    ) -> None:
        record = record_of(await matter(told))

        said = value(record, "stages", "What was said")
        assert (said.text, said.was) == (RIGHT_SUMMARY, FIRST_SUMMARY)
        assert said.note is not None
        assert "reason: The sentence had lost its not." in said.note

    async def test_marks_statements_only_as_a_side_has_marked_them(
        self, told: Story
    ) -> None:
        record = record_of(await matter(told))

        marks = {row[1].text: row[3].text for row in table(record, "statement").rows}
        assert marks[CHART] == (
            "PARTLY AGREED by Children's social care, Worcestershire: The chart is "
            "right; two of the missed weigh-ins were excused."
        )
        others = "The parents were open with us and have agreed to early help."
        assert marks[others] == "not answered by the other side"

    async def test_takes_no_answer_for_words_that_came_after_it(
        self, told: Story
    ) -> None:
        await told.given(corrects(1, "evidence", "A quite different chart."))

        record = record_of(await matter(told))

        marks = {row[1].text: row[3].text for row in table(record, "statement").rows}
        assert marks["A quite different chart."] == (
            "not answered by the other side since; partly agreed by Children's social "
            "care, Worcestershire, before the words were corrected: The chart is "
            "right; two of the missed weigh-ins were excused."
        )

    async def test_gives_the_policy_s_own_words_for_the_stage_reached(
        self, told: Story
    ) -> None:
        record = record_of(await matter(told))

        rules = {row[0].text: row[2].text for row in table(record, "policy").rows}
        in_writing = "Confirm the actions in writing between the agencies"
        assert rules[in_writing] == "002 stage 2, Resolved, third point"
        assert not any("WSCB Manager" in (rule or "") for rule in rules)

    async def test_says_how_each_duty_was_done(self, told: Story) -> None:
        await does_the_tasks(told)

        record = record_of(await matter(told))

        rows = table(record, "duties", "Duties").rows
        how = {(row[0].text, row[1].text): row[4].text for row in rows}
        log = "Record the agreed actions on the child's file"
        by = "A. Person, Manager, Health, Worcestershire, 4 March 2026, 10:00"
        assert how[log, "Health, Worcestershire"] == by
        understood = "Check back that there is a shared understanding of the agreed "
        assert how[f"{understood}actions", "raising side"] == "not done yet"

    async def test_shows_blanks_as_blanks(self, silent: Story) -> None:
        record = record_of(await matter(silent))

        for name, label in (
            ("glance", "Lead agency"),
            ("difference", "Evidence"),
            ("difference", "What the responding side thinks, and why"),
        ):
            assert value(record, name, label).state == "blank"

    async def test_never_invents_what_nobody_said(self, silent: Story) -> None:
        record = record_of(await matter(silent))

        assert table(record, "papers", "Correspondence").rows == ()
        assert table(record, "sent").rows == ()
        assert all(one.text or one.state != "said" for one in everything(record))

    async def test_carries_the_hash_of_the_newest_event(self, told: Story) -> None:
        seen = await matter(told)
        record = record_of(seen)

        newest = seen.loaded.events[-1]
        assert (record.proof.version, record.proof.hash) == (14, newest.hash)
        assert newest.hash[:16] in record.foot
        assert value(record, "proof", "Hash of that version").text == newest.hash

    async def test_of_an_earlier_version_says_no_later_thing(self, told: Story) -> None:
        earlier = record_of(await matter(told, version=4))

        assert FIRST_SUMMARY in words(earlier)
        assert RIGHT_SUMMARY not in words(earlier)
        assert earlier.proof.version == 4

    @pytest.mark.parametrize(
        ("policy", "kind", "heading"),
        [(WALES, "adult", "The adult"), (LEWISHAM, "unborn", "The unborn child")],
    )
    async def test_speaks_of_the_person_by_what_they_are(
        self, story: Story, policy: str, kind: str, heading: str
    ) -> None:
        if kind not in policies()[policy].subject_kinds:
            kind, heading = "child", "The child"
        await story.given(bare(policy, kind))  # type: ignore[arg-type]

        record = record_of(await matter(story))

        assert section(record, "person").title == heading
        assert section(record, "views").title == f"{heading}'s own views"

    async def test_has_welsh_headings_in_wales_alone(
        self, story: Story, silent: Story
    ) -> None:
        await story.given(bare(WALES))

        welsh, english = [record_of(await matter(one)) for one in (story, silent)]

        assert section(welsh, "signatures").welsh == "Llofnodion"
        assert all(one.welsh for one in welsh.sections)
        assert not any(one.welsh for one in english.sections)


class TestWhatAnAgencyKeepsForItself:
    async def test_is_in_its_own_record_last_and_apart(self, told: Story) -> None:
        record = record_of(await matter(told, "health"))

        assert record.sections[-1].id == "own"
        (kept,) = table(record, "own").rows
        assert kept[3].text == OWN_NOTE
        rest = [one for one in record.sections if one.id != "own"]
        assert OWN_NOTE not in str(rest)

    @pytest.mark.parametrize("who", ["social-care", "board"])
    async def test_is_in_nobody_else_s(self, told: Story, who: str) -> None:
        record = record_of(await matter(told, who))

        assert OWN_NOTE not in str(record)
        assert "reparation" not in words(record).replace("Preparation step", "")
        assert all(one.id != "own" for one in record.sections)

    async def test_is_seen_by_the_auditor(self, told: Story) -> None:
        assert OWN_NOTE in str(record_of(await matter(told, "auditor")))


class TestTheDigest:
    async def test_is_the_same_whenever_the_record_is_made(self, told: Story) -> None:
        first = digest_of(await matter(told, "social-care"))
        told.at(told.clock().replace(hour=18))

        assert digest_of(await matter(told, "social-care")) == first

    async def test_is_another_for_another_version_or_other_rights(
        self, told: Story
    ) -> None:
        digests = {
            digest_of(await matter(told, "health")),
            digest_of(await matter(told, "social-care")),
            digest_of(await matter(told, "social-care", version=13)),
        }

        assert len(digests) == 3
