"""A service that stops lets its streams go at once, each with a last word."""

import asyncio

import httpx

from tests.support.api import Api, Speaker
from tests.support.event_streams import STREAM, listening, served

SECONDS = 2.0
"""Much less than the ten that running requests get."""


class TestStopping:
    async def test_ends_every_stream_with_a_comment_and_lets_none_begin(
        self, api: Api, school: Speaker
    ) -> None:
        await school.raises()
        async with served(api) as service:
            async with (
                httpx.AsyncClient(base_url=service.url, timeout=20) as http,
                listening(http, school.headers) as one,
                listening(http, school.headers) as other,
            ):
                await one.event()
                await other.event()

                service.server.should_exit = True
                async with asyncio.timeout(SECONDS):
                    rest = [await one.rest(), await other.rest()]

            async with asyncio.timeout(SECONDS):
                await service.ended

        for heard in rest:
            assert heard[-1].comment == (
                "the service is about to stop; go on from the last id"
            )
        refused = await school.get(STREAM)
        assert refused.status_code == httpx.codes.SERVICE_UNAVAILABLE
        assert "Retry-After" in refused.headers
