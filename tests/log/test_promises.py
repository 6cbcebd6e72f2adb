from collections.abc import AsyncIterator

import pytest

from dispute_core.application.ports import Log
from dispute_core.log import Secrets, open_log
from tests.log_promises import LogPromises
from tests.support.databases import Database
from tests.support.memory_log import codec


class TestTheLogInPostgreSQL(LogPromises):
    """The real log keeps the promises that the one in memory makes."""

    @pytest.fixture
    async def log(self, database: Database, secrets: Secrets) -> AsyncIterator[Log]:
        async with open_log(
            writer_url=database.writer_url,
            reader_url=database.reader_url,
            secrets=secrets,
            codec=codec(),
        ) as log:
            yield log
