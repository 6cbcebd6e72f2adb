"""Fixtures for all tests; the first is the one real PostgreSQL of the session."""

import os
from collections.abc import Iterator

import pytest

from concord.embedded import Server, throwaway


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    """Lend one real server to the whole session; it goes however pytest ends."""
    durable = os.environ.get("CONCORD_TEST_FSYNC") == "1"
    with throwaway({"fsync": "on" if durable else "off"}) as server:
        yield server
