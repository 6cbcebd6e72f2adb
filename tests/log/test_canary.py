"""Narrative is found by those who may open it, and nowhere else on the disk."""

import asyncpg
import pytest

from dispute_core.log import PostgresLog, roles
from tests.log.events import AUTHOR, an_append
from tests.support.databases import Database

CANARY = "canary-7f3a child said so"
SUBJECT = "anna.canary@school"


async def rows_with(connection: asyncpg.Connection, text: str) -> list[str]:
    """The tables, of all there are, whose rows hold the text in any column."""
    tables = await connection.fetch(
        "SELECT oid::regclass::text AS name FROM pg_class"
        " WHERE relkind IN ('r', 'm', 'p') AND relnamespace = 'public'::regnamespace"
    )
    found = []
    for table in tables:
        name = table["name"]
        hit = await connection.fetchval(
            f"SELECT count(*) FROM {name} AS t"  # noqa: S608 - names of the catalogue
            " WHERE position($1 IN t::text) > 0 OR position($2 IN t::text) > 0",
            text,
            text.encode().hex(),
        )
        if hit:
            found.append(name)
    return found


class TestCanaries:
    async def test_are_in_no_table_in_clear(
        self,
        log: PostgresLog,
        administrator: asyncpg.Connection,
        capsys: pytest.CaptureFixture[str],
    ) -> None:
        append = an_append(text=CANARY, key="the-client's-key", author=AUTHOR)

        await log.append(append)

        (event,) = await log.reader.stream(append.stream_id)
        assert event.narrative == {"text": CANARY}
        assert await rows_with(administrator, "worcestershire") == ["events"]
        assert await rows_with(administrator, CANARY) == []
        assert await rows_with(administrator, AUTHOR.subject) == []
        assert await rows_with(administrator, "the-client's-key") == []
        assert CANARY not in "".join(capsys.readouterr())

    async def test_are_nowhere_after_their_key_is_destroyed(
        self, log: PostgresLog, database: Database
    ) -> None:
        append = an_append(text=CANARY)
        await log.append(append)
        eraser = await asyncpg.connect(database.url(roles.ERASER))
        await eraser.execute("DELETE FROM keys")
        await eraser.close()

        (event,) = await log.reader.stream(append.stream_id)

        assert CANARY not in repr(event)
        assert event.erased
