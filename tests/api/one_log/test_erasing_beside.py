"""Concerns, and who read what, go as the board's schedule says, and else stay."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import asyncpg
import pytest
import pytest_asyncio

from concord.addresses import Addresses
from concord.errors import CannotGoOn
from concord.keeping.asking import Asked, expect_offices
from concord.keeping.erasing_accesses import erase_accesses
from concord.keeping.erasing_concerns import erase_concerns
from dispute_core.domain.directory.offices import Holder, Office
from dispute_core.log import roles
from dispute_core.log.destroyed_keys import DestroyedKeys
from tests.api.one_log.test_accesses import accesses
from tests.support.api import Api, Json, Speaker, a_dispute
from tests.support.databases import Database
from tests.support.keeping import addresses_of, has_a_schedule
from tests.support.world import partnerships

pytestmark = pytest.mark.asyncio(loop_scope="module")

WORDS = "Three referrals in a year went unanswered."
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
"""
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


async def raised(school: Speaker) -> Json:
    body = {"about": "police", "put_to": "school-designated-lead", "concern": WORDS}
    answer = await school.post("/v1/concerns", body)
    assert answer.status_code == 201, answer.text
    concern: Json = answer.json()
    return concern


async def does(who: Speaker, noun: str, concern: Json, body: Json) -> Json:
    path = f"/v1/concerns/{concern['id']}/{noun}"
    answer = await who.post(path, body, version=concern["version"])
    assert answer.status_code == 201, answer.text
    changed: Json = answer.json()
    return changed


async def decided(api: Api, concern: Json) -> Json:
    lead = api.holder(
        api.issuer.mint(
            "worcestershire", agency="school", office="school-designated-lead"
        )
    )
    decision = {"decision": "taken_up_with_agency", "reason": "The leads will meet."}
    return await does(lead, "decisions", concern, decision)


async def held_dispute(school: Speaker) -> Json:
    party = {"agency": "police", "role": "Police officer"}
    dispute = await school.raises(a_dispute(responding=[party]))
    hold = {"ground": "court", "reason": "The court has asked for it."}
    return await school.does("legal-holds", dispute, hold)


class TestWithoutARule:
    async def test_nothing_is_let_go(
        self, api: Api, addresses: Addresses, school: Speaker
    ) -> None:
        await decided(api, await raised(school))
        every = replace(CARRY_OUT, due_only=False)

        of_concerns = await erase_concerns(addresses, every)
        of_accesses = await erase_accesses(addresses, CARRY_OUT)

        assert "without a rule in the schedule" in of_concerns[0]
        assert "school: no rule" in of_concerns[0]
        assert of_concerns[-1] == "Erased what people wrote in 0."
        assert "says nothing of accesses" in of_accesses[0]
        assert of_accesses[-1].startswith("Nothing was erased.")


class TestAConcern:
    async def test_loses_its_words_and_tells_by_whom_and_why(
        self, api: Api, addresses: Addresses, school: Speaker
    ) -> None:
        await has_a_schedule(api, RULES)
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


class TestTheOfficesThatAnswerForIt:
    async def test_are_held_by_somebody_if_ever_they_were(self) -> None:
        partnership = partnerships()["worcestershire"]
        gone = Holder(
            id="1",
            office="board-manager",
            from_date=date(2026, 1, 1),
            to_date=date(2026, 6, 30),
        )
        named = replace(partnership, holders=(gone,))

        expect_offices(partnership, CARRY_OUT)
        expect_offices(named, replace(CARRY_OUT, today=date(2026, 6, 30)))
        with pytest.raises(CannotGoOn, match="nobody who holds board-manager today"):
            expect_offices(named, CARRY_OUT)

    async def test_are_not_there_for_emergencies_alone(self) -> None:
        partnership = partnerships()["worcestershire"]
        office = Office(code="duty", name="Duty", kind="emergency-access")
        with_duty = replace(
            partnership, offices={**partnership.offices, "duty": office}
        )

        with pytest.raises(CannotGoOn, match="emergencies alone"):
            expect_offices(with_duty, replace(CARRY_OUT, checked_by="duty"))

    @pytest.mark.parametrize(
        ("decides", "checks", "why"),
        [
            ("board-manager", "nobody", "Name two offices"),
            ("nobody", "board-manager", "Name two offices"),
            ("board-manager", "board-manager", "Two different offices"),
            ("school-designated-lead", "board-manager", "may not decide"),
            ("police-board-member", "board-manager", "may not decide"),
        ],
    )
    async def test_are_in_the_directory_and_may(
        self, addresses: Addresses, decides: str, checks: str, why: str
    ) -> None:
        asked = replace(LONG_AFTER, decided_by=decides, checked_by=checks)
        for erasing in (erase_concerns, erase_accesses):
            with pytest.raises(CannotGoOn, match=why):
                await erasing(addresses, asked)
