"""A process that has not yet heard of the calendar by which a dispute was raised."""

from collections.abc import AsyncIterator
from datetime import date

import pytest

from dispute_core.application.policies.releasing import OPERATOR as AUTHOR
from dispute_core.application.ports import Append
from dispute_core.bootstrap import CoreSettings, Services, now, open_core
from dispute_core.domain.published_calendars import DaysSaid, calendar_publication
from dispute_core.domain.releases import EVERYWHERE, OPERATOR, calendar_stream
from dispute_core.domain.working_time import DayOff
from dispute_core.log import Secrets
from tests.support.databases import Database
from tests.support.world import PARTNERSHIP, WALES, policies

PROCLAIMED = DayOff(date=date(2027, 6, 4), name="Day of thanks", kind="bank_holiday")


@pytest.fixture
async def other(database: Database, secrets: Secrets) -> AsyncIterator[Services]:
    """Another process on the same log, which has looked at it just before."""
    settings = CoreSettings(
        writer_url=database.writer_url, reader_url=database.reader_url, secrets=secrets
    )
    async with open_core(settings) as other:
        await other.catalogue.calendars()
        yield other


async def proclaim(services: Services) -> None:
    event = calendar_publication(
        "WLS",
        DaysSaid(days_off=(PROCLAIMED,), confirmed_until=date(2028, 12, 31)),
        by=OPERATOR,
        reason="It was proclaimed.",
        version=1,
        at=now(),
    )
    await services.log.append(
        Append(
            stream_id=calendar_stream("WLS"),
            expected_version=0,
            partnership=EVERYWHERE,
            events=[event],
            author=AUTHOR,
        )
    )
    await services.catalogue.look()


class TestAPinnedCalendar:
    async def test_is_looked_for_before_anything_is_counted_by_another(
        self, services: Services, other: Services
    ) -> None:
        await proclaim(services)
        policy, board = policies()[WALES], PARTNERSHIP[WALES]
        raised_by = await services.core.calendar(policy, board)

        found = await other.core.calendar(policy, board, pinned=raised_by.version)

        assert found.version == raised_by.version
        assert found.holiday(PROCLAIMED.date) == PROCLAIMED.name
