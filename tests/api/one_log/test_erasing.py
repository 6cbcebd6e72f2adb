"""What is due is erased on two offices' word, and no older backup brings it back."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from concord.errors import CannotGoOn
from concord.keeping.asking import Asked
from concord.keeping.backing_up import back_up
from concord.keeping.erasing import erase_disputes
from concord.keeping.recording_restores import record_restore
from concord.keeping.restoring import destroy_listed, restore
from dispute_core.bootstrap import Services
from dispute_core.log.destroyed_keys import DestroyedKeys
from tests.support.api import Api, Json, Speaker
from tests.support.databases import Database
from tests.support.keeping import (
    SECRET,
    Kept,
    addresses_of,
    restored_beside,
    three_disputes,
)

pytestmark = pytest.mark.asyncio(loop_scope="module")

LONG_AFTER = Asked(partnership="worcestershire", today=date(2090, 1, 1))
TWO_OFFICES: Json = {"decided_by": "board-manager", "checked_by": "independent-chair"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def kept(
    api: Api,
    school: Speaker,
    database: Database,
    secrets_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Kept:
    apart = tmp_path_factory.mktemp("apart")
    addresses = addresses_of(database, database.name, secrets_file, apart)
    return await three_disputes(
        api, school, addresses, tmp_path_factory.mktemp("backups"), apart / "keys"
    )


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def erased(kept: Kept) -> list[str]:
    return await erase_disputes(kept.addresses, replace(LONG_AFTER, **TWO_OFFICES))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def restored(
    kept: Kept, erased: list[str], database: Database, secrets_file: Path
) -> AsyncIterator[tuple[Services, Database]]:
    assert erased
    async with restored_beside(database, kept, secrets_file) as found:
        yield found


class TestAskingWhatIsDue:
    async def test_names_references_and_days_and_erases_nothing(
        self, kept: Kept, school: Speaker
    ) -> None:
        lines = await erase_disputes(kept.addresses, LONG_AFTER)

        (line,) = [one for one in lines if kept.due["reference"] in one]
        assert "due from" in line
        assert "school: 6 years by closed" in line
        assert not any(kept.held["reference"] in one for one in lines)
        assert SECRET not in " ".join(lines)
        shown = await school.get(f"/v1/disputes/{kept.due['id']}")
        assert shown.json()["withdrawn"]["reason"] == SECRET

    async def test_tells_why_the_others_are_kept(self, kept: Kept) -> None:
        lines = await erase_disputes(
            kept.addresses, replace(LONG_AFTER, due_only=False)
        )
        soon = replace(LONG_AFTER, today=date(2027, 1, 1), due_only=False)
        early = await erase_disputes(kept.addresses, soon)

        assert any(
            kept.held["reference"] in one and "under a legal hold" in one
            for one in lines
        )
        assert not any(kept.still_open["reference"] in one for one in lines)
        assert "1 kept for longer, 1 under a legal hold" in " ".join(early)


class TestErasing:
    async def test_leaves_facts_and_who_answers_for_it(
        self, kept: Kept, erased: list[str], school: Speaker
    ) -> None:
        shown = (await school.get(f"/v1/disputes/{kept.due['id']}")).json()

        assert "Erased what people wrote in 1." in erased
        assert shown["erased"] is True
        assert shown["withdrawn"]["reason"] is None
        assert shown["reference"] == kept.due["reference"]
        (erasure,) = shown["erasures"]
        assert erasure["decided_by"] == "board-manager"
        assert erasure["checked_by"] == "independent-chair"
        assert {rule["agency"] for rule in erasure["rules"]} == {
            "school",
            "social-care",
        }
        record = await school.get(
            f"/v1/disputes/{kept.due['id']}/record", headers={"Accept": "text/html"}
        )
        assert SECRET not in record.text
        assert "What people wrote until then was erased" in record.text

    async def test_is_told_in_the_feed(
        self, kept: Kept, erased: list[str], school: Speaker
    ) -> None:
        assert erased
        feed = (await school.get("/v1/events?limit=200")).json()

        told = [
            one["type"] for one in feed["items"] if one["subject"] == kept.due["id"]
        ]
        assert told[-1] == "dispute.narrative_erased"

    async def test_spares_what_is_held(
        self, kept: Kept, erased: list[str], school: Speaker
    ) -> None:
        assert erased
        shown = (await school.get(f"/v1/disputes/{kept.held['id']}")).json()

        assert shown["withdrawn"]["reason"] == SECRET
        assert shown["legal_holds"][0]["released"] is None

    async def test_happens_once(self, kept: Kept, erased: list[str]) -> None:
        assert erased
        again = await erase_disputes(kept.addresses, replace(LONG_AFTER, **TWO_OFFICES))

        assert "Erased what people wrote in 0." in again
        assert len(DestroyedKeys(kept.addresses.destroyed_keys()).read()) == 1


class TestAnOlderBackup:
    async def test_brings_back_no_word_that_was_erased(
        self, kept: Kept, restored: tuple[Services, Database]
    ) -> None:
        services, database = restored
        loaded = await services.log.load(kept.due["id"])
        connection = await asyncpg.connect(database.url())
        sealed = await connection.fetchval(
            "SELECT count(*) FROM event_narratives JOIN events USING (position)"
            " WHERE stream_id = $1",
            kept.due["id"],
        )
        found = await connection.fetch("SELECT dispute_id::text FROM persons")
        await connection.close()

        disputes = {row["dispute_id"] for row in found}
        assert disputes == {kept.held["id"], kept.still_open["id"]}
        assert [event.narrative for event in loaded.events] == [None, None]
        assert sealed == 0

    async def test_brings_back_everything_else(
        self, kept: Kept, restored: tuple[Services, Database]
    ) -> None:
        services, _ = restored
        loaded = await services.log.load(kept.held["id"])

        withdrawal = loaded.dispute.withdrawal
        assert withdrawal is not None
        assert withdrawal.reason == SECRET

    async def test_is_put_on_record_on_the_word_of_who_may_give_it(
        self,
        restored: tuple[Services, Database],
        secrets_file: Path,
        tmp_path: Path,
    ) -> None:
        _, database = restored
        where = addresses_of(database, database.name, secrets_file, tmp_path)
        on = date(2026, 11, 22)
        for office in ("nobody", "school-designated-lead"):
            with pytest.raises(CannotGoOn, match=office):
                await record_restore(where, "worcestershire", office, on)

        told = [
            await record_restore(where, "worcestershire", "board-manager", on)
            for _ in range(2)
        ]

        assert "on the word of board-manager: the log reaches to" in told[0][0]
        assert [len(lines) for lines in told] == [1, 2]

    async def test_goes_into_an_empty_database_only(self, kept: Kept) -> None:
        with pytest.raises(CannotGoOn, match="not empty"):
            await asyncio.to_thread(restore, kept.addresses, kept.backup, kept.keys)

    async def test_is_refused_without_the_list(
        self, kept: Kept, tmp_path: Path
    ) -> None:
        (tmp_path / "keys.dump").write_bytes((kept.keys / "keys.dump").read_bytes())

        with pytest.raises(CannotGoOn, match="destroyed keys"):
            await asyncio.to_thread(restore, kept.addresses, kept.backup, tmp_path)

    async def test_is_refused_when_a_byte_has_changed(
        self, kept: Kept, tmp_path: Path
    ) -> None:
        for file in kept.backup.iterdir():
            (tmp_path / file.name).write_bytes(file.read_bytes())
        with (tmp_path / "log.dump").open("ab") as dump:
            dump.write(b"\0")

        with pytest.raises(CannotGoOn, match="not as it was"):
            await asyncio.to_thread(restore, kept.addresses, tmp_path, kept.keys)


class TestADatabaseThatOthersRestored:
    async def test_loses_what_is_on_the_list(
        self, kept: Kept, erased: list[str], tmp_path: Path
    ) -> None:
        assert erased
        where = replace(kept.addresses, destroyed_keys_file=tmp_path / "destroyed-keys")
        with pytest.raises(CannotGoOn, match="not there"):
            destroy_listed(where)
        connection = await asyncpg.connect(where.of("owner"))
        key = await connection.fetchval(
            "SELECT key_id FROM keys WHERE stream_id = $1", kept.still_open["id"]
        )
        DestroyedKeys(where.destroyed_keys()).add(key)

        lines = await asyncio.to_thread(destroy_listed, where)

        words = "SELECT count(*) FROM event_narratives WHERE key_id = $1"
        assert await connection.fetchval(words, key) == 0
        assert lines[-1] == "Every event is as it was recorded, and none is missing."
        await connection.close()


class TestABackup:
    async def test_keeps_the_keys_apart(self, kept: Kept, tmp_path: Path) -> None:
        with pytest.raises(CannotGoOn, match="apart"):
            back_up(kept.addresses, tmp_path, tmp_path / "keys")

        files = [*kept.backup.iterdir(), *kept.keys.iterdir()]
        assert {file.stat().st_mode & 0o077 for file in files} == {0}
