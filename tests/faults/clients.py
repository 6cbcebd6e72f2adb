"""The systems of agencies that work on, whatever happens to the service.

Each repeats a command with the same key until it knows what became of it, and sends
some twice on purpose. Everything that it sees goes into a history.
"""

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import count
from random import Random
from time import monotonic
from typing import Any

import httpx

from tests.journeys.cast import discussion, raising, resolution
from tests.support.history import Attempt, Command, History, Outcome, Reading
from tests.support.http import PROBLEM, Json

PARTNERSHIPS = ("worcestershire", "wales-region")
PARTIES = ("school", "social-care")

PATIENCE = 10.0
"""No request may take longer, whatever the database does."""

_TWINS, _REPEATS, _READS, _RAISES, _SOON = 0.1, 0.15, 0.2, 0.3, 0.5
_OUTCOMES: dict[int, Outcome] = {
    201: "done",
    409: "refused",
    412: "refused",
    422: "refused",
    503: "unknown",
}


@dataclass(kw_only=True)
class Field:
    """What the clients of one run share: the disputes, and an unused instant."""

    history: History = field(default_factory=History)
    disputes: dict[str, dict[str, int]] = field(
        default_factory=lambda: {partnership: {} for partnership in PARTNERSHIPS}
    )
    """The newest version that anybody saw of each, by partnership."""
    stop: asyncio.Event = field(default_factory=asyncio.Event)
    slowest: float = 0.0
    refusals: int = 0
    severed: int = 0
    """Requests that got no answer at all."""
    _used: set[datetime] = field(default_factory=set)
    _keys: Any = field(default_factory=count)

    def instant(self, ago: timedelta = timedelta()) -> datetime:
        """A time that no other command gives to its event."""
        at = datetime.now(UTC) - ago
        while at in self._used:
            at += timedelta(microseconds=1)
        self._used.add(at)
        return at

    def key(self) -> str:
        return f"key-{next(self._keys)}"

    def met(self, seconds: float, answer: httpx.Response) -> None:
        """Hold every answer to what every answer promises, in the worst of times."""
        self.slowest = max(self.slowest, seconds)
        assert answer.status_code in {200, *_OUTCOMES}, answer.text
        if answer.status_code >= httpx.codes.BAD_REQUEST:
            assert answer.headers["content-type"] == PROBLEM
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            assert int(answer.headers["retry-after"]) > 0
            self.refusals += 1


@dataclass(kw_only=True)
class Client:
    """One agency's system."""

    partnership: str
    agency: str
    token: str
    http: httpx.AsyncClient
    shared: Field
    chance: Random

    @property
    def disputes(self) -> dict[str, int]:
        return self.shared.disputes[self.partnership]

    async def run(self) -> None:
        while not self.shared.stop.is_set():
            await self.step()

    async def step(self) -> None:
        if not self.disputes or self.chance.random() < _RAISES:
            await self.raises()
        elif self.chance.random() < _READS:
            await self.reads(self.chance.choice(list(self.disputes)))
        else:
            await self.acts(self.chance.choice(list(self.disputes)))

    async def raises(self) -> None:
        """Raise one whose deadlines passed on paper, or pass soon, or much later."""
        at = self.shared.instant(timedelta(days=self.chance.choice((0, 0, 1, 9))))
        others = [agency for agency in PARTIES if agency != self.agency]
        body = raising(self.partnership, by=self.agency, to=others)
        body["raised_at"] = at.isoformat()
        if self.partnership == "wales-region" and self.chance.random() < _SOON:
            seconds = timedelta(seconds=self.chance.uniform(0.1, 4))
            due_at = (datetime.now(UTC) + seconds).isoformat()
            body["risk_set_limit"] = {"due_at": due_at, "reason": "He is alone."}
        command = Command(key=self.shared.key(), topic="dispute.raised", at=at)
        await self.sends(command, "/v1/disputes", body, None)

    async def acts(self, dispute: str) -> None:
        """Do something on what was last seen; if that was too little, look again."""
        noun, topic, name, body = self.chance.choice(_ACTS)
        at = self.shared.instant()
        command = Command(key=self.shared.key(), topic=topic, at=at)
        body = {**body, name: at.isoformat()}
        path = f"/v1/disputes/{dispute}/{noun}"
        await self.sends(command, path, body, self.disputes[dispute])
        if command.refused:
            await self.reads(dispute)

    async def reads(self, dispute: str) -> None:
        asked = monotonic()
        answer = await self.asks("GET", f"/v1/disputes/{dispute}")
        if answer is not None and answer.status_code == httpx.codes.OK:
            version = int(answer.json()["version"])
            self.shared.history.readings.append(Reading(asked, dispute, version))
            self.knows(dispute, version)

    async def sends(
        self, command: Command, path: str, body: Json, version: int | None
    ) -> None:
        """Send until the outcome is known; some at once with a twin, some again."""
        self.shared.history.commands.append(command)
        headers = {"Idempotency-Key": command.key}
        if version is not None:
            headers["If-Match"] = f'"{version}"'
        if self.chance.random() < _TWINS:
            await asyncio.gather(
                *(self.tries(command, path, body, headers) for _ in range(2))
            )
        while not (command.done or command.refused):
            await self.tries(command, path, body, headers)
        again = command.unknown or self.chance.random() < _REPEATS
        if command.done and again:
            await self.tries(command, path, body, headers)

    async def tries(
        self, command: Command, path: str, body: Json, headers: Mapping[str, str]
    ) -> None:
        asked = monotonic()
        answer = await self.asks("POST", path, json=body, headers=headers)
        outcome = "unknown" if answer is None else _OUTCOMES[answer.status_code]
        stream, version = "", 0
        if answer is not None and outcome == "done":
            said = answer.json()
            stream, version = said["id"], said["version"]
            self.knows(stream, version)
        command.attempts.append(
            Attempt(
                asked=asked,
                answered=monotonic(),
                outcome=outcome,
                stream=stream,
                version=version,
                answer=answer.content if answer is not None and version else b"",
            )
        )

    async def asks(self, method: str, path: str, **parts: Any) -> httpx.Response | None:
        """One request; None if it was cut off, after a short pause."""
        headers = {
            **parts.pop("headers", {}),
            "Authorization": f"Bearer {self.token}",
        }
        begun = monotonic()
        try:
            answer = await self.http.request(method, path, headers=headers, **parts)
        except httpx.TransportError:
            self.shared.severed += 1
            self.shared.slowest = max(self.shared.slowest, monotonic() - begun)
            await asyncio.sleep(0.02)
            return None
        self.shared.met(monotonic() - begun, answer)
        if answer.status_code == httpx.codes.SERVICE_UNAVAILABLE:
            await asyncio.sleep(0.05)
        return answer

    def knows(self, dispute: str, version: int) -> None:
        self.disputes[dispute] = max(version, self.disputes.get(dispute, 0))


_ACTS: tuple[tuple[str, str, str, Json], ...] = (
    *[("records", "dispute.record_added", "at", {"kind": "note", "text": "Rang."})] * 4,
    ("discussions", "dispute.discussed", "held_at", discussion()),
    ("discussions", "dispute.discussed", "held_at", discussion("no_response")),
    ("escalations", "dispute.escalated", "escalated_at", {"trigger": "not_agreed"}),
    ("resolutions", "dispute.resolved", "resolved_at", resolution()),
    (
        "reopenings",
        "dispute.reopened",
        "reopened_at",
        {"ground": "disagreement_returned", "reason": "The visit was refused."},
    ),
)
"""Where to, the event's topic, the field for the time, and the rest."""
