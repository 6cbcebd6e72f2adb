"""What tests start ends with pytest, even when pytest is killed."""

import asyncio
import os
import signal
import sys

import pytest

from tests.faults.crash import fields_of
from tests.support.tied import environment
from tests.support.waiting import until

_LOADING_ANEW = """
import subprocess
from tests.support.tied import tied
child = subprocess.Popen(tied("http.server", "--bind", "127.0.0.1", "0"))
print(child.pid)
child.wait()
"""
_FORKING = """
from tests.support.forked import forked
child = forked("http.server", "--bind", "127.0.0.1", "0")
print(child.pid)
child.wait()
"""
_PYTEST_IN_MINIATURE = {
    "stopped": _LOADING_ANEW,
    "running": _LOADING_ANEW,
    "forked": _FORKING,
    "forked and stopped": _FORKING,
}


class TestAChildOfATest:
    @pytest.mark.parametrize("kind", _PYTEST_IN_MINIATURE)
    async def test_ends_when_its_parent_is_killed(self, kind: str) -> None:
        parent = await asyncio.create_subprocess_exec(
            sys.executable,
            "-c",
            _PYTEST_IN_MINIATURE[kind],
            env=environment(PYTHONUNBUFFERED="1"),
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert parent.stdout is not None
        child = int(await parent.stdout.readline())
        assert b"Serving" in await parent.stdout.readline()
        if "stopped" in kind:
            os.kill(child, signal.SIGSTOP)

        parent.kill()
        await parent.wait()

        await until(lambda: fields_of(child)[0] in "XZ")
