"""Files that hold secrets: only their owner may read them, and they are whole."""

import os
import secrets
from collections.abc import Callable
from pathlib import Path

Prepare = Callable[[int], None]


def _nothing(_descriptor: int) -> None:
    pass


def create_private(path: Path, text: str, *, prepare: Prepare = _nothing) -> None:
    """Write a new file; never over one that exists.

    `prepare` is given the open file before anything is written into it.
    """
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        prepare(descriptor)
        file.write(text)
        file.flush()
        os.fsync(descriptor)


def write_private(path: Path, text: str, *, prepare: Prepare = _nothing) -> None:
    """Write a file whole or not at all, also over one that exists."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    try:
        create_private(draft, text, prepare=prepare)
        draft.replace(path)
    finally:
        draft.unlink(missing_ok=True)
