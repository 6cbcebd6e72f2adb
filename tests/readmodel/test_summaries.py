"""The summaries: one row per dispute, written with the append and rebuilt the same."""

import asyncio
from datetime import UTC, date, datetime, timedelta
from typing import Any

import asyncpg
import pytest

from dispute_core.bootstrap import Services
from dispute_core.domain.dispute import Dispute
from dispute_core.log.statements import APPEND_LOCK
from dispute_core.readmodel import rebuild as rebuilding
from dispute_core.readmodel.summaries import COLUMNS
from tests.readmodel.playing import Play
from tests.support.builders import a_dispute, an_action
from tests.support.databases import Database
from tests.support.steps import (
    adds_record,
    changes_parties,
    checks_back,
    corrects,
    discusses,
    escalates,
    reopens,
    resolves,
    responds,
    withdraws,
)
from tests.support.world import BEXLEY, BRIGHTON, LEWISHAM, WALES, WORCESTERSHIRE

LONG_AGO = datetime(2026, 3, 2, 10, tzinfo=UTC)
WEEK_LATER = datetime(2026, 3, 9, 10, tzinfo=UTC)
SHAPE = """
SELECT a.attname, format_type(a.atttypid, a.atttypmod), a.attnotnull
FROM pg_attribute AS a
WHERE a.attrelid = 'dispute_summaries'::regclass AND a.attnum > 0 ORDER BY a.attnum
"""
RIGHTS = """
SELECT grantee, privilege_type FROM information_schema.role_table_grants
WHERE table_name = 'dispute_summaries' ORDER BY 1, 2
"""
INDEXES = """
SELECT indexname, indexdef FROM pg_indexes
WHERE tablename = 'dispute_summaries' ORDER BY 1
"""
OPTIONS = "SELECT reloptions FROM pg_class WHERE relname = 'dispute_summaries'"


async def the_row(services: Services, dispute: Dispute) -> dict[str, Any]:
    row = await services.asking.ask(
        lambda it: it.fetchrow(
            "SELECT * FROM dispute_summaries WHERE id = $1", dispute.id
        )
    )
    return dict(row)


async def table_shape(database: Database) -> list[Any]:
    connection = await asyncpg.connect(database.url())
    try:
        queries = (SHAPE, RIGHTS, INDEXES, OPTIONS)
        return [await connection.fetch(query) for query in queries]
    finally:
        await connection.close()


async def a_varied_past(play: Play) -> list[Dispute]:
    """Disputes under all five policies, in every state."""
    first = await play.raised(
        a_dispute(at=LONG_AGO),
        responds("social-care"),
        discusses("school"),
        escalates("school"),
        changes_parties("school", "add", "police"),
        resolves(
            "school", actions=[an_action(due_on=date(2026, 3, 20))], at=WEEK_LATER
        ),
        checks_back("school"),
        reopens("school"),
        adds_record("social-care", "note", visible_to="own_agency"),
    )
    await play.sweep(first.id)
    await play.act(first.id, corrects("school", 1, "category", "plan"))
    others = [
        await play.raised(a_dispute(LEWISHAM), escalates("school")),
        await play.raised(a_dispute(BEXLEY), withdraws("school")),
        await play.raised(a_dispute(BRIGHTON, immediate_risk=True)),
        await play.raised(a_dispute(WALES, at=LONG_AGO), discusses("school")),
        await play.raised(a_dispute(WORCESTERSHIRE)),
    ]
    return [await play.dispute(dispute.id) for dispute in (first, *others)]


class TestTheSummary:
    async def test_is_there_as_soon_as_the_dispute_is(
        self, services: Services, play: Play
    ) -> None:
        dispute = await play.raised(
            a_dispute(at=LONG_AGO, responding=("social-care", "police"))
        )

        row = await the_row(services, dispute)

        assert row == {
            "id": dispute.id,
            "reference": dispute.raised.reference,
            "partnership": "worcestershire",
            "policy": WORCESTERSHIRE,
            "status": "open",
            "stage_id": "stage-1",
            "stage_label": "Stage 1",
            "stage_number": 1,
            "category": "other",
            "subject_kind": "child",
            "scope": "inter_agency",
            "raised_by_agency": "school",
            "responding_agencies": ["social-care", "police"],
            "agencies": ["police", "school", "social-care"],
            "board_sees": False,
            "waiting_on": "responding",
            "next_due_at": datetime(2026, 3, 4, tzinfo=UTC),
            "immediate_risk": False,
            "raised_at": LONG_AGO,
            "recorded_at": dispute.recorded[1],
            "version": 1,
        }

    async def test_follows_every_event(self, services: Services, play: Play) -> None:
        dispute = await play.raised(
            a_dispute(at=LONG_AGO), discusses("school"), escalates("school")
        )

        row = await the_row(services, dispute)

        assert (row["stage_id"], row["waiting_on"]) == ("stage-2", "both")
        assert row["version"] == dispute.version
        assert row["recorded_at"] == dispute.recorded[dispute.version]
        assert row["next_due_at"] == dispute.next_due_at()

    async def test_has_a_column_for_each_value(self, database: Database) -> None:
        shape = await table_shape(database)

        kinds = {"timestamp with time zone": "timestamptz"}
        found = {name: kinds.get(kind, kind) for name, kind, _ in shape[0]}
        assert found == COLUMNS


