"""The story that every test of the handlers tells."""

import pytest

from tests.support.story import Story


@pytest.fixture
def story() -> Story:
    return Story()
