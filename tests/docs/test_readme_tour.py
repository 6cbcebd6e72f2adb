"""The README's tour, pasted line by line into a terminal."""

import os
import sys
from pathlib import Path

import pytest

from tests.docs.pasting import terminal
from tests.docs.reading import Block, shell_blocks
from tests.support.service import RunningService

README = Path(__file__).parents[2] / "README.md"
TOUR = "A tour in five minutes"
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture
def folder(tmp_path: Path, concord: RunningService) -> Path:
    """The folder of a clone: with the environment, and the data of `make run`."""
    python = tmp_path / ".venv" / "bin" / "python"
    python.parent.mkdir(parents=True)
    python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    python.chmod(0o755)
    (tmp_path / ".data").symlink_to(concord.place.root)
    return tmp_path


class TestTheTour:
    def test_prints_exactly_what_the_readme_shows(
        self, folder: Path, concord: RunningService
    ) -> None:
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(folder),
            "LANG": "C.UTF-8",
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        blocks = shell_blocks(README, under=TOUR)

        with terminal(folder, environment) as bash:
            for block in blocks:
                printed = bash.paste(block.pasted.replace(ADDRESS, concord.base_url))
                printed = printed.replace(concord.base_url, ADDRESS)
                assert block.shows(printed), _told(block, printed)

    def test_takes_a_dispute_to_its_end(self) -> None:
        pasted = "".join(block.pasted for block in shell_blocks(README, under=TOUR))

        for act in ("discussions", "escalations", "resolutions", "check-backs"):
            assert f"/{act}" in pasted


class TestReadingTheReadme:
    def test_finds_a_line_that_is_not_shown(self) -> None:
        block = Block(line=1, pasted="", shown='{\n  …\n  "version": 2\n}\n')

        assert block.shows('{\n  "id": 1,\n  "status": 2,\n  "version": 2\n}\n')
        assert not block.shows('{\n  "id": 1,\n  "version": 3\n}\n')

    def test_lets_an_ellipsis_stand_for_part_of_one_line_only(self) -> None:
        block = Block(line=1, pasted="", shown='{"id": "…", "version": 2}\n')

        assert block.shows('{"id": "0199", "version": 2}\n')
        assert not block.shows('{"id": "0199",\n "version": 2}\n')


def _told(block: Block, printed: str) -> str:
    return (
        f"README line {block.line} says that this is printed:\n{block.shown}\n"
        f"but it was:\n{printed}"
    )
