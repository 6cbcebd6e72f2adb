"""What the documents name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = re.compile(r"`((?:tests|docs|services|contracts)/[^`\s]*|[A-Z]+\.md)`")
LINKS = re.compile(r"\]\((?!https?:)([^)#]+)\)")
TARGETS = re.compile(r"(?:`|^)make ([a-z-]+)", re.MULTILINE)
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")
PAGES = sorted(str(one.relative_to(ROOT)) for one in (ROOT / "docs").rglob("*.md"))


def is_there(place: str) -> bool:
    """Whether a file, or one of a pattern, or the file of a test stands there."""
    path = place.partition("::")[0]
    return any(ROOT.glob(path)) if "*" in path else (ROOT / path).exists()


@pytest.mark.parametrize("document", [*DOCUMENTS, *PAGES])
class TestEveryDocument:
    def test_names_only_files_that_exist(self, document: str) -> None:
        page = ROOT / document
        text = page.read_text(encoding="utf-8")

        missing = [one for one in PLACES.findall(text) if not is_there(one)]
        missing += [
            one for one in LINKS.findall(text) if not (page.parent / one).exists()
        ]

        assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS)
class TestADocument:
    def test_names_only_targets_that_make_knows(self, document: str) -> None:
        text = (ROOT / document).read_text(encoding="utf-8")
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

        named = set(TARGETS.findall(text))

        assert [name for name in named if f"\n{name}:" not in makefile] == []
