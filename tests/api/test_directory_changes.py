"""Changing a directory over HTTP: by whom, on which version, and what stays."""

import asyncio
from pathlib import Path

import pytest

from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.api.keeping import (
    LEAD,
    WHY,
    WORCESTERSHIRE,
    Keeper,
    a_holder,
    a_panel,
    an_agency,
    an_office,
)
from tests.support.api import Api, publish, running, settings_for
from tests.support.databases import Database


@pytest.fixture
def board(api: Api) -> Keeper:
    token = api.issuer.mint("worcestershire", role="board", office="board-manager")
    return Keeper(api.holder(token))


class TestChanging:
    async def test_says_an_agency_anew_with_its_board_s_reason(
        self, board: Keeper
    ) -> None:
        body = an_agency(
            agency="police",
            name="Police of the county",
            kind="police",
            statutory=True,
            mailbox="new@police.example.org",
            own_policy="yes",
            own_policy_seen_on="2026-02-01",
            own_log="yes",
            lacks_levels=["director"],
            address="1 Example Street\nExampleton",
            telephone="01632 960001",
        )

        found = await board.changes("agencies", body)

        police = next(one for one in found["agencies"] if one["agency"] == "police")
        assert {
            **body,
            "proxy_for": [],
            "on_system": True,
            "secure_mail": False,
            "welsh_name": None,
            "digest": None,
        } == {**police, "reason": WHY}
        change = found["changes"][0]
        assert (change["change"], change["entry"]) == ("agency_changed", "police")
        assert (change["by"], change["reason"]) == (
            {"role": "board", "office": "board-manager"},
            WHY,
        )

    async def test_takes_effect_for_disputes_at_once(
        self, api: Api, board: Keeper
    ) -> None:
        await board.changes("agencies", an_agency(agency="fire", proxy_for=["police"]))

        partnership = await api.services.catalogue.partnership("worcestershire")

        assert partnership is not None
        assert partnership.agencies["fire"].proxy_for == {"police"}
        assert partnership.proxies["police"] == "fire"

    async def test_is_remembered_without_a_name(self, api: Api, board: Keeper) -> None:
        await board.changes(LEAD, a_holder(mailbox="robin@example.org"))

        partnership = await api.services.catalogue.partnership("worcestershire")

        assert partnership is not None
        (holder,) = partnership.holders
        assert (holder.office, holder.name, holder.mailbox) == (
            "police-designated-lead",
            None,
            None,
        )

    async def test_leaves_the_holders_of_an_office_that_is_said_anew(
        self, board: Keeper
    ) -> None:
        await board.changes(LEAD, a_holder())

        said = {"also_called": ["the named officer"], "digest": "daily"}
        body = an_office(name="Lead", secure_mail=True, **said)
        await board.changes("offices", body)

        office = await board.office("police-designated-lead")
        assert {word: office[word] for word in said} == said
        assert (office["name"], office["secure_mail"], office["mailbox"]) == (
            "Lead",
            True,
            None,
        )
        assert len(office["holders"]) == 1

    async def test_is_for_the_own_board_and_for_administrators(self, api: Api) -> None:
        other = Keeper(api.role("board", "bexley"))
        admin = Keeper(api.role("admin"))
        answers = [
            await keeper.says("panels", a_panel(), version=1)
            for keeper in (other, Keeper(api.agency("school")), admin)
        ]

        assert [one.status_code for one in answers] == [404, 403, 201]
        assert answers[2].json()["changes"][0]["by"]["role"] == "admin"

    async def test_needs_the_newest_version(self, board: Keeper) -> None:
        await board.changes("panels", a_panel())

        stale = await board.says("panels", a_panel(), version=1)
        blind = await board.who.post(f"{WORCESTERSHIRE}/panels", a_panel())

        assert (stale.status_code, stale.json()["code"]) == (412, "stale-directory")
        assert stale.headers["ETag"] == '"2"'
        assert (blind.status_code, blind.json()["code"]) == (428, "if-match-missing")

    async def test_of_two_at_once_takes_one(self, board: Keeper) -> None:
        answers = await asyncio.gather(
            *(
                board.says("panels", a_panel(panel=f"panel-{n}"), version=1)
                for n in range(4)
            )
        )

        assert sorted(one.status_code for one in answers) == [201, 412, 412, 412]
        found = await board.reads()
        assert (found["version"], len(found["panels"])) == (2, 1)

    async def test_is_answered_again_as_it_was(self, board: Keeper) -> None:
        first = await board.says("panels", a_panel(), version=1, key="one")
        await board.changes("panels", a_panel(panel="core-group"))

        again = await board.says("panels", a_panel(), version=1, key="one")
        reused = await board.says("panels", a_panel(name="X"), version=3, key="one")

        assert again.json() == first.json()
        assert again.headers["Idempotency-Replayed"] == "true"
        assert reused.json()["code"] == "idempotency-key-reused"
        assert (await board.reads())["version"] == 3


class TestGaps:
    async def test_of_panels_are_shown_until_they_are_closed(
        self, board: Keeper
    ) -> None:
        before = await board.gaps()
        await board.changes("panels", a_panel())
        await board.changes(
            "panels", a_panel(panel="core-group", says_what_happens="not_seen")
        )
        await board.changes(
            "panels", a_panel(panel="conference", says_what_happens="yes")
        )
        rule = {
            "says_what_happens": "yes",
            "rule": "The chair decides.",
            "seen_on": "2026-02-01",
        }
        await board.changes("panels", a_panel(panel="review", **rule))

        after = await board.gaps()

        assert ("no_panels", None) in before
        assert [gap for gap in after if gap[0].startswith(("panel", "no_"))] == [
            ("panel_says_nothing", "strategy-meeting"),
            ("panel_not_seen", "core-group"),
            ("panel_rule_not_kept", "conference"),
        ]

    async def test_of_agencies_and_offices_are_shown_until_they_are_closed(
        self, board: Keeper
    ) -> None:
        before = await board.gaps()
        police = an_agency(
            agency="police", kind="police", own_log="no", own_policy="yes"
        )
        health = an_agency(
            agency="health",
            kind="health",
            own_log="yes",
            own_policy="no",
            mailbox="h@example.org",
        )
        for agency in (police, health):
            await board.changes("agencies", agency)
        await board.changes(LEAD, a_holder())

        after = await board.gaps()

        assert ("office_without_holder", "police-designated-lead") in before
        assert ("agency_log_not_seen", "police") in before
        assert [kind for kind, entry in after if entry == "police"] == [
            "agency_without_log",
            "agency_without_mailbox",
        ]
        assert [kind for kind, entry in after if entry == "health"] == [
            "agency_without_policy"
        ]
        assert ("office_without_holder", "police-designated-lead") not in after


class TestStartingAgain:
    async def test_undoes_nothing_that_the_board_has_changed(
        self,
        board: Keeper,
        database: Database,
        secrets_file: Path,
        issuer: DevelopmentIssuer,
    ) -> None:
        await board.changes("agencies", an_agency())
        await board.changes(LEAD, a_holder())
        left = await board.reads()

        settings = settings_for(database, secrets_file, issuer)
        async with running(settings, issuer) as second:
            await publish(second.services)
            found = await Keeper(second.role("board")).reads()

        assert found == left
