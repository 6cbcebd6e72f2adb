"""The five policies and the demonstration directory, read once, and who may call."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from importlib.resources import files
from zoneinfo import ZoneInfo

from dispute_core.application.caller import Caller, Role
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.policy import Policy
from dispute_core.domain.published_calendars import PublishedCalendars
from dispute_core.domain.vocabulary import Force
from dispute_core.policies import policy_from, shipped
from dispute_core.policies.directory_file import partnership_from, read_directory

LONDON = ZoneInfo("Europe/London")

LEWISHAM = "sandhurst-lewisham@1"
BEXLEY = "bexley-shield@1"
WORCESTERSHIRE = "worcestershire@1"
BRIGHTON = "brighton-hove@1"
WALES = "wales-regional@1"

ALL_POLICIES = (LEWISHAM, BEXLEY, WORCESTERSHIRE, BRIGHTON, WALES)

PARTNERSHIP = {
    LEWISHAM: "lewisham",
    BEXLEY: "bexley",
    WORCESTERSHIRE: "worcestershire",
    BRIGHTON: "brighton-hove",
    WALES: "wales-region",
}

OFFICIALS: dict[str, Role] = {
    "board": "board",
    "auditor": "auditor",
    "monitor": "monitor",
    "admin": "admin",
}


def london(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """An instant as a clock on a wall in London shows it."""
    return datetime(year, month, day, hour, minute, tzinfo=LONDON)


def end_of(year: int, month: int, day: int) -> datetime:
    """The end of a day in London, which is 00:00 of the next."""
    following = date.fromordinal(date(year, month, day).toordinal() + 1)
    return london(following.year, following.month, following.day)


@cache
def policies() -> dict[str, Policy]:
    return {
        released.ref: policy_from(released.content, released.sha256)
        for released in shipped()
    }


@cache
def partnerships() -> dict[str, Partnership]:
    text = (files("concord") / "demo" / "directory.yaml").read_text(encoding="utf-8")
    found = [partnership_from(content) for content in read_directory(text)]
    return {partnership.code: partnership for partnership in found}


def caller(who: str, partnership: str) -> Caller:
    """The holder of a token: an agency by its code, or `board`, `auditor` and so on."""
    role = OFFICIALS.get(who, "practitioner")
    return Caller(
        client=f"{who}-system",
        subject=f"somebody at {who}",
        partnership=partnership,
        role=role,
        agency=who if role == "practitioner" else None,
        office="board-manager" if role == "board" else None,
        in_mandate=role == "auditor",
        operation="getDispute",
    )


def with_force(ref: str, duty: str, force: Force) -> Policy:
    """A shipped policy in which one duty is weaker, or stronger, than it is."""
    policy = policies()[ref]
    stages = tuple(
        replace(
            stage,
            limits=tuple(
                replace(limit, force=force) if limit.duty == duty else limit
                for limit in stage.limits
            ),
        )
        for stage in policy.stages
    )
    return replace(policy, stages=stages)


@dataclass(frozen=True)
class ShippedCatalogue:
    """What `bootstrap` reads from the log, straight from the files instead.

    `instead` puts a policy of the test's own in the place of a shipped one.
    """

    instead: Policy | None = None
    off_system: str | None = None
    """An agency that cannot call, so that others tell what it said."""
    published: PublishedCalendars = field(default_factory=PublishedCalendars)

    async def policy(self, ref: str, sha256: str | None = None) -> Policy | None:
        own = self.instead
        found = own if own and own.ref == ref else policies().get(ref)
        if found is not None and sha256 not in (None, found.sha256):
            return None
        return found

    async def policies(self) -> Sequence[Policy]:
        return list(policies().values())

    async def partnership(self, code: str) -> Partnership | None:
        found = partnerships().get(code)
        if found is None or self.off_system is None:
            return found
        away = replace(found.agencies[self.off_system], on_system=False)
        agencies = {**found.agencies, self.off_system: away}
        return replace(found, agencies=agencies)

    async def partnerships(self) -> Sequence[Partnership]:
        return list(partnerships().values())

    async def calendars(self) -> PublishedCalendars:
        return self.published

    async def look(self) -> None:
        """Nothing is released while a test runs."""
