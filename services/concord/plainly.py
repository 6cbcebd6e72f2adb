"""Turns what went wrong into one plain sentence for the operator."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import asyncpg
from typer.exceptions import Abort, TyperException

from concord.embedded import EmbeddedPostgresError
from concord.errors import CannotGoOn
from dispute_core.domain.errors import DisputeError
from dispute_core.log.keyring import UnusableSecrets
from dispute_core.policies.yaml_file import DataFileError

_FAILED, _MISUSED, _INTERRUPTED = 1, 2, 130


@contextmanager
def plainly(*, debug: bool) -> Iterator[None]:
    """Leave the process with a sentence and an exit code, never with a traceback."""
    try:
        yield
    except TyperException as error:
        _leave(f"{error.format_message()} Try 'concord --help'.", _MISUSED)
    except (Abort, KeyboardInterrupt):
        _leave("Interrupted.", _INTERRUPTED)
    except Exception as error:
        if debug:
            raise
        _leave(sentence(error), _FAILED)


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


def _leave(text: str, code: int) -> None:
    sys.stderr.write(f"{text}\n")
    sys.exit(code)
