"""Rehearsing a policy: what past disputes of a partnership would have come to."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Protocol

from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.relations import to_partnership
from dispute_core.application.caller import Caller
from dispute_core.application.core import Core
from dispute_core.domain.acts.rehearsing import Rules, Told, rehearse
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import UnknownPartnership
from dispute_core.domain.policy import Policy
from dispute_core.domain.rehearsal import Pair, Totals, compare

ANSWERED = (
    "What this version asks before a dispute is raised is taken as answered, because "
    "past disputes were not asked."
)
HIDDEN = "Disputes that you may not see are counted in the totals and named nowhere."


@dataclass(frozen=True, kw_only=True)
class PastWanted:
    """Which past disputes, the newest first."""

    partnership: str
    agency: str | None = None
    """The party to which an auditor's mandate is confined."""
    raised_after: datetime | None = None
    raised_before: datetime | None = None
    limit: int


@dataclass(frozen=True, kw_only=True)
class Past:
    """A past dispute from its facts, with its events in their order."""

    dispute: Dispute
    told: Sequence[Told]


class PastDisputes(Protocol):
    """Where one finds past disputes, without opening a key."""

    async def past(self, wanted: PastWanted) -> tuple[Sequence[Past], bool]:
        """At most so many, and whether there are more."""


@dataclass(frozen=True, kw_only=True)
class Differing:
    """A dispute of which something would have differed."""

    dispute: Dispute
    pairs: Sequence[Pair]


@dataclass(frozen=True, kw_only=True)
class Stopped:
    """A dispute that could not be told to its end, and from which step on."""

    dispute: Dispute
    at_version: int
    why: str


@dataclass(kw_only=True)
class Rehearsal:
    """What the caller may know of a rehearsal."""

    policy: Policy
    partnership: str
    cut_off: bool = False
    totals: Totals = field(default_factory=Totals)
    differing: list[Differing] = field(default_factory=list)
    stopped: list[Stopped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


def expect_may_rehearse(caller: Caller, partnership: str | None) -> str:
    """The partnership that a caller may rehearse for; raises `NotAllowed`."""
    own = None if caller.role == "admin" else caller.partnership
    code = partnership or own
    expect("rehearsePolicy", to_partnership(caller, code))
    if code is None:
        message = "Say for which partnership."
        raise UnknownPartnership(message, pointer="/partnership")
    return code


async def rehearse_policy(
    caller: Caller, policy: Policy, wanted: PastWanted, core: Core, log: PastDisputes
) -> Rehearsal:
    """Tell past disputes again under a policy; reads facts, and appends nothing."""
    partnership = await core.partnership(wanted.partnership)
    if caller.role == "auditor":  # what lies outside a mandate is not even counted
        wanted = replace(wanted, agency=caller.agency)
    found, more = await log.past(wanted)

    done = Rehearsal(policy=policy, partnership=partnership.code, cut_off=more)
    done.notes.append(ANSWERED)
    for past in found:
        await _take(done, past, caller, partnership, core)
        await asyncio.sleep(0)  # short turns: others wait for the same loop
    if caller.role != "auditor":
        done.notes.append(HIDDEN)
    return done


async def _take(
    done: Rehearsal, past: Past, caller: Caller, partnership: Partnership, core: Core
) -> None:
    sees = core.gate.sees(caller, past.dispute, partnership, core.clock())
    raised = past.dispute.raised
    policy = done.policy.for_case(raised.priority, past.dispute.category)
    rules = Rules(
        policy=policy,
        calendar=await core.calendar(
            policy, partnership.code, pinned=past.dispute.calendar
        ),
        directory=partnership,
    )
    told = rehearse(past.told, rules, until=core.clock())
    done.totals.disputes += 1
    if told.dispute is None:
        done.totals.stopped += 1
        if sees:
            why = told.why or "It cannot be told."
            at_version = told.stopped_at or 1
            done.stopped.append(
                Stopped(dispute=past.dispute, at_version=at_version, why=why)
            )
        return
    pairs = compare(past.dispute, told.dispute)
    done.totals.count(pairs)
    differing = [pair for pair in pairs if pair.differs]
    if sees and differing:
        done.differing.append(Differing(dispute=past.dispute, pairs=differing))
