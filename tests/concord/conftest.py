"""Fixtures for tests of the operator's command line."""

import signal
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from concord import embedded
from tests.concord.commands import Up


@pytest.fixture
def new_up(tmp_path: Path) -> Iterator[Callable[[], Up]]:
    """Make folders for `concord up`; whatever runs on them ends with the test."""
    made: list[Up] = []

    def make() -> Up:
        folder = tmp_path / str(len(made))
        folder.mkdir()
        made.append(Up(folder))
        return made[-1]

    yield make
    for up in made:
        if hasattr(up, "process") and up.process.poll() is None:
            up.end(signal.SIGINT)
        embedded.stop(up.place.postgres, mode="immediate")


@pytest.fixture(scope="session")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    """One `concord up` for all the questions that change nothing."""
    up = Up(tmp_path_factory.mktemp("running")).start()
    up.url()
    yield up
    up.end(signal.SIGINT)
