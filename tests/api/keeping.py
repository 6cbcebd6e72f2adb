"""What boards say of their directories, as steps of tests over HTTP."""

from dataclasses import dataclass
from typing import Any

import httpx

from tests.support.api import Json, Speaker

WHY = "As the board decided on 3 March."
WORCESTERSHIRE = "/v1/partnerships/worcestershire"
LEAD = "offices/police-designated-lead/holders"
IMPORT = "directory/publications"
NEWSHIRE = """\
partnerships:
  - partnership: newshire
    name: Newshire
    prefix: NEW
    nation: England
    policies:
      - policy: worcestershire@1
        since: 2020-01-01
    agencies:
      - agency: school
        name: School
        kind: school
      - agency: social-care
        name: Social care
        kind: social-care
    offices:
      - office: board-manager
        name: Board Manager
        kind: board-manager
        holders:
          - name: Canary Yellowhammer
            mailbox: canary@example.org
            since: 2020-01-01
"""
"""A directory file of a partnership that there is not yet."""


def an_office(**changes: Any) -> Json:
    return {
        "office": "police-designated-lead",
        "name": "Designated safeguarding lead of the police",
        "kind": "designated-lead",
        "agency": "police",
        "reason": WHY,
        **changes,
    }


def an_agency(**changes: Any) -> Json:
    return {
        "agency": "fire",
        "name": "Fire and rescue",
        "kind": "fire",
        "reason": WHY,
        **changes,
    }


def a_holder(**changes: Any) -> Json:
    return {
        "name": "Robin Example",
        "from_date": "2026-01-01",
        "reason": WHY,
        **changes,
    }


def a_panel(**changes: Any) -> Json:
    return {
        "panel": "strategy-meeting",
        "name": "Strategy meeting",
        "says_what_happens": "no",
        "reason": WHY,
        **changes,
    }


@dataclass(frozen=True)
class Keeper:
    """A board that keeps its directory, or an administrator who keeps any."""

    who: Speaker
    base: str = WORCESTERSHIRE

    async def reads(self, on: str | None = None) -> Json:
        query = f"?on={on}" if on else ""
        answer = await self.who.get(f"{self.base}/directory{query}")
        assert answer.status_code == httpx.codes.OK, answer.text
        found: Json = answer.json()
        assert answer.headers["ETag"] == f'"{found["version"]}"'
        return found

    async def says(
        self, where: str, body: Json, *, version: int | None = None, key: str = ""
    ) -> httpx.Response:
        """A change decided on the version given, or on the newest."""
        seen = version or (await self.reads())["version"]
        return await self.who.post(
            f"{self.base}/{where}", body, version=seen, key=key or None
        )

    async def changes(self, where: str, body: Json) -> Json:
        """The directory after a change that succeeds."""
        answer = await self.says(where, body)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        changed: Json = answer.json()
        return changed

    async def office(self, office: str, on: str | None = None) -> Json:
        found = await self.reads(on)
        chosen: Json = next(o for o in found["offices"] if o["office"] == office)
        return chosen

    async def file(self) -> str:
        answer = await self.who.get(f"{self.base}/directory/file")
        assert answer.status_code == httpx.codes.OK, answer.text
        return answer.text

    async def gaps(self) -> list[tuple[str, str | None]]:
        """Each gap by its kind, with the agency, office or panel."""
        answer = await self.who.get(f"{self.base}/directory/gaps")
        assert answer.status_code == httpx.codes.OK, answer.text
        return [
            (one["kind"], one["office"] or one["panel"] or one["agency"])
            for one in answer.json()["gaps"]
        ]
