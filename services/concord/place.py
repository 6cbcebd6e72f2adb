"""The data folder of one Concord: what lies where in it, and who may work on it."""

import fcntl
import json
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from concord.errors import CannotGoOn
from dispute_core.private_files import write_private

SERVICE, GUARDIAN = "concord up", "guardian"
"""Who may claim a data folder."""

_POLL_SECONDS = 0.05
_A_MOMENT = 2.0
"""Until whoever has just taken the folder has written down who that is."""


@dataclass(frozen=True)
class Place:
    """The data folder that `concord up` fills, and whatever else reads it."""

    root: Path

    @classmethod
    def at(cls, data_dir: Path) -> "Place":
        return cls(data_dir.expanduser().resolve())

    @property
    def postgres(self) -> Path:
        return self.root / "postgres"

    @property
    def logs(self) -> Path:
        return self.root / "logs"

    @property
    def mails(self) -> Path:
        """Where the worker of `concord up` puts mails, of which none goes out."""
        return self.root / "mails"

    @property
    def passwords_file(self) -> Path:
        """The passwords of the database roles."""
        return self.root / "passwords.json"

    @property
    def secrets_file(self) -> Path:
        return self.root / "secrets.json"

    @property
    def destroyed_keys_file(self) -> Path:
        """The list of the data keys that were destroyed; see docs/backup.md."""
        return self.root / "destroyed-keys"

    @property
    def issuer(self) -> Path:
        """The folder of the development issuer, with the key that signs tokens."""
        return self.root / "issuer"

    @property
    def running_file(self) -> Path:
        """Where the service answers, for as long as it runs."""
        return self.root / "running.json"

    def prepare(self) -> None:
        """Make the folders; the database server may need to pass through the first."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            self.logs.mkdir(mode=0o700, exist_ok=True)
            self.mails.mkdir(mode=0o700, exist_ok=True)
        except OSError as error:
            message = f"The data folder {self.root} cannot be used: {error.strerror}."
            raise CannotGoOn(message) from error

    @contextmanager
    def claimed(self, claimant: str, *, wait_seconds: float) -> Iterator[None]:
        """Let one claimant at a time work here: `concord up`, or its guardian.

        A second `concord up` is told at once that there is a first; the guardian of
        one that was killed is waited for.
        """
        opened = os.open(self.root / "up.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            if not _locked(opened, wait_seconds):
                message = (
                    f"Concord already runs on the data folder {self.root}. Stop it, or "
                    "choose another folder with --data-dir and another --port."
                )
                raise CannotGoOn(message)
            os.ftruncate(opened, 0)
            os.pwrite(opened, claimant.encode(), 0)
            yield
        finally:
            os.close(opened)

    def passwords(self, roles: tuple[str, ...]) -> dict[str, str]:
        """The passwords of these roles; what is missing is made up and kept."""
        known: dict[str, str] = {}
        if self.passwords_file.exists():
            known = json.loads(self.passwords_file.read_text())
        missing = {
            role: secrets.token_urlsafe(24) for role in roles if role not in known
        }
        if missing:
            everyone = {**known, **missing}
            write_private(self.passwords_file, json.dumps(everyone, indent=2) + "\n")
            known = everyone
        return {role: known[role] for role in roles}


def _locked(opened: int, wait_seconds: float) -> bool:
    began = time.monotonic()
    while True:
        try:
            fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            service = os.pread(opened, 100, 0).decode() == SERVICE
            patience = min(_A_MOMENT, wait_seconds) if service else wait_seconds
            if time.monotonic() - began >= patience:
                return False
            time.sleep(_POLL_SECONDS)
        else:
            return True
