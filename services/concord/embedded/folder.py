"""What lies in a data folder: the cluster, its password, its log and our notes."""

import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path

from concord.embedded.errors import EmbeddedPostgresError
from dispute_core.private_files import write_private

# A start may recover a large log first, so whoever comes second waits long.
_LOCK_WAIT_SECONDS = 330
_LOCK_POLL_SECONDS = 0.02


@dataclass(frozen=True)
class Notes:
    """What the launcher remembers of its last start."""

    port: int
    sockets: str
    pid: int
    started: int
    boot: str


@dataclass(frozen=True)
class Folder:
    """The data folder; nothing is ever written or given new rights outside of it."""

    root: Path

    @classmethod
    def at(cls, data_dir: Path) -> "Folder":
        return cls(Path(data_dir).resolve())

    @property
    def cluster(self) -> Path:
        return self.root / "cluster"

    @property
    def unfinished(self) -> Path:
        return self.root / "cluster.unfinished"

    @property
    def log(self) -> Path:
        return self.root / "log"

    @property
    def password_file(self) -> Path:
        return self.root / "password"

    @property
    def owner(self) -> int:
        """The account (uid) that owns the folder, and so the cluster in it."""
        return self.root.stat().st_uid

    def hand_over(self, uid: int, gid: int) -> None:
        """Give the folder and what we keep in it to another account."""
        for path in (self.root, *self._own_files(), self.cluster):
            if path.exists():
                os.chown(path, uid, gid, follow_symlinks=False)
        for parent, folders, files in os.walk(self.cluster):
            for name in (*folders, *files):
                os.chown(Path(parent, name), uid, gid, follow_symlinks=False)

    def _own_files(self) -> tuple[Path, ...]:
        return (self.password_file, self.log, self._notes_file, self._lock_file)

    @property
    def _notes_file(self) -> Path:
        return self.root / "state.json"

    @property
    def _lock_file(self) -> Path:
        return self.root / "lock"

    def read_notes(self) -> Notes | None:
        """Read the notes of the last start; lost or damaged notes are no notes."""
        try:
            return Notes(**json.loads(self._notes_file.read_text()))
        except (FileNotFoundError, ValueError, TypeError):
            return None

    def write_notes(self, notes: Notes) -> None:
        self.write_private(self._notes_file, json.dumps(asdict(notes)))

    def read_password(self) -> str:
        try:
            return self.password_file.read_text().strip()
        except FileNotFoundError:
            message = (
                f"The file {self.password_file} is missing, and without the password"
                " in it the databases beside it cannot be opened. Put the file back,"
                " or use another data folder."
            )
            raise EmbeddedPostgresError(message) from None

    def make_password(self) -> None:
        self.write_private(self.password_file, secrets.token_urlsafe(24) + "\n")

    def write_private(self, path: Path, text: str) -> None:
        """Write a file that only the owner of the folder may read."""
        write_private(path, text, prepare=self._give_to_owner)

    def _give_to_owner(self, opened: int) -> None:
        """Let root's visit not lock the owner of the folder out of it."""
        if os.geteuid() == 0:
            owner = self.root.stat()
            os.fchown(opened, owner.st_uid, owner.st_gid)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Let one launcher at a time work on this folder."""
        opened = os.open(self._lock_file, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            self._give_to_owner(opened)
            self._wait_for_lock(opened)
            yield
        finally:
            os.close(opened)

    def _wait_for_lock(self, opened: int) -> None:
        limit = time.monotonic() + _LOCK_WAIT_SECONDS
        while True:
            try:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() > limit:
                    message = f"Another process has held {self._lock_file} too long."
                    raise EmbeddedPostgresError(message) from None
                time.sleep(_LOCK_POLL_SECONDS)
            else:
                return
