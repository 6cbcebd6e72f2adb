"""Documents on a page: words stay words, whatever people have written."""

import sys
from dataclasses import replace
from datetime import UTC
from html.parser import HTMLParser
from io import BytesIO

import pytest
from pypdf import PdfReader

from dispute_core.documents import (
    PdfNotInstalled,
    PdfNotPossible,
    html_of,
    pack_of,
    pdf_of,
    record_of,
    record_pdf,
)
from dispute_core.domain.training import MARK, WELSH_MARK
from tests.documents.cases import OWN_NOTE, full, matter
from tests.support.story import Story

HOSTILE = (
    '<script>alert(1)</script> {{ 7 * 7 }} #eval("1+1") $x^2$ *bold* _it_ `code` '
    '#include "/etc/passwd" \\#panic() @ref <label> [content] // comment /* more */ '
    "]]> ' onload='x \u202e right to left \u200d \U0001f600 \ufffd "
    f"{'unbroken' * 60}"
)


class Page(HTMLParser):
    """What a browser would make of a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.loads: list[str] = []
        self.text = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.loads += [f"{tag} {name}" for name, _ in attrs if name in WOULD_LOAD]

    def handle_data(self, data: str) -> None:
        self.text += data


TYPESETTING = "dispute_core.documents.typesetting"
WOULD_LOAD = ("src", "href", "srcset", "data", "action", "onload", "onerror")


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join("\n".join(page.extract_text() for page in pages).split())


@pytest.fixture
async def hostile(story: Story) -> Story:
    await story.given(full(evidence=HOSTILE))
    return story


class TestAWebPage:
    async def test_takes_no_word_for_markup(self, hostile: Story) -> None:
        page = Page(html_of(record_of(await matter(hostile))))

        assert "script" not in page.tags
        assert HOSTILE in page.text

    async def test_asks_nothing_of_the_internet(self, told: Story) -> None:
        source = html_of(record_of(await matter(told)))

        assert Page(source).loads == []
        assert "url(" not in source
        assert "@import" not in source

    async def test_can_be_read_aloud(self, told: Story) -> None:
        source = html_of(record_of(await matter(told)))
        page = Page(source)

        assert '<html lang="en-GB">' in source
        assert page.tags.count("h1") == 1
        assert page.tags.count("main") == 1
        assert page.tags.count("table") == page.tags.count("caption")
        assert 'scope="col"' in source

    async def test_prints_page_numbers(self, told: Story) -> None:
        source = html_of(pack_of(await matter(told)))

        assert '"Page " counter(page) " of " counter(pages)' in source


class TestAPdf:
    async def test_says_what_the_page_says(self, told: Story) -> None:
        record = record_of(await matter(told))

        text = text_of(pdf_of(record))

        assert "Resolving Professional Differences Record" in text
        assert "Growth chart: from the 50th to below the 9th centile" in text
        assert "First recorded: The GP's letter accounts" in text.replace("\u2019", "'")
        assert "not recorded" in text
        assert record.proof.hash in text.replace("\u200b", "").replace(" ", "")

    async def test_numbers_its_pages(self, told: Story) -> None:
        pdf = PdfReader(BytesIO(pdf_of(record_of(await matter(told)))))

        count = len(pdf.pages)
        for number, page in enumerate(pdf.pages, start=1):
            assert f"Page {number} of {count}" in page.extract_text()
            assert "WOR-2026" in page.extract_text()

    async def test_takes_no_word_for_markup(self, hostile: Story) -> None:
        text = text_of(pdf_of(record_of(await matter(hostile))))

        assert "<script>alert(1)</script> {{ 7 * 7 }} #eval(" in text
        assert "$x^2$ *bold* _it_ `code` #include" in text
        assert "49" not in text.split("Evidence")[1][:200]

    async def test_spells_out_what_its_typeface_does_not_have(
        self, story: Story
    ) -> None:
        await story.given(full(evidence="Nonsense: \U000f0000, a bell \u0007."))

        text = text_of(pdf_of(record_of(await matter(story))))

        assert "Nonsense: [u+f0000], a bell [u+0007]." in text
        assert "Signs in brackets stand by their names" in text

    async def test_is_tagged_for_those_who_hear_it(self, told: Story) -> None:
        pdf = PdfReader(BytesIO(pdf_of(record_of(await matter(told)))))

        root = pdf.root_object
        assert "/StructTreeRoot" in root
        assert str(root["/Lang"]).startswith("en")
        assert pdf.metadata is not None
        assert "Resolving Professional Differences Record" in (pdf.metadata.title or "")

    async def test_says_when_it_was_made(self, told: Story) -> None:
        seen = await matter(told)
        pdf = PdfReader(BytesIO(record_pdf(seen)))

        assert pdf.metadata is not None
        made = pdf.metadata.creation_date
        assert made is not None
        assert made.astimezone(UTC) == seen.generated_at.astimezone(UTC)

    async def test_opens_with_its_password_only(self, told: Story) -> None:
        sealed = record_pdf(await matter(told, "board"), password="a long password")

        assert b"Growth chart" not in sealed
        reader = PdfReader(BytesIO(sealed))
        assert reader.is_encrypted
        assert reader.decrypt("another") == 0
        assert reader.decrypt("a long password") != 0
        assert "Growth chart" in " ".join(p.extract_text() for p in reader.pages)

    async def test_of_the_board_holds_nothing_that_an_agency_keeps(
        self, told: Story
    ) -> None:
        assert OWN_NOTE not in text_of(record_pdf(await matter(told, "board")))

    async def test_cannot_be_made_without_the_extra(
        self, told: Story, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        record = record_of(await matter(told))
        monkeypatch.setitem(sys.modules, "typst", None)
        monkeypatch.delitem(sys.modules, TYPESETTING, raising=False)

        with pytest.raises(PdfNotInstalled, match="install the extra pdf"):
            pdf_of(record)

    async def test_is_refused_where_the_typesetter_breaks_down(
        self, story: Story
    ) -> None:
        await story.given(full(evidence="x" + "\U000e0100" * 19_999))

        with pytest.raises(PdfNotPossible):
            pdf_of(record_of(await matter(story)))


class TestThePack:
    async def test_has_both_parts_and_a_line_for_each_side(self, told: Story) -> None:
        text = text_of(pdf_of(pack_of(await matter(told))))

        reasons = text.index("Reasons for the differences")
        assert reasons < text.index("What has happened so far")
        assert text.count("Signature") >= 3
        assert "For Health, Worcestershire" in text
        assert "Received for the board" in text

    async def test_lists_letters_by_reference_and_digest(self, told: Story) -> None:
        text = text_of(pdf_of(pack_of(await matter(told)))).replace("\u200b", "")

        assert "Health visiting file, section 4" in text
        assert "9f86d081884c7d659a2feaa0c55ad015" in text.replace(" ", "")


class TestWhatIsPractised:
    async def test_is_said_on_every_page_in_both_languages(self, told: Story) -> None:
        record = replace(record_of(await matter(told)), training=True)

        pages = PdfReader(BytesIO(pdf_of(record))).pages

        assert len(pages) > 1
        for page in pages:
            text = " ".join(page.extract_text().split())
            assert f"{MARK} · {WELSH_MARK}" in text
        assert f"{MARK} · {WELSH_MARK}" in html_of(record).partition("@media print")[2]
