"""The README's tour, pasted line by line into a terminal."""

from pathlib import Path

from tests.docs.pasting import lay_out, terminal
from tests.docs.reading import Block, shell_blocks
from tests.support.service import RunningService

README = Path(__file__).parents[2] / "README.md"
TOUR = "A tour in five minutes"
ADDRESS = "http://127.0.0.1:8000"


class TestTheTour:
    def test_prints_exactly_what_the_readme_shows(
        self, tmp_path: Path, concord: RunningService
    ) -> None:
        environment = lay_out(tmp_path, concord.place.root)
        blocks = shell_blocks(README, under=TOUR)

        with terminal(tmp_path, environment) as bash:
            for block in blocks:
                printed = bash.paste(block.pasted.replace(ADDRESS, concord.base_url))
                printed = printed.replace(concord.base_url, ADDRESS)
                assert block.shows(printed), block.told(printed)

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
