"""`concord backup`: the log without its keys, and the keys apart from it.

The log may be kept for as long as anybody likes. Of the keys only the newest copy is
kept, so that what was erased can be read from no older backup.
"""

import hashlib
import json
import os
from datetime import UTC, datetime
from pathlib import Path

from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.keeping.tools import private_folder, run
from dispute_core.log.destroyed_keys import DestroyedKeys
from dispute_core.private_files import create_private, write_private

LOG, MANIFEST = "log.dump", "manifest.json"
KEYS, DESTROYED = "keys.dump", "destroyed-keys"


def back_up(addresses: Addresses, folder: Path, keys: Path) -> str:
    """Write a backup into a folder of its own, and the keys over those of before."""
    folder, keys = folder.resolve(), keys.resolve()
    if keys == folder or folder in keys.parents or keys in folder.parents:
        raise CannotGoOn("Keep the keys apart: in a folder outside that of the log.")
    made_at = datetime.now(UTC)
    made = private_folder(private_folder(folder) / f"{made_at:%Y%m%dT%H%M%S.%fZ}")
    owner = addresses.of("owner")
    # An owner who is no superuser reads through the policies that let owners pass.
    common = ("--format=custom", "--no-owner", "--enable-row-security")
    run("pg_dump", owner, *common, "--exclude-table-data=keys", f"--file={made / LOG}")
    _private(made / LOG)
    manifest = {"made_at": made_at.isoformat(), "sha256": digest(made / LOG)}
    create_private(made / MANIFEST, json.dumps(manifest, indent=2) + "\n")

    # After the log: so no key is missing that the log needs.
    draft = private_folder(keys) / f"{KEYS}.new"
    only = ("--data-only", "--table=keys", "--inserts", f"--file={draft}")
    run("pg_dump", owner, *common, *only)
    _private(draft)
    draft.replace(keys / KEYS)
    destroyed = DestroyedKeys(addresses.destroyed_keys()).read()
    destroyed |= DestroyedKeys(keys / DESTROYED).read()
    write_private(keys / DESTROYED, "".join(f"{key}\n" for key in sorted(destroyed)))
    return f"The log is in {made}, its keys are in {keys}. Keep the two apart."


def digest(file: Path) -> str:
    with file.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()


def _private(file: Path) -> None:
    """Only its owner may read it, and it is on the disk."""
    file.chmod(0o600)
    with file.open("rb") as content:
        os.fsync(content.fileno())
