"""Makes plausible what a board says of its directory, and aims it at what is there."""

import re
from copy import deepcopy
from datetime import UTC, datetime
from typing import Any

from schemathesis.core.transport import Response

from tests.contract.desk import AGENCIES, Desk, Sent, pick, text_of
from tests.contract.reading import Json

BASE = "/v1/partnerships/{partnership}"
KEPT_BY_THE_BOARD = (
    "exportDirectory",
    "publishDirectory",
    "changeAgency",
    "changeOffice",
    "registerPanel",
    "appointHolder",
    "endHolder",
)
OFFICE = "board-manager"
PLACE = "/v1/partnerships/"
COUNTED = re.compile(r'"[0-9]+"\Z')
SEEN = ("own_policy_seen_on", "seen_on")


class Directories:
    """Puts right the changes of one campaign; its agencies stay as they are."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._version: str | None = None
        self._held: Json | None = None

    @property
    def _path(self) -> Json:
        return {"partnership": self._desk.partnership}

    def aim(self, case: Sent) -> None:
        """An office that there is, and somebody who holds it."""
        if "office" in case.path_parameters:
            case.path_parameters["office"] = OFFICE
        if "holder" in case.path_parameters:
            case.path_parameters["holder"] = self._holder()["holder"]

    def read(self, case: Sent) -> None:
        """The newest version as the one that was read."""
        if "If-Match" in case.headers:
            version = self._version or str(self._directory()["version"])
            quoted = str(case.headers["If-Match"]).startswith('"')
            case.headers["If-Match"] = f'"{version}"' if quoted else version

    def note(self, answer: Response) -> None:
        """Take from an answer which version there is now."""
        etag = text_of(answer.headers.get("etag", [""])[0])
        if PLACE in (answer.request.url or "") and COUNTED.match(etag):
            self._version = etag.strip('"')

    def saying(self, operation: str, body: Json) -> Json:
        """A change that fits the directory as it is."""
        said: Json = deepcopy(body)
        today = datetime.now(UTC).date().isoformat()
        for word in SEEN:
            if said.get(word) is not None and said[word] > today:
                said[word] = "2026-01-05"
        if operation == "publishDirectory":
            said["text"] = self._file()
        if operation == "changeAgency":
            said["agency"] = f"x-{said['agency'][:90]}"
            said["proxy_for"] = ["voluntary"] if said.get("proxy_for") else []
        elif said.get("agency") is not None:
            said["agency"] = pick(AGENCIES, said["agency"])
        if operation == "appointHolder" and said.get("to_date") is not None:
            said["from_date"], said["to_date"] = sorted(
                (said["from_date"], said["to_date"])
            )
        if operation == "endHolder":
            said["to_date"] = max(said["to_date"], self._holder()["from_date"])
        return said

    def _directory(self, **query: Any) -> Json:
        return self._desk.ask(f"{BASE}/directory", "GET", path=self._path, **query)

    def _holder(self) -> Json:
        """Somebody who holds the office; the first of them is appointed here."""
        route = f"{BASE}/offices/{{office}}/holders"
        while self._held is None:
            directory = self._directory(on="2199-12-31")
            held = next(o for o in directory["offices"] if o["office"] == OFFICE)
            if held["holders"]:
                self._held = held["holders"][0]
                break
            self._desk.command(
                "appointHolder",
                route,
                {"name": "A. Person", "from_date": "2000-01-01", "reason": "Needed."},
                {
                    "Authorization": self._desk.board.authorization,
                    "If-Match": f'"{directory["version"]}"',
                },
                path_parameters={**self._path, "office": OFFICE},
            )
        assert self._held is not None
        return self._held

    def _file(self) -> str:
        """The file of the partnership as it is."""
        case = self._desk.schema[f"{BASE}/directory/file"]["GET"].Case(
            path_parameters=self._path,
            headers={"Authorization": self._desk.board.authorization},
        )
        answer = case.call()
        assert answer.status_code == 200, answer.content
        return answer.content.decode()
