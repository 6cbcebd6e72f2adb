"""How tests walk through lists, and let what has passed be reported."""

from collections.abc import AsyncIterator

import httpx

from dispute_core.application.breaches import report_breaches
from dispute_core.bootstrap import now
from tests.support.api import Api, Json, Speaker, inside

LONG_AGO = "2026-03-02T10:00:00Z"


async def every_page(speaker: Speaker, path: str) -> list[Json]:
    """All items, followed by the Link header alone."""
    found: list[Json] = []
    async for page in pages(speaker, path):
        found += page["items"]
    return found


async def pages(speaker: Speaker, path: str) -> AsyncIterator[Json]:
    url: str | None = path
    while url is not None:
        answer = await speaker.get(url)
        assert answer.status_code == httpx.codes.OK, answer.text
        yield answer.json()
        link = answer.headers.get("Link")
        url = link[1 : link.index(">")] if link else None
        assert (answer.json()["next"] is None) == (link is None)


def ids(items: list[Json]) -> list[str]:
    return [item["id"] for item in items]


async def sweep(api: Api) -> None:
    """Report what has passed in every dispute, as the worker does."""
    async with inside(api) as services:
        rows = await services.asking.ask(
            lambda it: it.fetch("SELECT id FROM dispute_summaries")
        )
        for row in rows:
            await report_breaches(row["id"], services.log, now=now(), cause="normal")
