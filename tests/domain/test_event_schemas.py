import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest
from jsonschema_rs import Draft202012Validator, meta

from dispute_core.log.event_schemas import files
from tests.domain.whole_life import a_whole_life

PUBLISHED = Path(__file__).parents[2] / "contracts" / "events"


@cache
def made() -> Mapping[str, str]:
    """As the code writes them now."""
    return files()


class TestTheSchemasOfEvents:
    """Write them anew: `python -m dispute_core.log.event_schemas contracts/events`."""

    def test_are_one_current_file_for_each_event(self) -> None:
        published = {
            path.name: path.read_text(encoding="utf-8") for path in PUBLISHED.iterdir()
        }

        assert published == made()

    @pytest.mark.parametrize("name", sorted(path.name for path in PUBLISHED.iterdir()))
    def test_are_schemas(self, name: str) -> None:
        assert meta.is_valid(json.loads(made()[name]))

    async def test_fit_what_a_whole_life_of_a_dispute_stores(self) -> None:
        story = await a_whole_life()

        for event in story.log.events:
            schema = json.loads(made()[f"{event.topic}.json"])
            stored = {"facts": event.facts}
            if event.narrative is not None:
                stored["narrative"] = event.narrative
            Draft202012Validator(schema).validate(stored)
        told = {f"{event.topic}.json" for event in story.log.events}
        assert {name for name in made() if name.startswith("dispute.")} == told
