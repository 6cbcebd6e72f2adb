"""Who is let in no more, although a token still says so: within a second."""

import asyncio
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest
import yaml
from structlog.testing import capture_logs

from dispute_api.refusals.problems import Rejected
from dispute_api.tokens.issuer import DevelopmentIssuer
from dispute_api.tokens.revoked import LOOK_EVERY, BadClientList, RevokedClients
from tests.api.doors import a_door, knock, trusted
from tests.api.feeds import opened, read
from tests.api.forging import good, signed
from tests.api.keeping import IMPORT, WHY, Keeper
from tests.support.api import Api, Json, Speaker

SECOND = 1.0


@pytest.fixture
def board(api: Api) -> Keeper:
    return Keeper(api.role("board"))


async def says_without(board: Keeper, left_out: Callable[[Json], bool]) -> None:
    """Publish the directory anew, without some of its agencies or offices."""
    said = yaml.safe_load(await board.file())
    partnership = said["partnerships"][0]
    for part in ("agencies", "offices"):
        partnership[part] = [one for one in partnership[part] if not left_out(one)]
    text = yaml.safe_dump(said, sort_keys=False)
    await board.changes(IMPORT, {"text": text, "reason": WHY})


async def status(speaker: Speaker) -> int:
    return (await speaker.get("/v1/disputes")).status_code


class TestAnAgency:
    async def test_that_its_directory_removes_is_out_within_a_second_until_it_is_back(
        self, api: Api, board: Keeper
    ) -> None:
        housing, school = api.agency("housing"), api.agency("school")
        assert await status(housing) == httpx.codes.OK
        calendar = await opened(housing)
        before = await board.file()

        await says_without(board, lambda one: one.get("agency") == "housing")
        await asyncio.sleep(SECOND)

        with capture_logs() as lines:
            answer = await housing.get("/v1/disputes")
        assert answer.status_code == httpx.codes.UNAUTHORIZED
        assert answer.headers["WWW-Authenticate"] == 'Bearer error="invalid_token"'
        (line,) = (line for line in lines if line["event"] == "token refused")
        assert line["reason"] == "agency_revoked"
        assert line["request"] == answer.headers["X-Request-Id"]
        assert await status(school) == httpx.codes.OK
        assert (await read(api, calendar)).status_code == httpx.codes.NOT_FOUND

        await board.changes(IMPORT, {"text": before, "reason": WHY})
        await asyncio.sleep(SECOND)

        assert await status(housing) == httpx.codes.OK
        assert (await read(api, calendar)).status_code == httpx.codes.OK


class TestAnOffice:
    async def test_that_its_directory_removes_is_out_within_a_second(
        self, api: Api, board: Keeper
    ) -> None:
        token = api.issuer.mint("worcestershire", role="board", office="spare")
        spare = api.holder(token)
        assert await status(spare) == httpx.codes.OK
        said = yaml.safe_load(await board.file())
        office = {"office": "spare", "name": "Spare office"}
        said["partnerships"][0]["offices"].append(office)
        text = yaml.safe_dump(said, sort_keys=False)
        await board.changes(IMPORT, {"text": text, "reason": WHY})
        assert await status(spare) == httpx.codes.OK

        await says_without(board, lambda one: one.get("office") == "spare")
        await asyncio.sleep(SECOND)

        assert await status(spare) == httpx.codes.UNAUTHORIZED
        assert await status(api.role("board")) == httpx.codes.OK


class TestAClient:
    async def test_on_the_list_is_out_and_off_the_list_is_back(
        self, issuer: DevelopmentIssuer, tmp_path: Path
    ) -> None:
        now = [0.0]
        file = tmp_path / "revoked"
        file.write_text("# Nobody yet\n")
        clients = RevokedClients(file, monotonic=lambda: now[0])
        door = a_door(trusted(issuer.jwks_file), clients=clients)
        token = signed(issuer, good())
        assert await knock(door, token)

        file.write_text("other\nschool-system  # lost its laptop\n")
        now[0] += LOOK_EVERY
        with capture_logs() as lines, pytest.raises(Rejected):
            await knock(door, token)
        assert [line["reason"] for line in lines] == ["client_revoked"]

        file.unlink()
        now[0] += LOOK_EVERY
        with pytest.raises(Rejected):
            await knock(door, token)

        file.write_text("other\n")
        now[0] += LOOK_EVERY
        assert await knock(door, token)

    def test_list_that_cannot_be_read_lets_nothing_start(self, tmp_path: Path) -> None:
        with pytest.raises(BadClientList):
            RevokedClients(tmp_path / "none")

    def test_list_is_looked_at_more_than_once_a_second(self) -> None:
        assert LOOK_EVERY < SECOND
