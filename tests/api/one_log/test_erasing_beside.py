"""Concerns, and who read what, go as the board's schedule says, and else stay."""

import asyncio
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import asyncpg
import pytest
import pytest_asyncio

from concord.addresses import Addresses
from concord.keeping.asking import Asked
from concord.keeping.erasing_accesses import erase_accesses
from concord.keeping.erasing_any import erase_records
from concord.keeping.erasing_concerns import erase_concerns
from concord.keeping.erasing_names import erase_names
from concord.keeping.of import Of
from dispute_core.domain.directory.retention import RecordKind
from dispute_core.log import roles
from dispute_core.log.destroyed_keys import DestroyedKeys
from dispute_core.log.verify import verify
from tests.api.one_log.test_accesses import accesses
from tests.support.api import Api, Json, Speaker
from tests.support.concerns import WORDS, decided, does, held_dispute, raised
from tests.support.databases import Database
from tests.support.keeping import DIRECTORY, addresses_of, has_a_schedule

pytestmark = pytest.mark.asyncio(loop_scope="module")

RULES = """
  retention:
  - rule: concerns
    of: concerns
    keep: 3 years
    because: The board's records schedule.
  - rule: who-read
    of: accesses
    keep: 8 years
    because: The board's own reading; no document speaks of it.
  - rule: former-holders
    of: holders
    keep: 2 years
    because: The board's own reading; no document speaks of it.
"""
OFFICE = "/v1/partnerships/worcestershire/offices/independent-chair/holders"
LONG_AFTER = Asked(partnership="worcestershire", today=date(2090, 1, 1))
CARRY_OUT = replace(
    LONG_AFTER, decided_by="board-manager", checked_by="independent-chair"
)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def addresses(
    database: Database,
    secrets_file: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Addresses:
    apart = tmp_path_factory.mktemp("apart")
    return addresses_of(database, database.name, secrets_file, apart)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def scheduled(api: Api) -> None:
    await has_a_schedule(api, RULES)


class TestWithoutARule:
    async def test_nothing_is_let_go(
        self, api: Api, addresses: Addresses, school: Speaker
    ) -> None:
        await decided(api, await raised(school))
        every = replace(CARRY_OUT, due_only=False)

        of_concerns, of_holders, of_accesses = [
            await asyncio.to_thread(erase_records, of, addresses, every)
            for of in (Of.CONCERNS, Of.HOLDERS, Of.ACCESSES)
        ]

        assert {one.value for one in Of} == set(get_args(RecordKind))
        assert "without a rule in the schedule" in of_concerns[0]
        assert "school: no rule" in of_concerns[0]
        assert of_concerns[-1] == "Erased what people wrote in 0."
        assert of_holders == ["worcestershire, 2090-01-01: nobody is due."]
        assert "says nothing of accesses" in of_accesses[0]
        assert of_accesses[-1].startswith("Nothing was erased.")


@pytest.mark.usefixtures("scheduled")
class TestAConcern:
    async def test_loses_its_words_and_tells_by_whom_and_why(
        self, api: Api, addresses: Addresses, school: Speaker
    ) -> None:
        open_one = await raised(school)
        held, due = [await decided(api, await raised(school)) for _ in range(2)]
        link = {"dispute_id": (await held_dispute(school))["id"]}
        held = await does(school, "disputes", held, link)

        early = await erase_concerns(addresses, replace(LONG_AFTER, due_only=False))
        assert WORDS not in " ".join(early)
        assert "not over" in " ".join(early)
        await erase_concerns(addresses, CARRY_OUT)

        shown = (await school.get(f"/v1/concerns/{due['id']}")).json()
        (erasure,) = shown["erasures"]
        assert (shown["erased"], shown["concern"]) == (True, None)
        assert shown["decisions"][0]["reason"] is None
        assert shown["decision"] == "taken_up_with_agency"
        assert (erasure["decided_by"], erasure["checked_by"]) == (
            "board-manager",
            "independent-chair",
        )
        assert [one["rule"] for one in erasure["rules"]] == ["concerns"]
        listed = (await school.get("/v1/concerns")).json()["items"]
        version = {one["id"]: one["version"] for one in listed}
        assert version[due["id"]] == shown["version"] == due["version"] + 1
        for kept in (open_one, held):
            read = await school.get(f"/v1/concerns/{kept['id']}")
            assert read.json()["concern"] == WORDS
        again = await erase_concerns(addresses, CARRY_OUT)
        assert again[-1] == "Erased what people wrote in 0."
        destroyed = DestroyedKeys(addresses.destroyed_keys()).read()
        assert len(destroyed) == 2  # with the one from before there was a rule


@pytest.mark.usefixtures("scheduled")
class TestTheNamesOfThoseWhoHeldAnOffice:
    async def test_go_when_they_left_long_ago_and_the_others_stay(
        self, api: Api, addresses: Addresses
    ) -> None:
        board = api.role("board")
        await appointed(board, "Robin Gone", "2024-03-31")
        await appointed(board, "Sam Still-Here", None)

        listed = await erase_names(addresses, LONG_AFTER)
        today = replace(CARRY_OUT, today=date(2026, 11, 22))
        done = await erase_names(addresses, today)
        again = await erase_names(addresses, today)

        assert "left on 2024-03-31; due from 2026-03-31" in listed[0]
        assert "Robin" not in " ".join(listed)
        assert done[-1] == "Erased the names of 1."
        assert again[-1].endswith("nobody is due.")
        for on, names in (
            ("2024-01-01", {None, "Sam Still-Here"}),
            ("2026-11-22", {"Sam Still-Here"}),
        ):
            told = await shown_to(board, on=on)
            offices = {one["office"]: one["holders"] for one in told["offices"]}
            assert {one["name"] for one in offices["independent-chair"]} == names

    async def test_are_nowhere_any_more_and_everything_is_as_it_was_recorded(
        self, api: Api, addresses: Addresses, database: Database
    ) -> None:
        newest, before = (await shown_to(api.role("board")))["changes"][:2]
        keys = DestroyedKeys(addresses.destroyed_keys()).read()
        connection = await asyncpg.connect(database.url())
        left = await connection.fetchval(
            "SELECT count(*) FROM event_narratives WHERE key_id = ANY ($1::uuid[])",
            keys,
        )
        await connection.close()
        report = await verify(addresses.of("reader"), api.services.secrets)

        assert (newest["change"], newest["reason"]) == ("names_erased", None)
        assert newest["by"]["office"] == "board-manager"
        assert before["reason"] == "Sam Still-Here was chosen."
        assert left == 0
        assert report.sound, report.damage

    async def test_go_after_somebody_was_stopped_before_the_key_was_destroyed(
        self, api: Api, addresses: Addresses
    ) -> None:
        board = api.role("board")
        await appointed(board, "Kim Long-Gone", "2023-03-31")
        nowhere = replace(addresses, destroyed_keys_file=Path("/proc/no/such/keys"))
        today = replace(CARRY_OUT, today=date(2026, 11, 22))
        with pytest.raises(FileNotFoundError):
            await erase_names(nowhere, today)
        await appointed(board, "Pat Newly", None)
        before = DestroyedKeys(addresses.destroyed_keys()).read()

        await erase_names(addresses, today)

        told = await shown_to(board)
        offices = {one["office"]: one["holders"] for one in told["offices"]}
        names = {one["name"] for one in offices["independent-chair"]}
        assert names == {"Sam Still-Here", "Pat Newly"}
        assert len(DestroyedKeys(addresses.destroyed_keys()).read()) > len(before)


async def appointed(board: Speaker, name: str, to_date: str | None) -> None:
    body = {
        "name": name,
        "from_date": "2020-01-01",
        "to_date": to_date,
        "reason": f"{name} was chosen.",
    }
    version = (await shown_to(board))["version"]
    answer = await board.post(OFFICE, body, version=version)
    assert answer.status_code == 201, answer.text


async def shown_to(who: Speaker, **asked: str) -> Json:
    answer = await who.get(DIRECTORY, params=asked)
    assert answer.status_code == 200, answer.text
    told: Json = answer.json()
    return told


@pytest.mark.usefixtures("scheduled")
class TestTheRecordOfWhoRead:
    async def test_is_kept_by_the_database_until_an_event_lets_it_go(
        self, school: Speaker, database: Database
    ) -> None:
        dispute = await school.raises()
        await school.get(f"/v1/disputes/{dispute['id']}")
        for role in (roles.ERASER, None):
            url = database.url(role) if role else database.url()
            connection = await asyncpg.connect(url)
            for change in ("DELETE FROM accesses", "UPDATE accesses SET client = 'x'"):
                with pytest.raises(asyncpg.InsufficientPrivilegeError):
                    await connection.execute(change)
            await connection.close()

    async def test_is_let_go_on_two_offices_word_and_says_so(
        self, api: Api, addresses: Addresses, school: Speaker
    ) -> None:
        auditor = api.role("auditor")
        held, free = await held_dispute(school), await school.raises()
        for dispute in (held, free):
            await school.get(f"/v1/disputes/{dispute['id']}")
            await api.agency("health").get(f"/v1/disputes/{dispute['id']}")
        early = replace(CARRY_OUT, today=date(2027, 1, 1))
        soon = await erase_accesses(addresses, early)
        looked = await erase_accesses(addresses, LONG_AFTER)
        assert ": 0 readings from before" in soon[0]
        assert "8 years by who-read" in looked[0]
        assert len(await accesses(auditor, dispute=free["id"])) == 2
        done = await erase_accesses(addresses, CARRY_OUT)

        assert done[-1].startswith("Removed ")
        page = (await auditor.get("/v1/accesses")).json()
        assert page["kept_since"] == "2082-01-02"
        assert await accesses(auditor, dispute=free["id"]) == []
        stay = await accesses(auditor, dispute=held["id"])
        of_it = [one["outcome"] for one in stay if one["operation"] == "getDispute"]
        assert of_it == ["refused", "answered"]
