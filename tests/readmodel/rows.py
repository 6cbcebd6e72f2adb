"""What stands in the table of summaries, and disputes to stand there."""

from datetime import UTC, date, datetime
from typing import Any

import asyncpg

from dispute_core.bootstrap import Services
from dispute_core.domain.dispute import Dispute
from tests.readmodel.playing import Play
from tests.support.builders import a_dispute, an_action
from tests.support.databases import Database
from tests.support.records import adds_record
from tests.support.steps import (
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
WALL = """
SELECT policyname, permissive, roles, cmd, qual, with_check FROM pg_policies
WHERE tablename = 'dispute_summaries' ORDER BY policyname
"""
OPTIONS = """
SELECT reloptions, relrowsecurity, relforcerowsecurity FROM pg_class
WHERE relname = 'dispute_summaries'
"""


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
        queries = (SHAPE, RIGHTS, INDEXES, WALL, OPTIONS)
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
