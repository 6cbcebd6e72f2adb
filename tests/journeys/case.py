"""A dispute as people live it: every answer is kept, to be told again later."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import httpx

from tests.support.http import Caller, Json

PATIENCE_SECONDS = 90.0
"""Costs nothing when all is well; on a busy machine the worker's turn comes late."""

POLL_SECONDS = 0.1

MICROSECOND = timedelta(microseconds=1)


def instant(text: str) -> datetime:
    """An instant of an answer; all of them are UTC and say so."""
    assert text.endswith("Z"), text
    return datetime.fromisoformat(text)


def written(at: datetime) -> str:
    """An instant as a request carries it."""
    return at.isoformat().replace("+00:00", "Z")


@dataclass
class Case:
    """One dispute, the version it has reached, and what it looked like on the way."""

    id: str
    version: int
    kept: dict[tuple[str, int], bytes] = field(default_factory=dict)

    @property
    def path(self) -> str:
        return f"/v1/disputes/{self.id}"

    def act(self, caller: Caller, noun: str, body: Json, **headers: Any) -> Json:
        """Send a command that is to succeed, and keep its answer.

        Where limits are long past, the worker may have recorded one in between.
        """
        where = f"{self.path}/{noun}"
        answer = caller.post(where, body, **{"version": self.version, **headers})
        if answer.status_code == httpx.codes.PRECONDITION_FAILED and not headers:
            before = self.version
            assert self.now(caller)["version"] > before, answer.text
            answer = caller.post(where, body, version=self.version)
        assert answer.status_code == httpx.codes.CREATED, answer.text
        return self._keep(caller, answer)

    def refused(self, caller: Caller, noun: str, body: Json, code: str) -> Json:
        """Send a command that is to be refused; nothing changes by it."""
        answer = caller.post(f"{self.path}/{noun}", body, version=self.version)
        problem: Json = answer.json()
        assert problem.get("code") == code, answer.text
        assert problem["status"] == answer.status_code
        assert self.now(caller)["version"] == self.version
        return problem

    def now(self, caller: Caller) -> Json:
        """Read the dispute; a version read twice must read the same twice."""
        answer = caller.get(self.path)
        assert answer.status_code == httpx.codes.OK, answer.text
        return self._keep(caller, answer)

    def until(self, caller: Caller, met: Callable[[Json], bool]) -> Json:
        """Read again and again until the worker has done what it should."""
        limit = time.monotonic() + PATIENCE_SECONDS
        dispute = self.now(caller)
        while not met(dispute):
            assert time.monotonic() < limit, f"never happened: {dispute['deadlines']}"
            time.sleep(POLL_SECONDS)
            dispute = self.now(caller)
        return dispute

    def breached(self, caller: Caller, duty: str) -> Json:
        """The deadline of a duty, once the worker has reported it breached."""
        dispute = self.until(
            caller, lambda it: deadline_of(it, duty)["breach"] is not None
        )
        found = deadline_of(dispute, duty)
        assert found["status"] == "breached"
        return found

    def events(self, caller: Caller) -> list[Json]:
        return caller.items(f"{self.path}/events")

    def types(self, caller: Caller) -> list[str]:
        """What has happened, in order, in one word each."""
        return [event["type"].removeprefix("dispute.") for event in self.events(caller)]

    def breaches(self, caller: Caller) -> list[Json]:
        found = [e for e in self.events(caller) if e["type"].endswith("breached")]
        return [event["data"] for event in found]

    def _keep(self, caller: Caller, answer: httpx.Response) -> Json:
        dispute: Json = answer.json()
        assert dispute["id"] == self.id
        version = int(dispute["version"])
        assert answer.headers["etag"] == f'"{version}"'
        assert version >= self.version, "the service went back in time"
        self.version = version
        before = self.kept.setdefault((caller.name, version), answer.content)
        assert before == answer.content, "one version, two answers"
        return dispute


def raise_case(caller: Caller, body: Json, **headers: Any) -> tuple[Case, Json]:
    """Raise a dispute, and keep the first answer."""
    answer = caller.post("/v1/disputes", body, **headers)
    assert answer.status_code == httpx.codes.CREATED, answer.text
    dispute: Json = answer.json()
    assert answer.headers["location"].endswith(f"/v1/disputes/{dispute['id']}")
    case = Case(id=dispute["id"], version=dispute["version"])
    case._keep(caller, answer)
    return case, dispute


def refuse_to_raise(caller: Caller, body: Json, code: str) -> Json:
    answer = caller.post("/v1/disputes", body)
    problem: Json = answer.json()
    assert problem.get("code") == code, answer.text
    return problem


def deadline_of(dispute: Json, duty: str) -> Json:
    """The newest generation of a duty's deadline."""
    found = [d for d in dispute["deadlines"] if d["duty"] == duty]
    assert found, f"no {duty} among {[d['duty'] for d in dispute['deadlines']]}"
    newest: Json = max(found, key=lambda deadline: deadline["generation"])
    return newest


def tells_the_past_again(case: Case, callers: Iterable[Caller]) -> int:
    """Hold every earlier answer against what the service says of that time now.

    By version, by the instant at which each event was recorded, and one microsecond
    before it; the answers must be the same bytes. How many there were to compare.
    """
    compared = 0
    for caller in callers:
        events = case.events(caller)
        assert [event["version"] for event in events] == list(range(1, len(events) + 1))
        before: bytes | None = None
        for event in events:
            told = _told(case, caller, event, before)
            kept = case.kept.get((caller.name, event["version"]))
            if kept is not None:
                assert told == kept, f"version {event['version']} is told differently"
                compared += 1
            before = told
        _lists_are_told_again(case, caller, events)
    return compared


def _told(case: Case, caller: Caller, event: Json, before: bytes | None) -> bytes:
    version, recorded_at = event["version"], instant(event["recorded_at"])
    by_version = caller.get(case.path, version=version)
    assert by_version.status_code == httpx.codes.OK
    assert by_version.headers["etag"] == f'"{version}"'
    assert by_version.json()["recorded_at"] == event["recorded_at"]
    at_instant = caller.get(case.path, as_at=event["recorded_at"])
    assert at_instant.content == by_version.content
    just_before = caller.get(case.path, as_at=written(recorded_at - MICROSECOND))
    if before is None:
        assert just_before.status_code == httpx.codes.NOT_FOUND
    else:
        assert just_before.content == before
    return by_version.content


def _lists_are_told_again(case: Case, caller: Caller, events: list[Json]) -> None:
    """The events and deadlines of an earlier version are the beginning of today's."""
    for event in events:
        at = {"as_at": event["recorded_at"]}
        then = caller.items(f"{case.path}/events", **at)
        assert then == events[: event["version"]]
        dispute = caller.read(case.path, version=event["version"])
        listed = caller.items(f"{case.path}/deadlines", version=event["version"])
        assert _by_id(listed) == _by_id(dispute["deadlines"])


def _by_id(deadlines: list[Json]) -> dict[str, Json]:
    return {deadline["id"]: deadline for deadline in deadlines}
