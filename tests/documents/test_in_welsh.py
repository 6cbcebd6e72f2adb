"""In Wales papers say their fixed words in Welsh too, and translate nobody's own."""

import re
from dataclasses import replace

import pytest

from dispute_core.documents import Matter, html_of, pack_of, pdf_of, record_of
from dispute_core.documents.in_welsh import in_welsh
from dispute_core.documents.labels import labels, labels_in_welsh
from dispute_core.documents.meeting_kit import kit_of
from dispute_core.documents.model import Document
from tests.documents.cases import DAY, bare, full, matter, rich
from tests.documents.reading import table
from tests.documents.test_pages import text_of
from tests.support.builders import Raising, a_dispute
from tests.support.convening import convenes, holds_meeting
from tests.support.story import MONDAY, Story
from tests.support.world import WALES

PARTIES = ("school", "social-care")
NOT_OURS = re.compile(r"^(Stage \d|[^:]+ \(\d{3} )")
"""Labels in the policy's own words."""


async def met(story: Story) -> Matter:
    await story.given(a_dispute(WALES), convenes("school", PARTIES, MONDAY + DAY))
    story.at(MONDAY + DAY)
    points = (await story.dispute()).convened[0].convened.to_consider
    items = [one.id for one in points]
    await story.given(holds_meeting("school", "meeting-1", items=items))
    return await matter(story)


def papers(on: Matter) -> list[Document]:
    made = [record_of(on), pack_of(on)]
    return made + [kit_of(on, one) for one in on.loaded.dispute.convened]


class TestTheFixedWords:
    async def test_all_have_their_welsh(self, story: Story) -> None:
        cases = [await met(story), await matter(await begun(bare(WALES), Story()))]
        cases.append(await matter(await rich()))

        english = {
            label
            for case in cases
            for document in papers(case)
            for label in labels(document)
            if label and label not in document.lines
            if not NOT_OURS.match(label) and in_welsh(label) is None
        }

        assert english == set()

    async def test_tell_each_event_in_welsh(self, story: Story) -> None:
        cases = [await met(story), await matter(await rich())]

        told = [
            row[1] for case in cases for row in table(record_of(case), "happened").rows
        ]

        assert [one.text for one in told if one.text_cy is None] == []
        welsh = {one.text_cy for one in told}
        assert "Cynhaliwyd cyfarfod: ni chytunwyd." in welsh
        assert "Trafodaeth dros y ffôn: cytunwyd." in welsh

    async def test_stand_beside_the_english_in_wales_alone(self, story: Story) -> None:
        welsh, other = await met(story), await matter(await begun(full(), Story()))

        for document in papers(welsh):
            assert 'Outcome <span lang="cy">· Canlyniad</span>' in html_of(document)
            blank = "heb ei gofnodi" in html_of(document)
            assert blank is (document.kind != "meeting_kit")  # filled in by hand
        for document in papers(other):
            assert labels_in_welsh(document) == {}
            assert 'lang="cy"' not in html_of(document)

    async def test_are_set_in_the_pdf_too(self, story: Story) -> None:
        [kit] = papers(await met(story))[2:]

        text = text_of(pdf_of(kit))

        for words in ("Papurau ar gyfer y cyfarfod", "Decision · Penderfyniad"):
            assert words in text
        assert "Page · Tudalen 1 of" in text

    async def test_translate_nothing_that_people_wrote(self) -> None:
        raising = bare(WALES)
        wrote = replace(raising.new.difference, evidence="agreed")
        raising = replace(raising, new=replace(raising.new, difference=wrote))

        page = html_of(record_of(await matter(await begun(raising, Story()))))

        assert '<span class="said">agreed</span>' in page


@pytest.mark.parametrize("english", ["For Example School", "Discussion (entered late)"])
def test_words_before_a_name_are_known_by_how_they_begin(english: str) -> None:
    assert in_welsh(english) in ("Ar ran Example School", "Trafodaeth")


async def begun(raising: Raising, story: Story) -> Story:
    await story.given(raising)
    return story
