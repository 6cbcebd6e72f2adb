"""The guide for boards: its blocks make one policy, and that policy runs."""

from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
import yaml

from dispute_core.policies import policy_from, read_policy
from tests.docs.pasting import lay_out, terminal
from tests.docs.reading import shell_blocks, yaml_file
from tests.support.service import RunningService

GUIDE = Path(__file__).parents[2] / "docs" / "write-your-policy.md"
RUN = "Minutes 55 to 60: check it, and let it run"
ADDRESS = "http://127.0.0.1:8000"


@pytest.fixture(scope="module")
def written() -> str:
    """The file as it is when the last block has been added."""
    return yaml_file(GUIDE)


class TestTheFileOfTheGuide:
    def test_is_a_policy_without_errors(self, written: str) -> None:
        released = read_policy(written)
        policy = policy_from(released.content, released.sha256)

        assert policy.ref == "rivermouth@1"
        assert [stage.label for stage in policy.stages] == [
            "Step one",
            "Step two",
            "Step three",
        ]

    def test_grows_by_blocks_each_of_which_leaves_readable_yaml(self) -> None:
        lines = yaml_file(GUIDE).splitlines(keepends=True)
        blocks = GUIDE.read_text("utf-8").count("```yaml\n")
        starts = [number for number, line in enumerate(lines) if line == "\n"]

        assert blocks > 5
        for start in starts:
            yaml.safe_load("".join(lines[:start]))

    def test_says_nothing_that_its_prose_does_not(self, written: str) -> None:
        """Every number of the file is one of the prose, in the prose's words."""
        prose = GUIDE.read_text("utf-8").partition("## Minutes 1 to 10")[0]
        content = yaml.safe_load(written)
        duties = [duty for stage in content["stages"] for duty in stage["duties"]]

        said = [
            duty[word]
            for duty in duties
            for word in ("printed", "urgency")
            if word in duty
        ]
        assert len(said) == 3
        assert [words for words in said if words not in prose] == []


class TestRunningIt:
    def test_prints_exactly_what_the_guide_shows(
        self, concord: RunningService, tmp_path: Path, written: str
    ) -> None:
        blocks = shell_blocks(GUIDE, under=RUN)
        clone = tmp_path / "clone"

        environment = lay_out(clone, concord.place.root)
        (clone / "rivermouth.yaml").write_text(written, encoding="utf-8")
        with terminal(clone, environment) as bash:
            for block in blocks:
                printed = bash.paste(block.pasted.replace(ADDRESS, concord.base_url))
                assert block.shows(printed), block.told(printed)

        chart = ET.parse(clone / "rivermouth.svg").getroot()  # noqa: S314 - our own
        assert "Step three" in "".join(chart.itertext())
