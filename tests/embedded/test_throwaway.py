"""A throwaway server goes with its process, in whatever way that ends."""

import os
import signal
from pathlib import Path

import pytest

from concord.embedded import throwaway
from tests.embedded.support import ask, await_that, is_alive, launch, outcome

_BORROW = """
import time
from concord.embedded import throwaway
with throwaway({"fsync": "off"}) as server:
    Path(sys.argv[1]).write_text(f"{server.pid} {server.data_dir}")
    time.sleep(60)
"""


class TestThrowaway:
    """Nothing is left of it: no process, no folder."""

    def test_is_gone_after_the_block(self) -> None:
        with throwaway({"fsync": "off"}) as server:
            assert ask(server, "SHOW fsync") == "off"

        assert not is_alive(server.pid)
        assert not server.data_dir.exists()
        assert not Path(server.host).exists()

    @pytest.mark.parametrize("name", ["SIGINT", "SIGTERM", "SIGKILL"])
    def test_is_gone_after(self, tmp_path: Path, name: str) -> None:
        told = tmp_path / "told"
        borrower = launch(_BORROW, told)
        await_that(lambda: told.exists() and " " in told.read_text())
        pid, folder = told.read_text().split()
        assert is_alive(int(pid))

        os.killpg(borrower.pid, signal.Signals[name])
        outcome(borrower)

        await_that(lambda: not is_alive(int(pid)) and not Path(folder).exists())
