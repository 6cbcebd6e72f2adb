"""Who holds an office is read by those who may, and found nowhere else."""

import asyncpg
import pytest

from tests.api.keeping import LEAD, Keeper, a_holder
from tests.support.api import Api
from tests.support.databases import Database

CANARY = "Zaunkönig-4711"
MAILBOX = "zaunkoenig@canary.example.org"
_EVERYWHERE = """
SELECT coalesce(string_agg(table_schema || '.' || quote_ident(table_name), ' '), '')
FROM information_schema.tables
WHERE table_schema NOT IN ('pg_catalog', 'information_schema')
  AND table_type = 'BASE TABLE'
"""


@pytest.mark.asyncio(loop_scope="module")
class TestWhoHoldsAnOffice:
    async def test_is_sealed_in_the_log_and_in_no_row_answer_or_log_line(
        self, api: Api, database: Database, capsys: pytest.CaptureFixture[str]
    ) -> None:
        board = Keeper(api.role("board"))
        body = a_holder(name=CANARY, mailbox=MAILBOX, reason=f"{CANARY} came.")

        shown = await board.says(LEAD, body)
        again = await Keeper(api.role("admin")).says(LEAD, body, version=1)

        assert shown.text.count(CANARY) == 2
        assert MAILBOX in shown.text
        found = [
            (await api.role("monitor").get(f"{board.base}/directory")).text,
            (await api.role("admin").get(f"{board.base}/directory/file")).text,
            (await api.agency("school").get(f"{board.base}/directory/gaps")).text,
            api.metrics(),
            again.text,
            capsys.readouterr().out,
            await _everything(database),
        ]
        for text in found:
            assert text
            assert CANARY not in text
            assert CANARY.encode().hex() not in text
            assert MAILBOX not in text


async def _everything(database: Database) -> str:
    """Every row of every table, as text."""
    connection = await asyncpg.connect(database.url())
    try:
        tables = (await connection.fetchval(_EVERYWHERE)).split(" ")
        rows = [
            str(row[0])
            for table in tables
            for row in await connection.fetch(f"SELECT t::text FROM {table} AS t")  # noqa: S608
        ]
    finally:
        await connection.close()
    return "\n".join(rows)
