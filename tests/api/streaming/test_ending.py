"""A stream lasts no longer than its reader may see, reads, and lets others read."""

import asyncio
from datetime import timedelta
from pathlib import Path
from typing import cast

import httpx
import pytest

from dispute_api.tokens.claims import LEEWAY
from tests.support.api import Api, Speaker
from tests.support.event_streams import PATIENCE, STREAM, Served, listening, the_end
from tests.support.waiting import until

pytestmark = pytest.mark.asyncio(loop_scope="package")

SECOND = 1.0
SMALLEST = 64


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
                for here, client in (("worcestershire", "b"), ("bexley", "eager")):
                    other = api.issuer.mint(here, agency="school", client=client)
                    async with listening(http, api.holder(other).headers):
                        pass
            await asyncio.sleep(0.1)
            async with listening(http, speaker.headers, end):
                pass

        assert refused.status_code == httpx.codes.TOO_MANY_REQUESTS
        assert refused.json()["code"] == "too-many-streams"
        assert int(refused.headers["Retry-After"]) >= 0
