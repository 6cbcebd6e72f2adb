"""Opening, reading and revoking calendar feeds, for the tests of them."""

from collections.abc import Mapping
from typing import Any

import httpx
from icalendar import Calendar

from tests.support.api import BASE_URL, Api, Json, Speaker

FEEDS = "/v1/calendar-feeds"


async def opened(
    who: Speaker, body: Json | None = None, key: str | None = None
) -> Json:
    answer = await who.post(FEEDS, body or {}, key=key)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    feed: Json = answer.json()
    return feed


async def revoked(who: Speaker, feed: Json, key: str | None = None) -> httpx.Response:
    return await who.post(f"{FEEDS}/{feed['id']}/revocations", {}, key=key)


def path_of(feed: Json) -> str:
    url: str = feed["url"]
    return url.removeprefix(BASE_URL)


async def read(
    api: Api, feed: Json, headers: Mapping[str, str] | None = None
) -> httpx.Response:
    return await api.stranger.get(path_of(feed), headers=headers or {})


async def events(api: Api, feed: Json) -> list[Any]:
    answer = await read(api, feed)
    assert answer.status_code == httpx.codes.OK, answer.text
    return list(Calendar.from_ical(answer.text).walk("VEVENT"))