class TestRebuilding:
    async def test_gives_what_was_written_with_the_appends(
        self, services: Services, play: Play, database: Database
    ) -> None:
        disputes = await a_varied_past(play)
        before = [await the_row(services, dispute) for dispute in disputes]

        report = await rebuilding.rebuild(
            database.url(), services.codec.decode, append_lock=APPEND_LOCK
        )

        assert [await the_row(services, dispute) for dispute in disputes] == before
        assert report.disputes == len(disputes)
        assert report.events == await services.log.head()

    async def test_mends_what_was_wrong(
        self, services: Services, play: Play, database: Database
    ) -> None:
        disputes = await a_varied_past(play)
        connection = await asyncpg.connect(database.url())
        await connection.execute(
            "UPDATE dispute_summaries SET status = 'closed' WHERE id = $1",
            disputes[1].id,
        )
        await connection.execute(
            "DELETE FROM dispute_summaries WHERE id = $1", disputes[2].id
        )
        await connection.close()
        decode = services.codec.decode

        found = await rebuilding.compare(database.reader_url, decode)
        await rebuilding.rebuild(database.url(), decode, append_lock=APPEND_LOCK)

        assert found == sorted(dispute.id for dispute in disputes[1:3])
        assert await rebuilding.compare(database.reader_url, decode) == []

    async def test_leaves_the_table_as_the_migrations_made_it(
        self, services: Services, play: Play, database: Database
    ) -> None:
        await play.raised(a_dispute())
        before = await table_shape(database)

        for _ in range(2):
            await rebuilding.rebuild(
                database.url(), services.codec.decode, append_lock=APPEND_LOCK
            )

        assert await table_shape(database) == before

    async def test_loses_nothing_that_is_appended_meanwhile(
        self, services: Services, play: Play, database: Database
    ) -> None:
        raised = [await play.raised(a_dispute()) for _ in range(20)]
        decode, done = services.codec.decode, asyncio.Event()

        async def go_on() -> int:
            appended = 0
            while not done.is_set():
                dispute = raised[appended % len(raised)]
                await play.act(dispute.id, adds_record("school"))
                await play.raised(a_dispute())
                appended += 2
            return appended

        people = asyncio.create_task(go_on())
        for _ in range(3):
            await rebuilding.rebuild(database.url(), decode, append_lock=APPEND_LOCK)
        done.set()

        assert await asyncio.wait_for(people, 10) > 0
        assert await rebuilding.compare(database.reader_url, decode) == []

    async def test_goes_on_after_an_attempt_that_was_broken_off(
        self, services: Services, play: Play, database: Database
    ) -> None:
        await play.raised(a_dispute())
        connection = await asyncpg.connect(database.url())
        await connection.execute("CREATE TABLE dispute_summaries_next (rest integer)")
        await connection.close()
        decode = services.codec.decode

        report = await rebuilding.rebuild(
            database.url(), decode, append_lock=APPEND_LOCK
        )

        assert report.disputes == 1

    async def test_is_refused_while_another_is_at_work(
        self, services: Services, database: Database
    ) -> None:
        connection = await asyncpg.connect(database.url())
        await connection.execute("SELECT pg_advisory_lock($1)", rebuilding._REBUILDING)

        with pytest.raises(rebuilding.AlreadyRebuilding):
            await rebuilding.rebuild(
                database.url(), services.codec.decode, append_lock=APPEND_LOCK
            )
        await connection.close()

    async def test_leaves_out_a_dispute_whose_facts_were_deleted(
        self, services: Services, play: Play, database: Database
    ) -> None:
        gone, kept = [await play.raised(a_dispute()) for _ in range(2)]
        connection = await asyncpg.connect(database.url("concord_eraser"))
        await connection.execute(
            "DELETE FROM event_bodies WHERE position IN"
            " (SELECT position FROM events WHERE stream_id = $1)",
            gone.id,
        )
        await connection.close()

        report = await rebuilding.rebuild(
            database.url(), services.codec.decode, append_lock=APPEND_LOCK
        )

        assert report.disputes == 1
        assert (await the_row(services, kept))["version"] == 1


def test_a_report_tells_its_speed() -> None:
    report = rebuilding.Report(events=3000, disputes=200, seconds=0.1)

    assert timedelta(seconds=report.seconds) == timedelta(milliseconds=100)
    assert report.events_per_second == pytest.approx(30_000)
