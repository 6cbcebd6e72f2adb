"""Data folders whose servers are stopped whatever a test does to them."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from concord.embedded import stop


@pytest.fixture
def data_dir(tmp_path: Path) -> Iterator[Path]:
    """Name a data folder that does not exist yet, with blanks in its name."""
    path = tmp_path / "a data folder"
    yield path
    stop(path, mode="immediate")


@pytest.fixture
def public_dir() -> Iterator[Path]:
    """Make a folder that every account of the machine may enter."""
    path = Path(tempfile.mkdtemp(prefix="concord-public-"))
    path.chmod(0o755)
    yield path
    stop(path / "data", mode="immediate")
    shutil.rmtree(path)
