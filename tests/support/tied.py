"""Ties the processes that tests start to pytest: they die with it, however it dies."""

import os
import sys
from collections.abc import Mapping

_TIE = (
    "import os, runpy, sys; from concord.ties import die_with;"
    " die_with(int(sys.argv.pop(1)));"
    " runpy.run_module(sys.argv.pop(1), run_name='__main__', alter_sys=True)"
)


def tied(module: str, *arguments: str) -> list[str]:
    """As `python -m module ...`, but no longer than this process lives."""
    return [sys.executable, "-c", _TIE, str(os.getpid()), module, *arguments]


def environment(**variables: str) -> Mapping[str, str]:
    """Our own, in which a child finds the packages where we find them."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), **variables}
