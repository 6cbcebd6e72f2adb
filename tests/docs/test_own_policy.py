"""The README's way from a file to a policy in force, pasted into a terminal."""

from pathlib import Path

from tests.docs.pasting import lay_out, terminal
from tests.docs.reading import shell_blocks
from tests.support.service import RunningService

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
OWN = "Put a policy of your own in force"
ADDRESS = "http://127.0.0.1:8000"


class TestAPolicyOfOnesOwn:
    def test_comes_into_force_as_the_readme_shows(
        self, tmp_path: Path, concord: RunningService
    ) -> None:
        environment = lay_out(tmp_path, concord.place.root)
        (tmp_path / "services").symlink_to(ROOT / "services")

        with terminal(tmp_path, environment) as bash:
            for block in shell_blocks(README, under=OWN):
                printed = bash.paste(block.pasted.replace(ADDRESS, concord.base_url))
                printed = printed.replace(concord.base_url, ADDRESS)
                assert block.shows(printed), block.told(printed)
