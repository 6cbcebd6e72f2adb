"""Two officers at once: neither decides over what the other has just decided."""

import asyncio
from collections.abc import Coroutine, Iterable

import asyncpg
import httpx
import pytest

from dispute_core.log.statements import APPEND_LOCK
from tests.api.deciding import SECOND, WHY, a_file, adopts, releases, retires
from tests.support.api import Api, Json, Speaker, running
from tests.support.databases import Database
from tests.support.world import WORCESTERSHIRE

IN_FORCE = "/v1/policies-in-force?partnership=worcestershire"
CALENDAR = "/v1/calendars/worcestershire"
ADOPTIONS = f"/v1/policies/{WORCESTERSHIRE}/adoptions"


@pytest.fixture
def board(api: Api) -> Speaker:
    return api.role("board")


def closed_on(day: str) -> Json:
    return {"days_off": [{"date": day, "name": "Closed"}], "reason": WHY}


def seen(answer: httpx.Response) -> dict[str, str]:
    return {"If-Match": answer.headers["ETag"]}


async def says(
    who: Speaker, where: str, body: Json, key: str, **read: str
) -> httpx.Response:
    headers = {"Idempotency-Key": key, **read}
    return await who.send("POST", where, json=body, headers=headers)


async def publishes(who: Speaker, day: str, key: str, **read: str) -> httpx.Response:
    return await says(who, f"{CALENDAR}/publications", closed_on(day), key, **read)


async def at_once(
    database: Database, *requests: Coroutine[None, None, httpx.Response]
) -> list[httpx.Response]:
    """The answers to requests of which each has read before any of them is recorded."""
    holder = await asyncpg.connect(database.url())
    try:
        await holder.execute("BEGIN")
        await holder.execute(f"SELECT pg_advisory_xact_lock({APPEND_LOCK})")
        asked = [asyncio.create_task(request) for request in requests]
        await asyncio.sleep(0.5)  # reading takes no lock
        await holder.execute("COMMIT")
        return await asyncio.gather(*asked)
    finally:
        await holder.close()


def codes(answers: Iterable[httpx.Response]) -> list[str]:
    return sorted(one.json().get("code", "recorded") for one in answers)


class TestTwoDecisionsAtOnce:
    async def test_on_what_is_in_force_are_not_both_taken(
        self, board: Speaker, database: Database
    ) -> None:
        await releases(board, a_file())

        answers = await at_once(
            database,
            adopts(board, SECOND, "2026-03-02"),
            adopts(board, WORCESTERSHIRE, "2026-03-02"),
        )

        assert codes(answers) == ["decided-meanwhile", "recorded"]

    async def test_on_a_calendar_are_not_both_taken(
        self, board: Speaker, database: Database
    ) -> None:
        days = ("2026-03-03", "2026-03-04")

        answers = await at_once(database, *(publishes(board, day, day) for day in days))

        assert codes(answers) == ["decided-meanwhile", "recorded"]
        shown = (await board.get(CALENDAR)).json()
        assert len(shown["publications"]) == 1

    async def test_are_one_where_the_same_request_is_sent_twice(
        self, board: Speaker, database: Database
    ) -> None:
        answers = await at_once(
            database, *(publishes(board, "2026-03-03", "once") for _ in range(3))
        )

        assert {answer.status_code for answer in answers} == {httpx.codes.CREATED}
        assert len((await board.get(CALENDAR)).json()["publications"]) == 1

    async def test_to_release_a_version_let_one_text_win(
        self, board: Speaker, database: Database
    ) -> None:
        other = a_file(changes={"no later than 2": "no later than 5"})

        answers = await at_once(
            database, releases(board, a_file()), releases(board, other)
        )

        assert codes(answers) == ["policy-already-released", "recorded"]


class TestWhoSaysWhatTheyHaveRead:
    async def test_does_not_decide_over_what_came_since(self, board: Speaker) -> None:
        read = seen(await board.get(IN_FORCE))
        first = await adopts(board, WORCESTERSHIRE, "2026-03-02")
        body = {"to_date": "2026-05-01", "reason": WHY}
        where = f"/v1/policies/{WORCESTERSHIRE}/retirements"

        late = await says(board, where, body, "late", **read)
        anew = await says(board, where, body, "anew", **seen(first))

        assert late.status_code == httpx.codes.PRECONDITION_FAILED
        assert late.json()["code"] == "decided-meanwhile"
        assert late.json()["current_etag"] == late.headers["ETag"]
        assert late.headers["ETag"] == first.headers["ETag"]
        assert anew.status_code == httpx.codes.CREATED, anew.text
        assert (await board.get(IN_FORCE)).headers["ETag"] == anew.headers["ETag"]

    async def test_does_not_take_out_a_day_off_that_another_has_just_put_in(
        self, board: Speaker
    ) -> None:
        read = seen(await board.get(CALENDAR))
        first = await publishes(board, "2026-03-03", "first", **read)

        late = await publishes(board, "2026-03-04", "late", **read)
        again = await publishes(board, "2026-03-03", "first", **read)

        assert late.json()["code"] == "decided-meanwhile"
        assert again.json() == first.json()
        assert again.headers["Idempotency-Replayed"] == "true"
        assert again.headers["ETag"] == first.headers["ETag"]
        assert (await board.get(CALENDAR)).json() == first.json()

    @pytest.mark.parametrize("tag", ["", "three", 'W/"1"', '"01"', "*"])
    async def test_says_so_in_the_form_of_an_etag(
        self, board: Speaker, tag: str
    ) -> None:
        body = {"from_date": "2026-03-02", "reason": WHY}

        answer = await says(board, ADOPTIONS, body, "one", **{"If-Match": tag})

        assert answer.json()["code"] == "invalid-header"

    async def test_need_not_say_it(self, board: Speaker) -> None:
        await adopts(board, WORCESTERSHIRE, "2026-03-02")

        answer = await retires(board, WORCESTERSHIRE, "2026-05-01")

        assert answer.status_code == httpx.codes.CREATED


class TestTwoProcesses:
    async def test_record_the_same_request_once(
        self, board: Speaker, api: Api, database: Database
    ) -> None:
        async with running(api.settings, api.issuer) as second:
            elsewhere = second.role("board")
            answers = await at_once(
                database,
                publishes(board, "2026-03-03", "once"),
                publishes(elsewhere, "2026-03-03", "once"),
            )

        assert [answer.status_code for answer in answers] == [httpx.codes.CREATED] * 2
        assert answers[0].json() == answers[1].json()
        assert len((await board.get(CALENDAR)).json()["publications"]) == 1

    async def test_take_one_of_two_decisions(
        self, board: Speaker, api: Api, database: Database
    ) -> None:
        async with running(api.settings, api.issuer) as second:
            answers = await at_once(
                database,
                adopts(board, WORCESTERSHIRE, "2026-03-02"),
                adopts(second.role("board"), WORCESTERSHIRE, "2026-04-02"),
            )

        assert codes(answers) == ["decided-meanwhile", "recorded"]
