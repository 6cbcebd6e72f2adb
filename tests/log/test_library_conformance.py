"""The eventsourcing library's own recorder cases, run against our log."""

import asyncio
from collections.abc import Iterator

import pytest
from eventsourcing.tests.persistence import (
    ApplicationRecorderTestCase,
    NonInterleavingNotificationIDsBaseCase,
)

from concord.embedded import Server
from dispute_core.log import Secrets
from tests.log.library_recorder import LibraryRecorder
from tests.support.databases import Database, fresh_database


class OnOurLog:
    """Gives every case of the library a fresh database."""

    database: Database
    secrets: Secrets

    @pytest.fixture(autouse=True)
    def _lend(self, migrated: Server, secrets: Secrets) -> Iterator[None]:
        with asyncio.Runner() as runner:
            lent = fresh_database(migrated)
            self.database = runner.run(lent.__aenter__())
            self.secrets = secrets
            self._recorders: list[LibraryRecorder] = []
            yield
            for recorder in self._recorders:
                recorder.close()
            runner.run(lent.__aexit__(None, None, None))

    def create_recorder(self) -> LibraryRecorder:
        recorder = LibraryRecorder(self.database, self.secrets)
        self._recorders.append(recorder)
        return recorder


class TestApplicationRecorder(OnOurLog, ApplicationRecorderTestCase[LibraryRecorder]):
    """Functional, concurrency and throughput cases."""


class TestNonInterleavingIds(OnOurLog, NonInterleavingNotificationIDsBaseCase):
    """Two large appends at once never share out positions between them."""


del ApplicationRecorderTestCase, NonInterleavingNotificationIDsBaseCase
