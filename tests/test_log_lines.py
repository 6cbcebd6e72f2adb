"""What both processes write for their operator: one form, and nobody's words."""

import json
import subprocess
import sys
from typing import Any

from tests.test_trace_context import CALLERS, TRACE

CANARY = "Zaunkönig-4711"
WRITES = f"""
import asyncio, logging, structlog
from dispute_core.lines import configure_lines
from dispute_core.tracing import gone_on, within
configure_lines(own_words=["uvicorn"])
structlog.get_logger("dispute_api").error("mistake", kind="KeyError")
structlog.get_logger("dispute_api").debug("too small")
with within(gone_on({CALLERS!r})):
    structlog.get_logger("dispute_api").info("traced")
logging.getLogger("uvicorn.error").info("Started server process [%d]", 7)
logging.getLogger("asyncpg").info("too small too")
logging.getLogger("asyncpg").warning("What is %s?", {CANARY!r})

async def forget():
    asyncio.get_running_loop().call_exception_handler(
        {{"message": {CANARY!r}, "exception": ValueError({CANARY!r})}}
    )

asyncio.run(forget())
"""


def written() -> list[dict[str, Any]]:
    run = subprocess.run(
        [sys.executable, "-c", WRITES],
        capture_output=True,
        env={"PYTHONPATH": "services"},
        text=True,
        check=True,
        timeout=30,
    )
    assert run.stderr == ""
    assert CANARY not in run.stdout
    return [json.loads(line) for line in run.stdout.splitlines()]


class TestALine:
    def test_begins_with_its_time_its_level_and_what_happened(self) -> None:
        ours, _, servers, _, forgotten = written()

        for line in (ours, servers, forgotten):
            assert list(line)[:3] == ["timestamp", "level", "event"]
            assert line["timestamp"].endswith("Z")
        assert (ours["level"], ours["event"]) == ("error", "mistake")
        assert ours["kind"] == "KeyError"
        assert (servers["level"], servers["event"]) == (
            "info",
            "Started server process [7]",
        )

    def test_says_of_which_trace_it_tells(self) -> None:
        ours, traced, *_ = written()

        assert traced["trace"] == TRACE
        assert "trace" not in ours

    def test_of_a_library_says_where_and_what_kind_never_its_words(self) -> None:
        """Its words may repeat what somebody entered."""
        *_, warned, forgotten = written()

        assert (warned["level"], warned["library"]) == ("warning", "asyncpg")
        assert (forgotten["level"], forgotten["library"]) == ("error", "asyncio")
        assert forgotten["kind"] == "ValueError"
        assert forgotten["where"].startswith("base_events.py:")
