"""The database's own guard: history can be added to and nothing else."""

# ruff: noqa: S608 - every statement is put together from lists in this file
import asyncpg
import pytest

from dispute_core.log import PostgresLog, roles
from dispute_core.log.migrate import current, migrate
from dispute_core.log.migrations import newest
from tests.log.events import an_append
from tests.support.databases import PASSWORDS, Database

HISTORY = ("events", "event_bodies", "event_narratives", "dedupe", "idempotency")
REFUSALS = {"42501", "25006", "0A000"}  # no right, read only, no such thing
APPENDING = (roles.WRITER, roles.WORKER)


@pytest.fixture
async def filled(log: PostgresLog, database: Database) -> Database:
    await log.append(an_append(text="Said.", key="k", dedupe=["d"]))
    return database


async def refused(database: Database, role: str | None, statement: str) -> str:
    connection = await asyncpg.connect(database.url(role))
    try:
        with pytest.raises(asyncpg.PostgresError) as error:
            await connection.execute(statement)
    finally:
        await connection.close()
    return str(error.value.sqlstate)


class TestRoles:
    @pytest.mark.parametrize("role", roles.ROLES)
    async def test_change_no_history(self, filled: Database, role: str) -> None:
        for table in HISTORY:
            changes = [f"UPDATE {table} SET ctid = ctid", f"TRUNCATE {table}"]
            if role != roles.ERASER:
                changes.append(f"DELETE FROM {table}")
            for change in changes:
                assert await refused(filled, role, change) in REFUSALS, change

    async def test_let_the_eraser_delete_no_proof(self, filled: Database) -> None:
        for table in ("events", "dedupe", "idempotency", "streams"):
            change = f"DELETE FROM {table}"
            assert await refused(filled, roles.ERASER, change) == "42501", table

    async def test_let_the_eraser_delete_what_people_said(
        self, filled: Database
    ) -> None:
        eraser = await asyncpg.connect(filled.url(roles.ERASER))

        gone = [
            await eraser.execute(f"DELETE FROM {table}")
            for table in ("event_narratives", "keys", "event_bodies")
        ]

        await eraser.close()
        assert gone == ["DELETE 1"] * 3

    async def test_let_the_reader_write_nothing(self, filled: Database) -> None:
        statement = "SET default_transaction_read_only = off"
        reader = await asyncpg.connect(filled.url(roles.READER))
        await reader.execute(statement)

        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await reader.execute("INSERT INTO dedupe VALUES ('x', 1)")

        await reader.close()

    @pytest.mark.parametrize("role", APPENDING)
    async def test_are_thrown_out_by_the_server_when_they_hang(
        self, filled: Database, role: str
    ) -> None:
        connection = await asyncpg.connect(filled.url(role))

        limits = {
            name: await connection.fetchval(f"SHOW {name}")
            for name in (
                "statement_timeout",
                "lock_timeout",
                "transaction_timeout",
                "idle_in_transaction_session_timeout",
                "synchronous_commit",
            )
        }

        await connection.close()
        assert list(limits.values()) == ["5s", "2s", "5s", "5s", "on"]

    async def test_are_known_by_their_passwords_only(self, filled: Database) -> None:
        wrong = filled.server.url(filled.name, roles.WRITER, "wrong")

        with pytest.raises(asyncpg.InvalidPasswordError):
            await asyncpg.connect(wrong)

    async def test_can_be_made_again_with_other_passwords(
        self, filled: Database
    ) -> None:
        await roles.provision(filled.url(), {**PASSWORDS, roles.ERASER: "new"})
        await roles.provision(filled.url(), PASSWORDS)

        connection = await asyncpg.connect(filled.url(roles.ERASER))
        await connection.close()

    async def test_are_never_made_without_a_password(self, filled: Database) -> None:
        with pytest.raises(ValueError, match="concord_eraser"):
            await roles.provision(filled.url(), {roles.WRITER: "a"})


CHANGES = [
    "UPDATE events SET topic = 'x'",
    "UPDATE events SET topic = 'x' WHERE false",
    "DELETE FROM events",
    "TRUNCATE events",
    "TRUNCATE event_bodies",
    "UPDATE event_bodies SET facts = '{}'",
    "UPDATE event_narratives SET sealed = ''",
    "DELETE FROM dedupe",
    "DELETE FROM head",
    "DELETE FROM streams",
    "UPDATE idempotency SET version = 9",
]


class TestTriggers:
    async def test_refuse_even_the_owner(self, filled: Database) -> None:
        for change in CHANGES:
            assert await refused(filled, None, change) == "42501", change

    async def test_hold_for_a_session_that_plays_a_replica(
        self, filled: Database, administrator: asyncpg.Connection
    ) -> None:
        await administrator.execute("SET session_replication_role = replica")

        with pytest.raises(asyncpg.InsufficientPrivilegeError):
            await administrator.execute("DELETE FROM events")

        assert filled.name


class TestTheSecondWall:
    async def test_tells_the_planner_what_its_questions_cost(
        self, filled: Database, administrator: asyncpg.Connection
    ) -> None:
        """Else a page of the feed asks them of every event in the log."""
        costs = await administrator.fetch(
            "SELECT proname, procost FROM pg_proc"
            " WHERE proname IN ('concord_may_see', 'concord_may_know')"
        )

        assert [row["procost"] for row in costs] == [5000, 5000]
        assert filled.name


class TestMigrating:
    async def test_brings_a_database_to_the_newest_schema(
        self, database: Database
    ) -> None:
        assert current(database.url()) == newest()

    async def test_may_be_repeated(self, filled: Database) -> None:
        migrate(filled.url())

        assert current(filled.url()) == newest()

    async def test_keeps_facts_readable_and_names_out_of_every_index(
        self, filled: Database, administrator: asyncpg.Connection
    ) -> None:
        facts = await administrator.fetchval("SELECT facts->>'code' FROM event_bodies")

        assert facts == "a"
        assert filled.name
