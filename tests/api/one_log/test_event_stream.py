"""The feed, pushed: complete, in order, to those who may see it and while they may."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path
from typing import cast

import httpx
import pytest
import pytest_asyncio

from dispute_api.claims import LEEWAY
from dispute_api.issuer import DevelopmentIssuer
from dispute_api.streams.limits import StreamLimits
from tests.support.api import (
    Api,
    Json,
    Speaker,
    a_discussion,
    publish,
    running,
    settings_for,
)
from tests.support.databases import Database
from tests.support.event_streams import (
    PATIENCE,
    STREAM,
    Served,
    listening,
    served,
)
from tests.support.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="module")

SECOND = 1.0
SMALLEST = 64
HEARTBEAT = 0.3
AT_ONCE = 3
JOINS = {"change": "add", "side": "responding", "agency": "police"}


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def api(
    database: Database,
    secrets_file: Path,
    issuer: DevelopmentIssuer,
    revoked_clients: Path,
) -> AsyncIterator[Api]:
    limits = StreamLimits(
        per_client=AT_ONCE, heartbeat_seconds=HEARTBEAT, patience_seconds=0.5
    )
    settings = settings_for(database, secrets_file, issuer).model_copy(
        update={"streams": limits, "revoked_clients_file": revoked_clients}
    )
    async with running(settings, issuer) as api:
        await publish(api.services)
        yield api


@pytest.fixture(scope="module")
def revoked_clients(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file: Path = tmp_path_factory.mktemp("revoked") / "clients"
    file.write_text("")
    return file


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def service(api: Api) -> AsyncIterator[Served]:
    async with served(api) as service:
        yield service


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def http(service: Served) -> AsyncIterator[httpx.AsyncClient]:
    async with httpx.AsyncClient(base_url=service.url, timeout=PATIENCE) as http:
        yield http


@pytest.fixture
def police(api: Api) -> Speaker:
    return api.agency("police")


async def the_end(speaker: Speaker) -> str:
    """The cursor behind everything that is there."""
    page: Json = (await speaker.get("/v1/events", params={"limit": 200})).json()
    while not page["caught_up"]:
        query = {"limit": 200, "after": page["next"]}
        page = (await speaker.get("/v1/events", params=query)).json()
    return str(page["next"])


class TestWhatIsPushed:
    async def test_is_each_event_once_as_it_would_be_read_alone(
        self, http: httpx.AsyncClient, school: Speaker
    ) -> None:
        end = await the_end(school)
        before = await school.raises()

        async with listening(http, school.headers, end) as listener:
            was = await listener.event()
            after = await school.does("discussions", before, a_discussion())
            comes = await listener.event()

        assert (was.name, comes.name) == ((before["id"], 1), (after["id"], 2))
        assert comes.event == "org.concord.dispute.discussed.v1"
        assert comes.data is not None
        alone = await school.get(f"/v1/events/{comes.data['id']}")
        assert comes.data == alone.json()

    async def test_begins_at_the_beginning_and_says_when_to_come_back(
        self, http: httpx.AsyncClient, school: Speaker
    ) -> None:
        await school.raises()
        page = await school.get("/v1/events", params={"limit": 1})

        async with listening(http, school.headers) as listener:
            welcome = await listener.block()
            first = await listener.event()

        assert welcome is not None
        assert welcome.retry in range(2000, 5001)
        assert first.data is not None
        assert first.data["id"] == page.json()["items"][0]["id"]
        assert listener.answer.headers["Cache-Control"] == "no-store"
        assert listener.answer.headers["X-Accel-Buffering"] == "no"

    async def test_goes_on_exactly_behind_the_last_id(
        self, http: httpx.AsyncClient, school: Speaker
    ) -> None:
        end = await the_end(school)
        raised = [await school.raises() for _ in range(3)]

        async with listening(http, school.headers, end) as listener:
            found = await listener.events(2)
        async with listening(http, school.headers, listener.last_id) as again:
            found += await again.events(1)
        query = {"after": listener.last_id}
        page = await school.get("/v1/events", params=query)

        assert found == [(one["id"], 1) for one in raised]
        assert [one["subject"] for one in page.json()["items"]] == [raised[2]["id"]]

    async def test_gives_signs_of_life_with_an_id_that_moves_on(
        self, http: httpx.AsyncClient, school: Speaker, police: Speaker
    ) -> None:
        async with listening(http, police.headers, await the_end(police)) as listener:
            await listener.caught_up()
            await school.raises()
            first, second = await listener.block(), await listener.block()

        assert first is not None
        assert second is not None
        assert (first.comment, second.comment) == ("nothing new", "nothing new")
        assert first.id != second.id
        async with listening(http, police.headers, second.id) as again:
            assert await again.block() is not None


class TestWhoMaySee:
    async def test_are_given_all_of_a_dispute_that_they_join_until_they_leave(
        self, http: httpx.AsyncClient, school: Speaker, police: Speaker
    ) -> None:
        end = await the_end(police)
        dispute = await school.raises()
        dispute = await school.does("discussions", dispute, a_discussion())
        async with listening(http, police.headers, end) as listener:
            await listener.caught_up()

            dispute = await school.does("parties", dispute, JOINS)

            whole = [(dispute["id"], version) for version in (1, 2, 3)]
            assert await listener.events(3) == whole

            leaves = {**JOINS, "change": "remove"}
            dispute = await school.does("parties", dispute, leaves)
            dispute = await school.does("discussions", dispute, a_discussion())
            heard = [await listener.block() for _ in range(2)]
            assert [one and one.comment for one in heard] == ["nothing new"] * 2

    async def test_are_told_apart_however_many_listen(
        self, http: httpx.AsyncClient, api: Api, school: Speaker, police: Speaker
    ) -> None:
        ends = [await the_end(one) for one in (school, police)]
        social_care = api.agency("social-care")
        async with (
            listening(http, school.headers, ends[0]) as raising,
            listening(http, school.headers, ends[0]) as also,
            listening(http, police.headers, ends[1]) as other,
            listening(http, social_care.headers, await the_end(social_care)) as theirs,
        ):
            dispute = await school.raises()
            note = {"kind": "note", "text": "Ours", "visible_to": "own_agency"}
            dispute = await school.does("records", dispute, note)
            await school.does("discussions", dispute, a_discussion())

            versions = [(dispute["id"], version) for version in (1, 2, 3)]
            assert await raising.events(3) == await also.events(3) == versions
            assert await theirs.events(2) == [versions[0], versions[2]]
            await other.caught_up()
            heard = await other.block()
            assert heard is not None
            assert heard.data is None

    async def test_is_nobody_without_a_token_a_right_or_a_cursor_of_their_own(
        self, http: httpx.AsyncClient, api: Api, school: Speaker, police: Speaker
    ) -> None:
        stolen = {"Last-Event-ID": await the_end(school)}
        for headers, status, code in (
            ({}, httpx.codes.UNAUTHORIZED, "unauthenticated"),
            (api.role("monitor").headers, httpx.codes.FORBIDDEN, "role-may-not"),
            ({**police.headers, **stolen}, httpx.codes.BAD_REQUEST, "invalid-cursor"),
        ):
            answer = await http.get(STREAM, headers=headers)
            assert answer.status_code == status
            assert answer.json()["code"] == code


class TestTheEnd:
    async def test_comes_within_a_second_of_a_revocation(
        self, http: httpx.AsyncClient, api: Api, revoked_clients: Path
    ) -> None:
        token = api.issuer.mint("worcestershire", agency="school", client="lost")
        lost = api.holder(token)
        async with listening(http, lost.headers, await the_end(lost)) as listener:
            await listener.caught_up()

            await asyncio.to_thread(revoked_clients.write_text, "lost\n")

            async with asyncio.timeout(SECOND):
                rest = await listener.rest()
        assert rest[-1].comment == "your token is no longer accepted"

    async def test_comes_when_the_token_expires(
        self, http: httpx.AsyncClient, api: Api
    ) -> None:
        almost = timedelta(seconds=2 - LEEWAY)
        token = api.issuer.mint("worcestershire", agency="school", lifetime=almost)
        speaker = api.holder(token)
        async with listening(http, speaker.headers, None) as listener:
            async with asyncio.timeout(3 * SECOND):
                rest = await listener.rest()

        assert rest[-1].comment == "your token is no longer accepted"

    async def test_comes_to_those_who_do_not_read(
        self, api: Api, service: Served, school: Speaker
    ) -> None:
        for _ in range(60):
            await school.raises()
        where = httpx.URL(service.url)
        reader, writer = await asyncio.open_connection(
            where.host, where.port, limit=SMALLEST
        )
        token = api.issuer.mint("worcestershire", agency="school", client="asleep")
        authorization = f"Authorization: Bearer {token}"
        request = f"GET {STREAM} HTTP/1.1\r\nHost: x\r\n{authorization}\r\n\r\n"
        writer.write(request.encode())
        await reader.readline()
        reading = cast("asyncio.Transport", writer.transport)
        reading.pause_reading()
        streams = api.context.streams
        opened = streams.count()

        await until(lambda: streams.count() < opened, seconds=PATIENCE)
        reading.resume_reading()
        with pytest.raises((asyncio.IncompleteReadError, ConnectionError)):
            await reader.readexactly(10_000_000)
        writer.close()

    async def test_leaves_room_for_another(
        self, http: httpx.AsyncClient, api: Api
    ) -> None:
        token = api.issuer.mint("worcestershire", agency="school", client="eager")
        speaker = api.holder(token)
        end = await the_end(speaker)
        async with (
            listening(http, speaker.headers, end),
            listening(http, speaker.headers, end),
        ):
            async with listening(http, speaker.headers, end):
                refused = await http.get(STREAM, headers=speaker.headers)
                other = api.issuer.mint("worcestershire", agency="school", client="b")
                async with listening(http, api.holder(other).headers):
                    pass
            await asyncio.sleep(0.1)
            async with listening(http, speaker.headers, end):
                pass

        assert refused.status_code == httpx.codes.TOO_MANY_REQUESTS
        assert refused.json()["code"] == "too-many-streams"
        assert int(refused.headers["Retry-After"]) >= 0
