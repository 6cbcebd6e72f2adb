"""Turns what went wrong into one plain sentence for the operator."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from typer.exceptions import Abort, TyperException

_FAILED, _MISUSED, _INTERRUPTED = 1, 2, 130


@contextmanager
def plainly(*, debug: bool) -> Iterator[None]:
    """Leave the process with a sentence and an exit code, never with a traceback."""
    try:
        yield
    except TyperException as error:
        said = error.format_message().rstrip(".")
        _leave(f"{said}. See 'concord --help'.", _MISUSED)
    except (Abort, KeyboardInterrupt):
        _leave("Interrupted.", _INTERRUPTED)
    except Exception as error:
        if debug:
            raise
        from concord.sentences import sentence  # noqa: PLC0415 - needed only now

        _leave(sentence(error), _FAILED)


def _leave(text: str, code: int) -> None:
    sys.stderr.write(f"{text}\n")
    sys.exit(code)
