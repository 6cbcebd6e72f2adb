"""A board's own policy over HTTP: checked, released once, and never changed."""

import httpx
import pytest

from tests.api.deciding import SECOND, WHY, a_file, adopts, releases
from tests.support.api import Api, Speaker
from tests.support.world import WORCESTERSHIRE


@pytest.fixture
def board(api: Api) -> Speaker:
    return api.holder(
        api.issuer.mint("worcestershire", role="board", office="board-manager")
    )


class TestReleasing:
    async def test_is_told_with_who_and_why_and_what_the_document_leaves_open(
        self, board: Speaker, school: Speaker
    ) -> None:
        answer = await releases(board, a_file())

        assert answer.status_code == httpx.codes.CREATED, answer.text
        said = answer.json()
        assert answer.headers["Location"] == f"/v1/policies/{SECOND}"
        assert said["release"]["by"] == {"role": "board", "office": "board-manager"}
        assert said["release"]["owner"] == "worcestershire"
        assert said["release"]["reason"] == WHY
        assert said["lint"]["errors"] == []
        assert "stage-without-limit" in {
            finding["code"] for finding in said["lint"]["findings"]
        }
        read = (await school.get(f"/v1/policies/{SECOND}")).json()
        assert read["sha256"] == said["policy"]["sha256"]
        assert read["release"] == said["release"]

    async def test_happens_once_however_often_it_is_asked_for(
        self, api: Api, board: Speaker
    ) -> None:
        first = await releases(board, a_file(), key="one")
        head = await api.services.log.head()

        again = await releases(board, a_file(), key="one")
        anew = await releases(board, a_file(), key="two")

        assert again.headers["Idempotency-Replayed"] == "true"
        assert first.json() == again.json() == anew.json()
        assert await api.services.log.head() == head

    async def test_never_changes_what_is_released(
        self, api: Api, board: Speaker
    ) -> None:
        await releases(board, a_file())
        head = await api.services.log.head()

        for ref in (SECOND, WORCESTERSHIRE):
            other = a_file(ref, {"no later than 2": "no later than 5"})
            answer = await releases(board, other)
            assert answer.status_code == httpx.codes.CONFLICT
            assert answer.json()["code"] == "policy-already-released"
        assert await api.services.log.head() == head

    async def test_refuses_a_file_with_errors_and_says_how_to_mend_it(
        self, api: Api, board: Speaker
    ) -> None:
        head = await api.services.log.head()

        answer = await releases(board, a_file(changes={"force:": "forse:"}))

        assert answer.status_code == httpx.codes.UNPROCESSABLE_ENTITY
        problem = answer.json()
        assert problem["code"] == "policy-not-valid"
        first = problem["policy_lint"]["errors"][0]
        assert first["line"] > 1
        assert first["path"].startswith("stages[0]")
        assert first["message"]
        assert first["hint"]
        assert f"line {first['line']}" in problem["errors"][0]["detail"]
        assert problem["errors"][0]["pointer"] == "/text"
        assert await api.services.log.head() == head

    async def test_takes_json_as_it_takes_yaml(self, board: Speaker) -> None:
        answer = await releases(board, '{"policy": "worcestershire@2"}')

        assert answer.json()["code"] == "policy-not-valid"
        assert "title" in {
            error["path"] for error in answer.json()["policy_lint"]["errors"]
        }

    async def test_is_for_boards_and_administrators(
        self, api: Api, school: Speaker
    ) -> None:
        refused = [school, api.role("auditor"), api.role("monitor")]
        for who in refused:
            answer = await releases(who, a_file())
            assert answer.status_code == httpx.codes.FORBIDDEN
            assert answer.json()["code"] == "role-may-not"

        answer = await releases(api.role("admin"), a_file())

        assert answer.status_code == httpx.codes.CREATED
        assert answer.json()["release"]["by"]["role"] == "admin"

    async def test_leaves_the_procedures_of_others_alone(self, api: Api) -> None:
        bexley = api.role("board", "bexley")

        answer = await releases(bexley, a_file())
        own = await releases(bexley, a_file("bexley-own@1"))
        taken = await releases(api.role("board"), a_file("bexley-own@2"))

        assert answer.json()["code"] == "role-may-not"
        assert own.status_code == httpx.codes.CREATED
        assert taken.json()["code"] == "role-may-not"

    async def test_is_not_open_to_a_board_that_only_adopted_the_procedure(
        self, api: Api
    ) -> None:
        bexley = api.role("board", "bexley")
        adopted = await adopts(bexley, WORCESTERSHIRE, "2026-03-02")

        answer = await releases(bexley, a_file())

        assert adopted.status_code == httpx.codes.CREATED
        assert answer.json()["code"] == "role-may-not"
