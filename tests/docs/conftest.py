"""One running Concord for every test of the documents."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.service import RunningService, running_service


@pytest.fixture(scope="package")
def concord(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningService]:
    """Concord as `make run` starts it, on a folder and a port of its own."""
    folder: Path = tmp_path_factory.mktemp("concord")
    with running_service(folder) as service:
        yield service
