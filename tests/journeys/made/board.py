"""A made-up board at work: its people, its procedure, and what a deadline must say."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import httpx

from concord.addresses import find_addresses
from dispute_core.application.policies.releasing import publish_directory
from dispute_core.bootstrap import CoreSettings, now, open_core
from dispute_core.log import Secrets
from dispute_core.policies.directory_file import read_directory
from tests.journeys.case import Case, deadline_of, instant, raise_case
from tests.journeys.cast import raising
from tests.support.http import Caller, Json
from tests.support.made import MADE
from tests.support.service import RunningService

BOARDS = Path(__file__).parent / "boards.yaml"
SINCE = "2020-01-01"


@dataclass(frozen=True, kw_only=True)
class Board:
    """A partnership that works under a procedure of our own making."""

    code: str
    policy: str
    service: RunningService
    released: Json
    """What the service answered to the upload of its procedure."""

    def agency(self, name: str) -> Caller:
        return self.service.caller(self.code, agency=name)

    @property
    def office(self) -> Caller:
        return self.service.caller(self.code, role="board")

    @property
    def shown(self) -> Json:
        """The procedure as everyone can read it."""
        return self.office.read(f"/v1/policies/{self.policy}")

    def body(self, by: str, to: Sequence[str], **more: Any) -> Json:
        """What an agency says that raises a dispute with others."""
        said = raising("bexley", by=by, to=to)
        return {
            **said,
            "partnership": self.code,
            "category": "other",
            "category_text": "Made up for a test",
            **more,
        }

    def raises(
        self, *, by: str = "school", to: Sequence[str] = ("social-care",), **more: Any
    ) -> tuple[Case, Json]:
        return raise_case(self.agency(by), self.body(by, to, **more))

    def previews(self, **supposed: Any) -> Json:
        """What would follow, by the procedure, if somebody raised this."""
        caller = self.agency("social-care")
        answer = caller.post(f"/v1/policies/{self.policy}/previews", supposed)
        assert answer.status_code == httpx.codes.OK, answer.text
        found: Json = answer.json()
        return found


async def publish_boards(service: RunningService) -> str:
    """Say who works under the made-up boards; the code of the last to be heard of."""
    addresses = find_addresses(service.place.root)
    settings = CoreSettings(
        writer_url=addresses.of("writer"),
        reader_url=addresses.of("reader"),
        secrets=Secrets.from_file(addresses.secrets()),
    )
    async with open_core(settings) as services:
        directory = read_directory(BOARDS.read_text(encoding="utf-8"))
        await publish_directory(services.log, services.catalogue, directory, clock=now)
    return str(directory[-1]["partnership"])


def board_of(service: RunningService, code: str, file: str | None = None) -> Board:
    """A board that has uploaded its procedure and put it in force, as boards do."""
    office = service.caller(code, role="board")
    text = (MADE / f"{file or code}.yaml").read_text(encoding="utf-8")
    answer = office.post("/v1/policies", {"text": text, "reason": "The first of ours."})
    assert answer.status_code == httpx.codes.CREATED, answer.text
    released: Json = answer.json()
    ref = answer.headers["location"].rpartition("/")[2]
    decision = {"from_date": SINCE, "reason": "The board has adopted it."}
    adopted = office.post(f"/v1/policies/{ref}/adoptions", decision)
    assert adopted.status_code == httpx.codes.CREATED, adopted.text
    return Board(code=code, policy=ref, service=service, released=released)


def days(*months: tuple[str, Iterable[int]]) -> list[str]:
    """Dates as a person counts them: a month, and the days of it."""
    return [f"{month}-{day:02}" for month, those in months for day in those]


def expect_due(
    dispute: Json,
    duty: str,
    clause: str,
    due_at: str | None,
    counted: list[str] | None = None,
) -> Json:
    """Hold a deadline against what was counted by hand."""
    found = deadline_of(dispute, duty)
    assert (found["due_at"], found["clause"]) == (due_at, clause), found["reason"]
    if counted is not None:
        assert found["counted"]["days"] == counted
    assert clause in found["reason"]
    return found


def watched(case: Case, caller: Caller) -> Json:
    """The dispute, once the worker has reported everything that has passed."""

    def nothing_passed(dispute: Json) -> bool:
        moment = datetime.now(UTC)
        return not any(
            one["status"] == "running"
            and one["due_at"] is not None
            and instant(one["due_at"]) <= moment
            for one in dispute["deadlines"]
        )

    return case.until(caller, nothing_passed)


def fates(dispute: Json) -> dict[str, tuple[str, bool | None]]:
    """What became of every deadline, and whether what it asked for came in time."""
    return {
        one["id"]: (
            one["status"],
            one["settled"]["in_time"] if one["settled"] else None,
        )
        for one in dispute["deadlines"]
    }
