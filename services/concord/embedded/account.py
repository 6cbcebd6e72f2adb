"""Chooses under which identity the server runs, since it refuses to run as root."""

import os
import pwd
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from concord.embedded import binaries
from concord.embedded.errors import EmbeddedPostgresError
from concord.embedded.folder import Folder

_ROOT = 0
_TRIAL_SECONDS = 30
_TRIAL = 'cd -- "$1" && exec "$2" --version'


@dataclass(frozen=True)
class Account:
    """An identity that PostgreSQL accepts, and how its programs are run under it."""

    description: str
    prefix: tuple[str, ...] = ()
    uid: int | None = None
    gid: int | None = None

    def run(
        self,
        command: Sequence[str | Path],
        *,
        cwd: Path,
        timeout: float,
        extra: Mapping[str, str] | None = None,
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 -- our own command, no shell
            [*self.prefix, *map(str, command)],
            cwd=cwd,
            env=binaries.environment(**(extra or {})),
            user=self.uid,
            group=self.gid,
            extra_groups=None if self.uid is None else [],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout,
            check=False,
        )

    def refusal(self, folder: Folder) -> str | None:
        """Try the server's program beside the data folder; say why it cannot run."""
        trial = ("/bin/sh", "-c", _TRIAL, "sh", folder.root.parent)
        command = (*trial, binaries.program("postgres"))
        try:
            result = self.run(command, cwd=Path("/"), timeout=_TRIAL_SECONDS)
        except (OSError, subprocess.TimeoutExpired) as error:
            return f"{self.description}: {error}"
        if result.returncode == 0:
            return None
        return f"{self.description}: {result.stderr.strip()}"


def check_owner(folder: Folder) -> None:
    """Refuse a folder of another account, unless we are root and may become it."""
    me = os.geteuid()
    if me not in {_ROOT, folder.owner}:
        message = (
            f"The data folder {folder.root} belongs to another account (uid"
            f" {folder.owner}, while this process has uid {me}). Use a data folder of"
            " your own."
        )
        raise EmbeddedPostgresError(message)


def choose(folder: Folder) -> Account:
    """Choose the identity for this folder, and hand the folder over where needed."""
    reasons = []
    for account in _candidates(folder):
        reason = account.refusal(folder)
        if reason is None:
            if account.uid is not None and account.gid is not None:
                folder.hand_over(account.uid, account.gid)
            return account
        reasons.append(reason)
    message = (
        "PostgreSQL's programs cannot be run here. Tried: "
        f"{'; '.join(reasons) or 'nothing, for want of an unprivileged account'}."
        " Run as an ordinary user, or put the project and its data folder where an"
        " unprivileged account can reach them, or give the URL of a PostgreSQL 17"
        " or later."
    )
    raise EmbeddedPostgresError(message)


def _candidates(folder: Folder) -> list[Account]:
    owner = folder.owner
    present = Account("as the present user")
    if owner != os.geteuid():  # so we are root, in somebody's folder
        present = _switched(owner, folder.root.stat().st_gid)
    if owner != _ROOT and _has_name(owner):
        return [present]
    stand_in = _unprivileged()
    if stand_in is None:
        return []
    # The files stay the owner's; the server sees itself, and them, as the stand-in's.
    uid, gid = stand_in.pw_uid, stand_in.pw_gid
    mapping = ("unshare", "--user", f"--map-user={uid}", f"--map-group={gid}")
    mapped = replace(present, description="in a user namespace", prefix=mapping)
    return [mapped, _switched(uid, gid)] if owner == _ROOT else [mapped]


def _switched(uid: int, gid: int) -> Account:
    return Account(f"under the account with uid {uid}", uid=uid, gid=gid)


def _has_name(uid: int) -> bool:
    """Say whether the system can name an account; initdb refuses it otherwise."""
    try:
        pwd.getpwuid(uid)
    except KeyError:
        return False
    return True


def _unprivileged() -> pwd.struct_passwd | None:
    others = [entry for entry in pwd.getpwall() if entry.pw_uid != _ROOT]
    named = [entry for entry in others if entry.pw_name == "nobody"]
    return next(iter(named + others), None)
