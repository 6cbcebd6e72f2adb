"""A board's own policy over HTTP: put in force, worked under, retired."""

from pathlib import Path

import httpx
import pytest

from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.api.deciding import (
    SECOND,
    WHY,
    a_file,
    adopts,
    in_force,
    releases,
    retires,
)
from tests.support.api import Api, Json, Speaker, a_dispute, running, settings_for
from tests.support.databases import Database
from tests.support.world import WORCESTERSHIRE


@pytest.fixture
def board(api: Api) -> Speaker:
    return api.holder(
        api.issuer.mint("worcestershire", role="board", office="board-manager")
    )


class TestPuttingInForce:
    async def test_decides_which_policy_a_dispute_is_raised_under(
        self, board: Speaker, school: Speaker
    ) -> None:
        await releases(board, a_file())
        before = await school.raises(a_dispute(raised_at="2026-03-01T10:00:00Z"))

        decided = await adopts(board, SECOND, "2026-03-02")
        after = await school.raises(a_dispute(raised_at="2026-03-02T10:00:00Z"))
        early = await school.raises(a_dispute(raised_at="2026-03-01T23:59:00Z"))

        assert decided.status_code == httpx.codes.CREATED, decided.text
        assert decided.json()["decision"]["reason"] == WHY
        assert decided.json()["decision"]["by"]["office"] == "board-manager"
        refs = [one["policy"]["ref"] for one in (before, after, early)]
        assert refs == [WORCESTERSHIRE, SECOND, WORCESTERSHIRE]
        again = (await school.get(f"/v1/disputes/{before['id']}")).json()
        assert again["policy"] == before["policy"]

    async def test_is_seen_in_the_directory_s_answer(
        self, board: Speaker, school: Speaker
    ) -> None:
        await releases(board, a_file())
        await adopts(board, SECOND, "2026-03-02")

        whole = await in_force(school)
        early = await in_force(
            school, "in_force_on=2026-03-01&partnership=worcestershire"
        )

        assert whole[SECOND]["from_date"] == "2026-03-02"
        assert whole[WORCESTERSHIRE]["decision"] is None
        assert set(early) == {WORCESTERSHIRE}

    async def test_moves_nothing_to_another_page_of_the_list(
        self, board: Speaker
    ) -> None:
        where = "/v1/policies-in-force?partnership=worcestershire&limit=1"
        await releases(board, a_file())
        await adopts(board, SECOND, "2026-03-02")
        first = (await board.get(where)).json()

        await adopts(board, "bexley-shield@1", "2001-01-01")
        second = (await board.get(f"{where}&cursor={first['next']}")).json()

        shown = [one["policy"] for one in (*first["items"], *second["items"])]
        assert shown == [WORCESTERSHIRE, SECOND]

    async def test_is_for_the_own_partnership(self, api: Api, board: Speaker) -> None:
        other = await adopts(
            board, "bexley-shield@1", "2026-03-02", partnership="bexley"
        )
        nobody = await adopts(api.role("admin"), WORCESTERSHIRE, "2026-03-02")
        admin = await adopts(
            api.role("admin"), "bexley-shield@1", "2026-03-02", partnership="lewisham"
        )
        unknown = await adopts(board, "nowhere@1", "2026-03-02")
        school = await adopts(api.agency("school"), WORCESTERSHIRE, "2026-03-02")

        assert other.json()["code"] == "role-may-not"
        assert nobody.json()["code"] == "unknown-partnership"
        assert admin.json()["partnership"] == "lewisham"
        assert unknown.json()["code"] == "policy-not-found"
        assert school.json()["code"] == "role-may-not"

    async def test_is_answered_again_as_it_was_though_more_was_decided_since(
        self, api: Api, board: Speaker
    ) -> None:
        body = {"from_date": "2026-03-02", "reason": WHY}
        where = f"/v1/policies/{WORCESTERSHIRE}/adoptions"
        first = await board.post(where, body, key="one")
        await adopts(board, WORCESTERSHIRE, "2026-05-02")
        head = await api.services.log.head()

        again = await board.post(where, body, key="one")
        reused = await board.post(where, {**body, "reason": "Another"}, key="one")

        assert again.json() == first.json()
        assert again.headers["Idempotency-Replayed"] == "true"
        assert reused.json()["code"] == "idempotency-key-reused"
        assert await api.services.log.head() == head


