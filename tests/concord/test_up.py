"""`concord up`: one command starts everything, and nothing outlives it."""

import json
import os
import re
import signal
import socket
import subprocess
import time
from collections.abc import Callable
from contextlib import suppress

from tests.concord.commands import Up, concord

MakeUp = Callable[[], Up]
PARTS = {"serving", "working", "guardian", "postgres"}
SOON_SECONDS = 30
"""A bound for machines under load; how quick it really is, the bench says."""


class TestStarting:
    def test_prints_a_first_request_that_works_when_pasted_and_keeps_what_it_raised(
        self, new_up: MakeUp
    ) -> None:
        up = new_up().start()
        url = up.url()

        assert up.answers()
        assert up.members().keys() >= PARTS
        assert f"{url}/docs" in up.printed
        raised = pasted(first_lines(up))
        assert raised.startswith('{"id":"')
        assert up.end(signal.SIGINT) == 0
        assert up.gone()
        assert "Traceback" not in up.printed

        began = time.monotonic()
        up.start().url()

        assert time.monotonic() - began < SOON_SECONDS
        assert pasted(first_lines(up)) == raised
        assert up.end(signal.SIGTERM) == 0

    def test_refuses_a_port_in_use_before_anything_is_started(
        self, new_up: MakeUp
    ) -> None:
        up = new_up()
        with socket.create_server(("127.0.0.1", 0)) as taken:
            port = taken.getsockname()[1]
            result = concord("up", "--port", str(port), "--data-dir", up.place.root)

        assert result.returncode == 1
        assert result.stdout == ""
        assert f"Port {port} of 127.0.0.1 cannot be used" in result.stderr
        assert result.stderr.count("\n") == 1
        assert not up.place.root.exists()

    def test_refuses_a_folder_on_which_another_runs(self, running: Up) -> None:
        result = concord("up", "--port", "0", "--data-dir", running.place.root)

        assert result.returncode == 1
        assert "Concord already runs on the data folder" in result.stderr
        assert running.answers()


class TestWriting:
    def test_goes_to_two_logs_of_one_form(self, running: Up) -> None:
        assert running.answers()
        for name in ("api", "worker"):
            lines = (running.place.logs / f"{name}.log").read_text().splitlines()
            assert lines
            for line in lines:
                assert list(json.loads(line))[:3] == ["timestamp", "level", "event"]


class TestDying:
    def test_takes_every_part_along_and_loses_nothing(
        self, new_up: MakeUp, running: Up
    ) -> None:
        up = new_up().start()
        assert up.url() != running.url()
        raised = pasted(first_lines(up))

        up.end(signal.SIGKILL)
        assert up.gone()
        up.start().url()
        for pid in (*up.members().values(), up.process.pid):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        up.process.wait()
        up.start()

        assert up.answers()
        assert pasted(first_lines(up)) == raised
        assert concord("verify", "--data-dir", up.place.root).returncode == 0
        self._a_part_ends_the_rest_and_it_is_said(up)
        assert running.answers()

    def _a_part_ends_the_rest_and_it_is_said(self, up: Up) -> None:
        os.kill(up.members()["working"], signal.SIGKILL)

        assert up.process.wait(SOON_SECONDS) == 1
        assert "The worker was killed by SIGKILL." in up.printed
        assert up.gone()


def first_lines(up: Up) -> str:
    """What a person would copy from the terminal: the token and the request."""
    found = re.search(r"^export TOKEN=.*^\}'$", up.printed, re.DOTALL | re.MULTILINE)
    assert found, up.printed
    return found[0]


def pasted(lines: str) -> str:
    """Paste lines into a shell; what they print."""
    result = subprocess.run(
        ["bash", "-c", lines], capture_output=True, text=True, timeout=30, check=True
    )
    return result.stdout
