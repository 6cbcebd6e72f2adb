"""The private folder of the server's unix socket, outside of a possibly deep path."""

import hashlib
import os
import stat
import tempfile
from pathlib import Path

from concord.embedded.folder import Folder

# A socket's whole path has room for 107 bytes, ours end in
# /concord-0123456789abcdef/.s.PGSQL.65535.
_LONGEST_TEMP_PATH = 107 - 41
_SHORT_TEMP_PATH = "/tmp"  # noqa: S108 -- only a private folder is made in it
_PRIVATE = 0o700


def prepare(folder: Folder) -> Path:
    """Make, or make anew, the folder that belongs to this data folder alone."""
    owner = folder.root.stat()
    path = _temp() / f"concord-{_name_of(folder)}"
    try:
        path.mkdir(mode=_PRIVATE)
    except FileExistsError:
        if not _is_private(path, folder.owner):
            path = Path(tempfile.mkdtemp(prefix="concord-", dir=_temp()))
    if os.geteuid() == 0:
        os.chown(path, folder.owner, owner.st_gid, follow_symlinks=False)
    for left_behind in path.glob(".s.PGSQL.*"):
        left_behind.unlink(missing_ok=True)
    return path


def discard(path: Path) -> None:
    """Leave no empty folder behind when the server has stopped."""
    try:
        path.rmdir()
    except OSError:
        return  # deleted already, or not empty and so not only ours


def _name_of(folder: Folder) -> str:
    """Two copies differ in their path; nobody else can guess the name beforehand."""
    known_to_us = f"{folder.root}\0{folder.read_password()}"
    return hashlib.sha256(os.fsencode(known_to_us)).hexdigest()[:16]


def _temp() -> Path:
    usual = tempfile.gettempdir()
    fits = len(os.fsencode(usual)) <= _LONGEST_TEMP_PATH
    return Path(usual if fits else _SHORT_TEMP_PATH)


def _is_private(path: Path, owner: int) -> bool:
    found = path.lstat()
    mode = stat.S_IMODE(found.st_mode)
    return stat.S_ISDIR(found.st_mode) and found.st_uid == owner and mode == _PRIVATE
