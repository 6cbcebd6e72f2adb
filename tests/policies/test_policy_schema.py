"""The published schema of policy files is the one that the service checks by."""

from pathlib import Path

import pytest
from jsonschema_rs import validator_for

from dispute_core.policies.schema import main, policy_schema
from tests.policies.documents import DOCUMENTS, RELEASED

PUBLISHED = Path(__file__).parents[2] / "contracts" / "policy.schema.json"


class TestThePublishedSchema:
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