class TestRetiring:
    async def test_closes_a_policy_to_new_disputes_and_to_no_old_one(
        self, board: Speaker, school: Speaker
    ) -> None:
        old = await school.raises(a_dispute(raised_at="2026-03-01T10:00:00Z"))
        await releases(board, a_file())
        await adopts(board, SECOND, "2026-03-02")

        answer = await retires(board, WORCESTERSHIRE, "2026-03-15")

        assert answer.json()["to_date"] == "2026-03-15"
        named = {"policy": WORCESTERSHIRE, "raised_at": "2026-03-16T10:00:00Z"}
        refused = await school.post("/v1/disputes", a_dispute(**named))
        assert refused.status_code == httpx.codes.CONFLICT
        assert refused.json()["code"] == "policy-not-in-force"
        late = {"policy": WORCESTERSHIRE, "raised_at": "2026-03-15T22:00:00Z"}
        assert (await school.raises(a_dispute(**late)))["policy"]["ref"] == (
            WORCESTERSHIRE
        )
        talked = await school.does(
            "discussions",
            await _now(school, old),
            {"method": "phone", "outcome": "not_agreed"},
        )
        assert talked["policy"] == old["policy"]
        explained = await school.get(f"/v1/policies/{WORCESTERSHIRE}")
        assert explained.status_code == httpx.codes.OK

    async def test_leaves_nothing_in_force_where_nothing_follows(
        self, board: Speaker, school: Speaker
    ) -> None:
        await retires(board, WORCESTERSHIRE, "2026-03-15")

        answer = await school.post(
            "/v1/disputes", a_dispute(raised_at="2026-03-16T10:00:00Z")
        )

        assert answer.json()["code"] == "unknown-policy"
        assert (
            await in_force(school, "in_force_on=2026-03-16&partnership=worcestershire")
            == {}
        )

    async def test_needs_something_to_retire_and_a_day_that_fits(
        self, board: Speaker
    ) -> None:
        never = await retires(board, "bexley-shield@1", "2026-03-15")
        early = await retires(board, WORCESTERSHIRE, "2001-01-01")

        assert never.json()["code"] == "policy-not-in-force"
        assert early.json()["code"] == "out-of-order"

    async def test_may_be_followed_by_another_time_in_force(
        self, board: Speaker, school: Speaker
    ) -> None:
        await retires(board, WORCESTERSHIRE, "2026-03-15")
        await adopts(board, WORCESTERSHIRE, "2026-04-01")

        answer = await school.get("/v1/policies-in-force?partnership=worcestershire")

        times = [(one["from_date"], one["to_date"]) for one in answer.json()["items"]]
        assert times[0][1] == "2026-03-15"
        assert times[1] == ("2026-04-01", None)


class TestOtherProcesses:
    async def test_see_what_was_decided_also_after_a_restart(
        self,
        board: Speaker,
        database: Database,
        secrets_file: Path,
        issuer: DevelopmentIssuer,
    ) -> None:
        settings = settings_for(database, secrets_file, issuer)
        async with running(settings, issuer) as second:
            await second.services.catalogue.policies()
            await releases(board, a_file())
            await adopts(board, SECOND, "2026-03-02")
            await second.services.catalogue.look()
            seen = await second.agency("school").raises(
                a_dispute(raised_at="2026-03-03T10:00:00Z")
            )
        async with running(settings, issuer) as third:
            after = await in_force(third.agency("school"))

        assert seen["policy"]["ref"] == SECOND
        assert after[SECOND]["decision"]["reason"] == WHY


async def _now(who: Speaker, dispute: Json) -> Json:
    found: Json = (await who.get(f"/v1/disputes/{dispute['id']}")).json()
    return found
