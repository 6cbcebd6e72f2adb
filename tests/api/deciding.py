"""What boards decide about their policies, as steps of tests over HTTP."""

from collections.abc import Mapping
from importlib.resources import files
from typing import Any

import httpx

from tests.support.api import Json, Speaker
from tests.support.world import WORCESTERSHIRE

FILE = (files("dispute_core.policies") / "worcestershire.yaml").read_text("utf-8")
SECOND = "worcestershire@2"
WHY = "Adopted by the Executive on 3 March."


def a_file(ref: str = SECOND, changes: Mapping[str, str] | None = None) -> str:
    """The shipped file under another reference, with some of its words changed."""
    text = FILE.replace(f"policy: {WORCESTERSHIRE}", f"policy: {ref}")
    for old, new in (changes or {}).items():
        assert old in text
        text = text.replace(old, new)
    return text


async def releases(who: Speaker, text: str, **more: Any) -> httpx.Response:
    return await who.post("/v1/policies", {"text": text, "reason": WHY}, **more)


async def adopts(who: Speaker, ref: str, from_date: str, **more: Any) -> httpx.Response:
    body = {"from_date": from_date, "reason": WHY, **more}
    return await who.post(f"/v1/policies/{ref}/adoptions", body)


async def retires(who: Speaker, ref: str, to_date: str, **more: Any) -> httpx.Response:
    body = {"to_date": to_date, "reason": WHY, **more}
    return await who.post(f"/v1/policies/{ref}/retirements", body)


async def in_force(who: Speaker, query: str = "partnership=worcestershire") -> Json:
    answer = await who.get(f"/v1/policies-in-force?{query}")
    assert answer.status_code == httpx.codes.OK, answer.text
    items: Json = {item["policy"]: item for item in answer.json()["items"]}
    return items
