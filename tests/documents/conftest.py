"""The two cases that most tests of documents read, each told once."""

import pytest

from tests.documents.cases import bare, rich
from tests.support.story import Story


@pytest.fixture
def story() -> Story:
    return Story()


@pytest.fixture
async def told() -> Story:
    """A case with everything in it."""
    return await rich()


@pytest.fixture
async def silent() -> Story:
    """A case in which nothing has happened since it was raised."""
    story = Story()
    await story.given(bare())
    return story
