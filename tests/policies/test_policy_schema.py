"""The published schema of policy files is the one that the service checks by."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema_rs import validator_for

from dispute_core.policies.schema import main, policy_schema
from tests.policies.documents import DOCUMENTS, RELEASED

PUBLISHED = Path(__file__).parents[2] / "contracts" / "policy.schema.json"


def unbounded(part: Any, path: str = "") -> Iterator[str]:
    """Every list, set of names and free text that may be as long as it likes."""
    bounds = {"array": "maxItems", "object": "maxProperties", "string": "maxLength"}
    if isinstance(part, dict):
        bound = bounds.get(part.get("type", ""))
        closed = {"properties", "enum", "const", "format"} & part.keys()
        free = (not closed and "pattern" not in part) or part.get("type") == "array"
        if bound and bound not in part and free:
            yield path
    inner = part.items() if isinstance(part, dict) else enumerate(part)
    for name, value in inner:
        if isinstance(value, dict | list):
            yield from unbounded(value, f"{path}/{name}")


class TestThePublishedSchema:
    def test_bounds_every_list_and_every_free_text(self) -> None:
        assert list(unbounded(json.loads(policy_schema()))) == []

    def test_is_current(self) -> None:
        """If this fails: python -m dispute_core.policies.schema, then the file."""
        assert PUBLISHED.read_text("utf-8") == policy_schema()

    @pytest.mark.parametrize("ref", DOCUMENTS)
    def test_accepts_the_shipped_policies(self, ref: str) -> None:
        assert validator_for(policy_schema()).is_valid(RELEASED[ref].content)

    def test_refuses_what_the_service_refuses(self) -> None:
        content = RELEASED["worcestershire@1"].content

        assert not validator_for(policy_schema()).is_valid({**content, "extra": "x"})

    def test_is_written_to_the_file_that_is_named(self, tmp_path: Path) -> None:
        target = tmp_path / "schema.json"

        main([str(target)])

        assert target.read_text("utf-8") == policy_schema()
