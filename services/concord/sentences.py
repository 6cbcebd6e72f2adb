"""One sentence for each thing that can go wrong before an operator's eyes."""

from collections.abc import Callable
from typing import Any

import asyncpg

from concord.embedded import EmbeddedPostgresError
from concord.errors import CannotGoOn
from dispute_core.domain.errors import DisputeError
from dispute_core.log.keyring import UnusableSecrets
from dispute_core.policies.yaml_file import DataFileError


def sentence(error: Exception) -> str:
    """What happened, without addresses, passwords, or anything that somebody typed."""
    for kind, tell in _TELLING.items():
        if isinstance(error, kind):
            return tell(error)
    return (
        f"Something unexpected went wrong ({type(error).__name__}). Run the same "
        "command with --debug to see all of it."
    )


def _system(error: Any) -> str:
    where = f" ({error.filename})" if error.filename else ""
    return f"The system refused: {error.strerror or type(error).__name__}{where}."


_TELLING: dict[type[Exception], Callable[[Any], str]] = {
    CannotGoOn: str,
    EmbeddedPostgresError: str,
    UnusableSecrets: str,
    DataFileError: str,
    DisputeError: lambda error: str(error.detail),
    asyncpg.InvalidAuthorizationSpecificationError: lambda _: (
        "The database does not accept the account or password in its address."
    ),
    asyncpg.UndefinedTableError: lambda _: (
        "The database does not have Concord's tables. Run 'concord migrate'."
    ),
    asyncpg.PostgresError: lambda error: (
        f"The database refused: {str(error).splitlines()[0]}."
    ),
    OSError: _system,
}
"""The first that fits tells; so the special come before the general."""
