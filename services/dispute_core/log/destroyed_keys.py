"""The list of destroyed data keys, kept apart from the database and its backups.

A backup that is older than an erasure still has the key that it destroyed. So the list
is written before the key goes, and a restored database is held against it: what is on
it is destroyed again. It has ids and nothing else.
"""

import os
from pathlib import Path
from uuid import UUID


class DestroyedKeys:
    """The file, to which a line is added for each key, durably; nothing leaves it."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def add(self, key: UUID) -> None:
        """Keep it durably before anything is destroyed."""
        descriptor = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        with os.fdopen(descriptor, "a") as file:
            file.write(f"{key}\n")
            file.flush()
            os.fsync(descriptor)

    def read(self) -> frozenset[UUID]:
        """Every key on it; raises `ValueError` where a line is no id."""
        if not self._path.exists():
            return frozenset()
        lines = self._path.read_text("utf-8").splitlines()
        return frozenset(UUID(line) for line in lines if line)
