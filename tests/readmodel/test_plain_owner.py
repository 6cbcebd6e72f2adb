"""A database from before the second wall, whose owner is nobody special.

A superuser passes every wall; in production nobody who works with the tables is one.
"""

from collections.abc import AsyncIterator
from io import BytesIO
from itertools import count

import asyncpg
import pytest

from concord.embedded import Server
from dispute_core.application.authorization.second_wall import ReadsAs
from dispute_core.asking import open_asking
from dispute_core.bootstrap import CoreSettings, open_core
from dispute_core.log import Secrets, roles
from dispute_core.log.migrate import migrate
from dispute_core.log.statements import APPEND_LOCK
from dispute_core.log.verify import verify
from dispute_core.readmodel import rebuild as rebuilding
from dispute_core.walled import READS_AS
from tests.readmodel.playing import Play, publish
from tests.support.builders import a_dispute
from tests.support.databases import Database, fresh_database

OWNER = "concord_plain_owner"
BEFORE = "0006_concerns"
SCHOOL = ReadsAs("worcestershire", "agency", ("school",))
POLICE = ReadsAs("worcestershire", "agency", ("police",))


@pytest.fixture
async def old(migrated: Server) -> AsyncIterator[Database]:
    """As the release before it left it, and owned by a role that may only log in."""
    superuser = await asyncpg.connect(migrated.url("postgres"))
    await superuser.execute(f"CREATE ROLE {OWNER} LOGIN PASSWORD 'its own'")
    await superuser.execute(f"CREATE DATABASE {OWNER} OWNER {OWNER}")
    migrate(owner_of(migrated), to=BEFORE)
    yield Database(migrated, OWNER)
    await superuser.execute(f"DROP DATABASE {OWNER} WITH (FORCE)")
    await superuser.execute(f"DROP ROLE {OWNER}")
    await superuser.close()


def owner_of(server: Server) -> str:
    return server.url(OWNER, OWNER, "its own")


async def carry_over(source: Database, target: Database) -> None:
    """Fill old tables from today's, as far as they have the columns."""
    columns = (
        "SELECT c.table_name, c.column_name FROM information_schema.columns AS c"
        " JOIN information_schema.tables AS t USING (table_schema, table_name)"
        " WHERE c.table_schema = 'public' AND t.table_type = 'BASE TABLE'"
        " AND c.is_generated = 'NEVER' AND c.table_name <> 'alembic_version'"
    )
    today, old = [await asyncpg.connect(one.url()) for one in (source, target)]
    both = {*map(tuple, await today.fetch(columns))}.intersection(
        map(tuple, await old.fetch(columns))
    )
    await old.execute("SET session_replication_role = replica")
    head = await today.fetchrow("SELECT position, recorded_at FROM head")
    await old.execute("UPDATE head SET position = $1, recorded_at = $2", *head)
    for table in sorted({table for table, _ in both} - {"head"}):
        names = sorted(name for its, name in both if its == table)
        with BytesIO() as rows:
            await today.copy_from_table(table, columns=names, output=rows)
            rows.seek(0)
            await old.copy_to_table(table, columns=names, source=rows)
    await today.close()
    await old.close()


def core_of(database: Database, secrets: Secrets) -> CoreSettings:
    return CoreSettings(
        writer_url=database.writer_url, reader_url=database.reader_url, secrets=secrets
    )


async def seen(database: Database, reads_as: ReadsAs | None) -> tuple[int, int]:
    """How many disputes, and events of them, a caller is shown."""
    token = READS_AS.set(reads_as)
    async with open_asking(database.api_url, called="test") as asking:
        row = await asking.ask(
            lambda it: it.fetchrow(
                "SELECT (SELECT count(*) FROM dispute_summaries) AS disputes, count(*)"
                " FROM events JOIN event_bodies USING (position)"
                " WHERE topic LIKE 'dispute.%'"
            )
        )
    READS_AS.reset(token)
    return row[0], row[1]


class TestADatabaseFromBeforeTheWall:
    async def test_has_it_after_migrating_and_keeps_it_when_it_is_rebuilt(
        self, old: Database, secrets: Secrets
    ) -> None:
        owner = owner_of(old.server)
        async with (
            fresh_database(old.server) as today,
            open_core(core_of(today, secrets)) as services,
        ):
            await publish(services)
            await Play(services).raised(a_dispute())
            await carry_over(today, old)
        migrate(owner)
        async with open_core(core_of(old, secrets)) as services:
            await services.catalogue.look()
            play = Play(services, count(10))  # with keys of its own
            await play.raised(a_dispute())
            decode = services.codec.decode
            before = await seen(old, SCHOOL)

            await rebuilding.rebuild(owner, decode, append_lock=APPEND_LOCK)

            assert await rebuilding.compare(old.reader_url, decode) == []
            assert await rebuilding.compare(owner, decode) == []
            await play.raised(a_dispute())
        assert before == (2, 2)
        assert await seen(old, SCHOOL) == (3, 3)
        assert await seen(old, POLICE) == (0, 0)
        assert await seen(old, None) == (0, 0)
        assert (await verify(old.url(roles.READER))).sound
