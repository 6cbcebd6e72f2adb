"""The reference page of the policy format tells what the schema tells."""

import re
from json import loads
from pathlib import Path

from dispute_core.policies.reference import main, reference
from dispute_core.policies.schema import policy_schema

PUBLISHED = Path(__file__).parents[2] / "docs" / "policy-format.md"


class TestTheReference:
    def test_is_current(self) -> None:
        """If this fails: make schemas."""
        assert PUBLISHED.read_text("utf-8") == reference()

    def test_names_every_word_and_every_choice_of_the_format(self) -> None:
        schema = loads(policy_schema())
        page = reference()
        parts = [schema, *schema["$defs"].values()]
        words = {word for part in parts for word in part["properties"]}
        choices = set(re.findall(r'"enum": \[(.*?)\]', policy_schema(), re.DOTALL))
        named = {word for one in choices for word in re.findall(r'"(.*?)"', one)}

        assert [word for word in words | named if f"`{word}`" not in page] == []
        assert len(words) > 50

    def test_leads_from_each_word_to_the_part_that_stands_there(self) -> None:
        page = reference()
        headings = {
            re.sub(r"[^\w-]", "", one.replace(" ", "-"))
            for one in re.findall(r"^## (.+)$", page, re.MULTILINE)
        }

        led_to = set(re.findall(r"\]\(#([^)]+)\)", page))

        assert led_to
        assert led_to - headings == set()

    def test_is_written_to_the_file_that_is_named(self, tmp_path: Path) -> None:
        target = tmp_path / "reference.md"

        main([str(target)])

        assert target.read_text("utf-8") == reference()
