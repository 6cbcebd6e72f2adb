"""What is refused of a directory, and that nothing of it is kept or repeated."""

import httpx
import pytest

from tests.api.keeping import (
    IMPORT,
    LEAD,
    NEWSHIRE,
    WHY,
    Keeper,
    a_holder,
    a_panel,
    an_agency,
    an_office,
)
from tests.support.api import Api


@pytest.fixture(scope="module")
def board(api: Api) -> Keeper:
    return Keeper(api.role("board"))


@pytest.fixture(scope="module")
def newshire(api: Api) -> Keeper:
    return Keeper(api.role("admin"), "/v1/partnerships/newshire")


@pytest.mark.asyncio(loop_scope="module")
class TestAnAppointment:
    @pytest.mark.parametrize(
        ("where", "body", "code", "pointer"),
        [
            ("offices/nobody/holders", a_holder(), "not-in-directory", None),
            (LEAD, a_holder(to_date="2025-12-31"), "out-of-order", "/to_date"),
            (LEAD, a_holder(name="\u200b"), "invalid-request", "/name"),
            (LEAD, a_holder(mailbox="Robin Example"), "invalid-request", "/mailbox"),
            (
                f"{LEAD}/nobody/endings",
                {"to_date": "2026-01-01", "reason": WHY},
                "not-in-directory",
                None,
            ),
        ],
    )
    async def test_is_refused_without_a_word_about_anybody(
        self,
        board: Keeper,
        where: str,
        body: dict[str, str],
        code: str,
        pointer: str | None,
    ) -> None:
        version = (await board.reads())["version"]

        answer = await board.says(where, body)

        assert answer.json()["code"] == code
        assert answer.json().get("errors", [{}])[0].get("pointer") == pointer
        assert "Robin" not in answer.text
        assert (await board.reads())["version"] == version


@pytest.mark.asyncio(loop_scope="module")
class TestAChange:
    @pytest.mark.parametrize(
        ("where", "body", "code", "pointer"),
        [
            ("offices", an_office(agency="army"), "unknown-agency", "/agency"),
            (
                "agencies",
                an_agency(proxy_for=["army"]),
                "unknown-agency",
                "/proxy_for/0",
            ),
            (
                "agencies",
                an_agency(proxy_for=["fire"]),
                "unknown-agency",
                "/proxy_for/0",
            ),
            (
                "agencies",
                an_agency(own_policy_seen_on="2199-01-01"),
                "in-the-future",
                "/own_policy_seen_on",
            ),
            ("panels", a_panel(agency="army"), "unknown-agency", "/agency"),
            ("panels", a_panel(seen_on="2199-01-01"), "in-the-future", "/seen_on"),
            ("offices", an_office(kind="king"), "invalid-request", "/kind"),
        ],
    )
    async def test_refuses_what_does_not_fit(
        self, board: Keeper, where: str, body: dict[str, str], code: str, pointer: str
    ) -> None:
        answer = await board.says(where, body)

        assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
        assert answer.json()["code"] == code
        assert answer.json()["errors"][0]["pointer"] == pointer


@pytest.mark.asyncio(loop_scope="module")
class TestAFile:
    @pytest.mark.parametrize(
        ("old", "new", "path"),
        [
            ("kind: social-care", "kinds: [1]", "agencies[1].…"),
            (
                "since: 2020-01-01\n    agencies",
                "since: soon\n    agencies",
                "policies[0].since",
            ),
            ("kind: board-manager", "agency: army", "offices[0].agency"),
            (
                "since: 2020-01-01\n",
                "since: Canary Yellowhammer\n",
                "offices[0].holders[0].since",
            ),
            ("Canary Yellowhammer", "!Canary", "offices[0].holders[0].name"),
        ],
    )
    async def test_says_where_to_mend_a_file_and_takes_nothing_of_it(
        self, api: Api, newshire: Keeper, old: str, new: str, path: str
    ) -> None:
        head = await api.services.log.head()
        before, _, after = NEWSHIRE.rpartition(old)
        text = before + new + after

        answer = await api.role("admin").post(
            f"{newshire.base}/{IMPORT}", {"text": text, "reason": WHY}, version=0
        )

        problem = answer.json()
        assert (answer.status_code, problem["code"]) == (422, "directory-not-valid")
        told = {one["path"]: one for one in problem["directory_problems"]}
        assert told[f"partnerships[0].{path}"]["line"] == before.count("\n") + 1
        assert all(one["hint"] for one in told.values())
        assert problem["errors"][0]["pointer"] == "/text"
        assert "anary" not in answer.text
        assert await api.services.log.head() == head

    @pytest.mark.parametrize(
        ("old", "new", "code"),
        [
            ("worcestershire@1", "worcestershire@99", "unknown-policy"),
            ("prefix: NEW", "prefix: WOR", "invalid-request"),
            ("partnership: newshire", "partnership: oldshire", "invalid-request"),
        ],
    )
    async def test_must_fit_what_there_is_elsewhere(
        self, api: Api, newshire: Keeper, old: str, new: str, code: str
    ) -> None:
        body = {"text": NEWSHIRE.replace(old, new), "reason": WHY}

        answer = await api.role("admin").post(
            f"{newshire.base}/{IMPORT}", body, version=0
        )

        assert (answer.status_code, answer.json()["code"]) == (422, code)
        assert answer.json()["errors"][0]["pointer"] == "/text"
