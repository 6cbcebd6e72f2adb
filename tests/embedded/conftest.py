"""Data folders whose servers are stopped whatever a test does to them."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from concord.embedded import start, stop
from tests.embedded.support import QUICK


@pytest.fixture
def new_dir(tmp_path: Path) -> Iterator[Path]:
    """Name a data folder that does not exist yet, with blanks in its name."""
    path = tmp_path / "a data folder"
    yield path
    stop(path, mode="immediate")


@pytest.fixture(scope="session")
def started_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Make the cluster that tests copy, because copying is quicker than making."""
    path = tmp_path_factory.mktemp("started") / "once"
    start(path, settings=QUICK)
    stop(path)
    return path


@pytest.fixture
def data_dir(new_dir: Path, started_once: Path) -> Path:
    """Give a data folder whose server has run before and is stopped."""
    return Path(shutil.copytree(started_once, new_dir))


@pytest.fixture
def public_dir() -> Iterator[Path]:
    """Make a folder that every account of the machine may enter."""
    path = Path(tempfile.mkdtemp(prefix="concord-public-"))
    path.chmod(0o755)
    yield path
    stop(path / "data", mode="immediate")
    shutil.rmtree(path)
