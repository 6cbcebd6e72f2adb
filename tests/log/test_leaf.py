"""The leaf: fixed by golden vectors, agreed on by two implementations."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import asyncpg
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dispute_core.log import PostgresLog
from dispute_core.log.canonical import canonical
from dispute_core.log.leaf import Leaf, facts_hash, leaf_bytes, leaf_hash
from tests.log import plain_leaf
from tests.log.events import an_append

VECTORS = json.loads((Path(__file__).parent / "golden" / "leaves.json").read_text())

hashes = st.binary(min_size=32, max_size=32)
words = st.text(st.characters(exclude_categories=["Cs"]))
instants = st.datetimes(min_value=datetime(1900, 1, 1)).map(  # noqa: DTZ001
    lambda naive: naive.replace(tzinfo=UTC)
)
leaves = st.builds(
    Leaf,
    position=st.integers(1, 2**53 - 1),
    stream=st.uuids(),
    version=st.integers(1, 2**31 - 1),
    topic=words,
    partnership=words,
    agency=st.none() | words,
    client=words,
    subject=words,
    correlation=st.none() | words,
    causation=st.none() | words,
    occurred_at=instants,
    recorded_at=instants,
    facts_hash=hashes,
    narrative_hash=st.none() | hashes,
    previous_hash=st.none() | hashes,
)


def leaf_of(fields: dict[str, Any]) -> Leaf:
    def unhex(value: str | None) -> bytes | None:
        return bytes.fromhex(value) if value else None

    return Leaf(
        position=fields["position"],
        stream=UUID(fields["stream"]),
        version=fields["version"],
        topic=fields["topic"],
        partnership=fields["partnership"],
        agency=fields["actor"]["agency"],
        client=fields["actor"]["client"],
        subject=fields["actor"]["subject"],
        correlation=fields["correlation"],
        causation=fields["causation"],
        occurred_at=datetime.fromisoformat(fields["occurred_at"]),
        recorded_at=datetime.fromisoformat(fields["recorded_at"]),
        facts_hash=bytes.fromhex(fields["facts_hash"]),
        narrative_hash=unhex(fields["narrative_hash"]),
        previous_hash=unhex(fields["previous_hash"]),
    )


class TestLeaves:
    @pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["case"])
    def test_hash_as_they_always_have(self, vector: dict[str, Any]) -> None:
        leaf = leaf_of(vector["leaf"])

        assert leaf_bytes(leaf).decode() == vector["canonical"]
        assert leaf_hash(leaf).hex() == vector["hash"]
        assert plain_leaf.leaf_hash(vector["leaf"]) == vector["hash"]

    @given(leaves)
    def test_are_the_same_in_both_implementations(self, leaf: Leaf) -> None:
        row = {
            "stream_id": leaf.stream,
            **leaf._asdict(),
        }
        fields = plain_leaf.fields_of(row)

        assert leaf_hash(leaf).hex() == plain_leaf.leaf_hash(fields)

    def test_salt_the_facts(self) -> None:
        facts = {"stage": "stage-1", "n": 3}

        ours = facts_hash(b"0123456789abcdef", canonical(facts)).hex()

        assert ours == plain_leaf.facts_hash(b"0123456789abcdef", facts)
        assert ours != plain_leaf.facts_hash(b"0123456789abcdeX", facts)

    async def test_of_a_real_log_are_checked_without_our_code(
        self, log: PostgresLog, administrator: asyncpg.Connection
    ) -> None:
        stream = uuid4()
        await log.append(an_append(stream, count=3, text="Said.", correlation="ŵ\n"))
        await log.append(an_append(stream, expected=3))

        rows = await administrator.fetch(
            "SELECT * FROM events JOIN event_bodies USING (position) ORDER BY position"
        )

        assert len(rows) == 4
        for row in rows:
            assert plain_leaf.leaf_hash(plain_leaf.fields_of(row)) == row["hash"].hex()
            facts = plain_leaf.facts_hash(row["salt"], json.loads(row["facts"]))
            assert facts == row["facts_hash"].hex()
        assert len({row["salt"] for row in rows}) == 4
