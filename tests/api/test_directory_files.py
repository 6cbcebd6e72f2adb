"""A directory as a file over HTTP: exported, imported whole, or not at all."""

import httpx
import pytest
import yaml

from tests.api.keeping import (
    IMPORT,
    LEAD,
    NEWSHIRE,
    WHY,
    WORCESTERSHIRE,
    Keeper,
    a_holder,
    a_panel,
    an_agency,
)
from tests.support.api import Api, a_dispute


@pytest.fixture
def board(api: Api) -> Keeper:
    return Keeper(api.role("board"))


@pytest.fixture
def newshire(api: Api) -> Keeper:
    return Keeper(api.role("board", "newshire"), "/v1/partnerships/newshire")


class TestAnExport:
    async def test_says_the_same_when_it_is_imported(self, board: Keeper) -> None:
        await board.changes(LEAD, a_holder(mailbox="robin@example.org"))
        rule = {"rule": "The chair decides.\nAnd says why.", "seen_on": "2026-02-01"}
        await board.changes("panels", a_panel(says_what_happens="yes", **rule))
        await board.changes("agencies", an_agency(own_log="no", name="Tân: “999”"))
        before, text = await board.reads(), await board.file()

        after = await board.changes(IMPORT, {"text": text, "reason": WHY})

        assert {**after, "version": 0, "changes": []} == {
            **before,
            "version": 0,
            "changes": [],
        }
        assert await board.file() == text

    async def test_names_people_to_their_own_board_alone(
        self, api: Api, board: Keeper
    ) -> None:
        await board.changes(LEAD, a_holder(mailbox="robin@example.org"))

        own = await board.file()
        others = [
            await Keeper(who).file()
            for who in (api.role("admin"), api.role("monitor"), api.agency("school"))
        ]

        assert "Robin Example" in own
        assert not any("obin" in text for text in others)

    async def test_without_names_keeps_those_that_stand(
        self, api: Api, board: Keeper
    ) -> None:
        await board.changes(LEAD, a_holder(mailbox="robin@example.org"))
        admin = Keeper(api.role("admin"))

        await admin.changes(IMPORT, {"text": await admin.file(), "reason": WHY})

        held = (await board.office("police-designated-lead"))["holders"]
        assert [(one["name"], one["mailbox"]) for one in held] == [
            ("Robin Example", "robin@example.org")
        ]

    async def test_of_json_is_as_good(self, board: Keeper) -> None:
        text = yaml.safe_dump(
            yaml.safe_load(await board.file()), default_flow_style=True
        )

        found = await board.says(IMPORT, {"text": text, "reason": WHY})

        assert found.status_code == httpx.codes.CREATED


class TestAnImport:
    async def test_begins_a_partnership_for_an_administrator(
        self, api: Api, newshire: Keeper
    ) -> None:
        admin, body = api.role("admin"), {"text": NEWSHIRE, "reason": WHY}
        where = f"{newshire.base}/{IMPORT}"

        too_soon = await newshire.who.post(where, body, version=0)
        begun = await admin.post(where, body, version=0)
        again = await admin.post(where, body, version=0)

        assert too_soon.json()["code"] == "partnership-not-found"
        assert begun.status_code == httpx.codes.CREATED, begun.text
        assert again.json()["code"] == "stale-directory"
        held = (await newshire.office("board-manager"))["holders"]
        assert [one["name"] for one in held] == ["Canary Yellowhammer"]
        school = api.agency("school", "newshire")
        raised = await school.raises(a_dispute(partnership="newshire"))
        assert raised["reference"].startswith("NEW-")

    async def test_is_decided_on_the_newest_version(self, board: Keeper) -> None:
        body = {"text": await board.file(), "reason": WHY}
        await board.changes("panels", a_panel())

        stale = await board.says(IMPORT, body, version=1)
        blind = await board.who.post(f"{WORCESTERSHIRE}/{IMPORT}", body)

        assert stale.json()["code"] == "stale-directory"
        assert blind.status_code == 428
        assert len((await board.reads())["panels"]) == 1

    async def test_of_two_partnerships_is_refused(self, board: Keeper) -> None:
        text = await board.file() + NEWSHIRE.partition("\n")[2].replace("  - ", "- ", 1)

        answer = await board.says(IMPORT, {"text": text, "reason": WHY})

        assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
