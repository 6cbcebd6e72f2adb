"""A partnership's directory over HTTP: kept by its board, read by those in it."""

import httpx
import pytest

from tests.api.keeping import (
    LEAD,
    WHY,
    WORCESTERSHIRE,
    Keeper,
    a_holder,
)
from tests.support.api import Api


@pytest.fixture
def board(api: Api) -> Keeper:
    token = api.issuer.mint("worcestershire", role="board", office="board-manager")
    return Keeper(api.holder(token))


class TestReading:
    async def test_shows_agencies_offices_and_mailboxes_to_those_who_work_there(
        self, api: Api
    ) -> None:
        found = await Keeper(api.agency("school")).reads()

        police = next(one for one in found["agencies"] if one["agency"] == "police")
        assert police["mailbox"] == "safeguarding@police.worcestershire.example.org"
        assert (police["statutory"], police["own_log"]) == (True, "not_seen")
        assert found["changes"][-1]["by"]["role"] == "operator"

    async def test_is_in_the_languages_of_the_partnership(self, api: Api) -> None:
        wales = Keeper(
            api.agency("school", "wales-region"), "/v1/partnerships/wales-region"
        )

        found = await wales.reads()

        assert found["languages"] == ["en", "cy"]
        assert (await wales.office("log-chair"))["welsh_name"] == "Cadeirydd LOG"

    async def test_shows_nobody_the_directory_of_another_partnership(
        self, api: Api
    ) -> None:
        stranger = api.agency("school", "bexley")

        hidden = await stranger.get(f"{WORCESTERSHIRE}/directory")
        absent = await stranger.get("/v1/partnerships/nowhere/directory")

        assert hidden.status_code == httpx.codes.NOT_FOUND
        assert hidden.json()["code"] == absent.json()["code"]
        assert hidden.json()["detail"] == absent.json()["detail"]


class TestAppointing:
    async def test_names_who_holds_an_office_on_each_day(self, board: Keeper) -> None:
        await board.changes(LEAD, a_holder(from_date="2026-01-01"))
        first = await board.office("police-designated-lead", "2026-03-01")
        where = f"{LEAD}/{first['holders'][0]['holder']}/endings"
        await board.changes(where, {"to_date": "2026-03-31", "reason": WHY})
        await board.changes(LEAD, a_holder(name="Kim Made-Up", from_date="2026-04-01"))

        names = [
            [
                holder["name"]
                for holder in (await board.office("police-designated-lead", day))[
                    "holders"
                ]
            ]
            for day in ("2025-12-31", "2026-03-31", "2026-04-01")
        ]

        assert names == [[], ["Robin Example"], ["Kim Made-Up"]]

    async def test_lets_several_hold_one_office_at_a_time(self, board: Keeper) -> None:
        await board.changes(LEAD, a_holder())
        await board.changes(LEAD, a_holder(name="Kim Made-Up"))

        held = await board.office("police-designated-lead")

        assert [one["name"] for one in held["holders"]] == [
            "Robin Example",
            "Kim Made-Up",
        ]

    async def test_shows_names_to_members_and_private_mailboxes_to_the_board(
        self, api: Api, board: Keeper
    ) -> None:
        await board.changes(LEAD, a_holder(mailbox="robin@example.org"))

        seen = {
            who: (await Keeper(reader).office("police-designated-lead"))["holders"][0]
            for who, reader in {
                "board": board.who,
                "school": api.agency("school"),
                "auditor": api.role("auditor"),
                "monitor": api.role("monitor"),
                "admin": api.role("admin"),
            }.items()
        }
        reason = (await Keeper(api.agency("school")).reads())["changes"][0]["reason"]

        assert {who: one["name"] for who, one in seen.items()} == {
            "board": "Robin Example",
            "school": "Robin Example",
            "auditor": "Robin Example",
            "monitor": None,
            "admin": None,
        }
        assert [who for who, one in seen.items() if one["mailbox"]] == ["board"]
        assert reason is None
