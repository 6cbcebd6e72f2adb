"""A database from before the second wall, whose owner is nobody special.

A superuser passes every wall; in production nobody who works with the tables is one.
"""

from collections.abc import AsyncIterator

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
from tests.support.databases import Database

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


async def as_owner(owner: str, statement: str) -> None:
    """For today's writer, which the old tables lack a column for."""
    connection = await asyncpg.connect(owner)
    await connection.execute(statement)
    await connection.close()


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
        settings = CoreSettings(
            writer_url=old.writer_url, reader_url=old.reader_url, secrets=secrets
        )
        async with open_core(settings) as services:
            await as_owner(owner, "ALTER TABLE event_bodies ADD traceparent text")
            await publish(services)
            play = Play(services)
            await play.raised(a_dispute())
            await as_owner(owner, "ALTER TABLE event_bodies DROP traceparent")
            migrate(owner)
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
