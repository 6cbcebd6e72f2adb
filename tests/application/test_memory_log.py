from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from dispute_core.application.ports import Log
from tests.log_promises import LogPromises
from tests.support.memory_log import MemoryLog


class TestMemoryLog(LogPromises):
    """The log on which stories are told keeps what the real one promises."""

    @pytest.fixture
    def log(self) -> Iterator[Log]:
        log = MemoryLog(clock=lambda: datetime.now(UTC))
        yield log
        assert log.positions_are_dense()
