"""Files with secrets in them: for their owner only, and whole or not there."""

import os
from pathlib import Path

import pytest

from dispute_core.private_files import create_private, write_private


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


class TestAPrivateFile:
    def test_is_its_owners_alone_whatever_the_umask(self, tmp_path: Path) -> None:
        umask = os.umask(0)
        try:
            create_private(tmp_path / "new", "first")
            write_private(tmp_path / "written", "second")
        finally:
            os.umask(umask)

        assert (mode(tmp_path / "new"), mode(tmp_path / "written")) == (0o600, 0o600)

    def test_that_is_new_is_never_written_over_another(self, tmp_path: Path) -> None:
        create_private(tmp_path / "new", "first")

        with pytest.raises(FileExistsError):
            create_private(tmp_path / "new", "second")

        assert (tmp_path / "new").read_text() == "first"

    def test_stays_as_it_was_when_writing_it_fails(self, tmp_path: Path) -> None:
        write_private(tmp_path / "kept", "first")

        with pytest.raises(UnicodeEncodeError):
            write_private(tmp_path / "kept", "half \ud800")

        assert (tmp_path / "kept").read_text() == "first"
        assert list(tmp_path.iterdir()) == [tmp_path / "kept"]
