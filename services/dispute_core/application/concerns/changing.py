"""Raising a concern, adding to it, deciding on it: one handler for each."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from dispute_core.application.appends import of_one
from dispute_core.application.caller import Caller
from dispute_core.application.changing import author
from dispute_core.application.concerns.guards import (
    document_on,
    expect_dispute,
    expect_fit,
    expect_own,
)
from dispute_core.application.concerns.reading import ConcernSeen, Streams, read_concern
from dispute_core.application.core import Core
from dispute_core.application.once import once
from dispute_core.application.ports import Appended, IdempotencyKey, VersionConflict
from dispute_core.application.target import UNSIGNED, Signature
from dispute_core.domain.acts.given import expect_after, expect_past
from dispute_core.domain.concerns import (
    ConcernDecided,
    ConcernDecision,
    ConcernDisputeLinked,
    ConcernEvent,
    ConcernRaised,
    ConcernShared,
    NewConcern,
    following,
    raising,
)
from dispute_core.domain.errors import Refused
from dispute_core.domain.refusals.around import StaleConcern
from dispute_core.domain.values import By

Decide = Callable[[ConcernSeen], Awaitable[ConcernEvent]]


@dataclass(frozen=True, kw_only=True)
class OnConcern:
    """Who does something about a concern, under which key, and what they have seen."""

    caller: Caller
    key: IdempotencyKey
    by: Signature = UNSIGNED
    at: datetime | None = None
    seen: int | None = None
    correlation: str | None = None


async def raise_concern(
    on: OnConcern, new: NewConcern, core: Core, streams: Streams
) -> ConcernSeen:
    """Tell one's own designated lead how another agency works."""

    async def raise_() -> ConcernSeen:
        return await _append(on, await _raising(on, new, core), core, streams)

    return await _once(on, raise_, core, streams)


async def _raising(on: OnConcern, new: NewConcern, core: Core) -> ConcernRaised:
    partnership = await core.partnership(on.caller.partnership)
    now = core.clock()
    at = on.at or now
    expect_past(at, now, "/raised_at")
    agency = expect_own(on.caller, new.agency, partnership)
    expect_fit(new, agency, partnership)
    policy, clause = await document_on(partnership, at, core)
    return raising(
        core.new_id(),
        _signed(on, agency),
        at,
        partnership=partnership.code,
        agency=agency,
        about=new.about,
        put_to=new.put_to,
        themes=new.themes,
        policy=policy,
        clause=clause,
        concern=new.concern,
        evidence=new.evidence,
    )


async def link_dispute(
    concern_id: UUID,
    on: OnConcern,
    core: Core,
    streams: Streams,
    *,
    dispute_id: UUID,
    note: str | None,
) -> ConcernSeen:
    """Name a dispute from which the concern has grown; one that the caller sees."""

    async def decide(seen: ConcernSeen) -> ConcernEvent:
        concern = seen.concern
        await expect_dispute(dispute_id, concern, on.caller, core)
        if any(one.dispute_id == dispute_id for one in concern.linked):
            message = "The concern names this dispute already."
            raise Refused(message, pointer="/dispute_id")
        said = {"dispute_id": dispute_id, "note": note}
        return _next(ConcernDisputeLinked, seen, on, core, said)

    return await _change(concern_id, on, decide, core, streams)


async def decide_concern(
    concern_id: UUID,
    on: OnConcern,
    core: Core,
    streams: Streams,
    *,
    decision: ConcernDecision,
    reason: str,
    reference: str | None,
) -> ConcernSeen:
    """Say how a concern is dealt with; only the lead to whom it was put may."""

    async def decide(seen: ConcernSeen) -> ConcernEvent:
        said = {"decision": decision, "reason": reason, "reference": reference}
        return _next(ConcernDecided, seen, on, core, said)

    return await _change(concern_id, on, decide, core, streams)


async def share_concern(
    concern_id: UUID, on: OnConcern, core: Core, streams: Streams, *, reason: str | None
) -> ConcernSeen:
    """Let the agency read the concern that is about it; only the lead may."""

    async def decide(seen: ConcernSeen) -> ConcernEvent:
        if seen.concern.shared is not None:
            raise Refused("The concern has been shared with the agency it is about.")
        return _next(ConcernShared, seen, on, core, {"reason": reason})

    return await _change(concern_id, on, decide, core, streams)


async def _change(
    concern_id: UUID, on: OnConcern, decide: Decide, core: Core, streams: Streams
) -> ConcernSeen:
    """Load, decide, append."""

    async def change() -> ConcernSeen:
        seen = await read_concern(
            concern_id, on.caller, core, streams, operation=on.caller.operation
        )
        if seen.concern.version != on.seen:
            raise StaleConcern(seen.concern.version)
        return await _append(on, await decide(seen), core, streams)

    return await _once(on, change, core, streams)


async def _once(
    on: OnConcern,
    act: Callable[[], Awaitable[ConcernSeen]],
    core: Core,
    streams: Streams,
) -> ConcernSeen:
    async def answered(repeated: Appended) -> ConcernSeen:
        again = await read_concern(
            repeated.stream_id, on.caller, core, streams, version=repeated.version
        )
        return replace(again, replayed=True)

    return await once(core, on.key, act, answered)


async def _append(
    on: OnConcern, event: ConcernEvent, core: Core, streams: Streams
) -> ConcernSeen:
    try:
        appended = await core.log.append(
            of_one(
                event,
                on.caller.partnership,
                author(on.caller),
                key=on.key,
                correlation=on.correlation,
            )
        )
    except VersionConflict as lost:
        raise StaleConcern(lost.current) from lost
    seen = await read_concern(
        appended.stream_id, on.caller, core, streams, version=appended.version
    )
    return replace(seen, replayed=appended.replayed)


def _next(
    kind: type[ConcernEvent],
    seen: ConcernSeen,
    on: OnConcern,
    core: Core,
    said: Mapping[str, Any],
) -> ConcernEvent:
    concern, now = seen.concern, core.clock()
    at = on.at or max(now, concern.newest_at)
    expect_past(at, now, "/at")
    expect_after(at, concern.raised.timestamp, "/at")
    agency = concern.raised.agency if seen.owns else (on.caller.office or "board")
    return following(kind, concern, _signed(on, agency), at, **said)


def _signed(on: OnConcern, agency: str) -> By:
    own = on.caller.agency
    return By(
        agency=agency,
        role=on.by.role,
        band=on.by.band,
        name=on.by.name,
        reported_by=own if own is not None and own != agency else None,
    )
