"""What the documents name is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PLACES = re.compile(r"`((?:tests|docs|services|contracts)/[^`\s]*|[A-Z]+\.md)`")
LINKS = re.compile(r"\]\((?!https?:)([^)#]+)\)")
TARGETS = re.compile(r"(?:`|^)make ([a-z-]+)", re.MULTILINE)
DOCUMENTS = ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")


@pytest.mark.parametrize("document", DOCUMENTS)
class TestADocument:
    def test_names_only_files_that_exist(self, document: str) -> None:
        text = (ROOT / document).read_text(encoding="utf-8")

        named = {*PLACES.findall(text), *LINKS.findall(text)}

        assert [place for place in named if not (ROOT / place).exists()] == []

    def test_names_only_targets_that_make_knows(self, document: str) -> None:
        text = (ROOT / document).read_text(encoding="utf-8")
        makefile = (ROOT / "Makefile").read_text(encoding="utf-8")

        named = set(TARGETS.findall(text))

        assert [name for name in named if f"\n{name}:" not in makefile] == []
