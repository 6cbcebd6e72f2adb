"""Calendar feeds: opening one for an agency, revoking it, and finding it by address."""

from collections.abc import Sequence
from dataclasses import dataclass
from hmac import compare_digest
from uuid import UUID

from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.relations import (
    to_agency,
    to_feed,
    to_own,
)
from dispute_core.application.boards.records import (
    Recording,
    Records,
    append,
)
from dispute_core.application.caller import Caller, agencies_of
from dispute_core.application.core import Core
from dispute_core.application.once import once
from dispute_core.application.ports import Appended, VersionConflict
from dispute_core.domain.board_records import (
    CalendarFeedOpened,
    CalendarFeedRevoked,
    feed_opening,
    feed_revoking,
    feed_stream,
)
from dispute_core.domain.errors import NotYourAgency
from dispute_core.domain.refusals.boards import CalendarFeedNotFound
from dispute_core.domain.refusals.directories import PartnershipNotFound


@dataclass(frozen=True, kw_only=True)
class Feed:
    """A calendar feed, as far as it may be told: never its address."""

    opened: CalendarFeedOpened
    revoked: CalendarFeedRevoked | None = None
    replayed: bool = False


async def open_feed(
    recording: Recording, agency: str | None, digest: str, core: Core, records: Records
) -> Feed:
    """Keep the digest of a new address for an agency that the caller acts for."""
    caller = recording.caller
    chosen = agency or caller.agency or ""
    message = "You act neither in this agency nor for it."
    other = NotYourAgency(message, pointer="/agency")
    stands = to_agency(caller, chosen, await _agencies(caller, core))
    expect("createCalendarFeed", stands, other)
    event = feed_opening(recording.partnership, chosen, digest, at=core.clock())
    appended = await append(recording, core, event)
    feed = _feed(await records.feed(event.originator_id))
    return Feed(opened=feed.opened, revoked=feed.revoked, replayed=appended.replayed)


async def revoke_feed(
    recording: Recording, feed_id: UUID, core: Core, records: Records
) -> Feed:
    """End a feed: by its agency, or by the board office where that is slow."""
    known = await records.feed(feed_id)
    if not known:
        raise CalendarFeedNotFound
    feed = _feed(known)
    opened, caller = feed.opened, recording.caller
    acts_for = await _agencies(caller, core)
    stands = to_feed(caller, opened.agency, acts_for, opened.partnership)
    expect("revokeCalendarFeed", stands)

    async def revoke() -> Feed:
        return await _revoke(recording, feed, core)

    async def answered(_: Appended) -> Feed:
        again = _feed(await records.feed(feed_id))
        return Feed(opened=again.opened, revoked=again.revoked, replayed=True)

    return await once(core, recording.key, revoke, answered)


async def list_feeds(caller: Caller, core: Core, records: Records) -> Sequence[Feed]:
    """The feeds of the caller's agencies that answer; to a board, all of them."""
    expect("listCalendarFeeds", to_own(caller))
    agencies = None if caller.role == "board" else await _agencies(caller, core)
    events = await records.feeds(caller.partnership)
    revoked = {
        one.originator_id for one in events if isinstance(one, CalendarFeedRevoked)
    }
    return [
        Feed(opened=one)
        for one in events
        if isinstance(one, CalendarFeedOpened)
        and one.originator_id not in revoked
        and (agencies is None or one.agency in agencies)
    ]


async def feed_at(digest: str, records: Records) -> CalendarFeedOpened:
    """The feed whose address has this digest, if it answers still."""
    known = await records.feed(feed_stream(digest))
    if not known:
        raise CalendarFeedNotFound
    feed = _feed(known)
    if feed.revoked or not compare_digest(feed.opened.digest, digest):
        raise CalendarFeedNotFound
    return feed.opened


async def _revoke(recording: Recording, feed: Feed, core: Core) -> Feed:
    event = feed_revoking(feed.opened, at=core.clock())
    try:
        appended = await append(recording, core, event)
    except VersionConflict:
        raise CalendarFeedNotFound from None
    revoked = feed.revoked or event
    return Feed(opened=feed.opened, revoked=revoked, replayed=appended.replayed)


async def _agencies(caller: Caller, core: Core) -> tuple[str, ...]:
    partnership = await core.catalogue.partnership(caller.partnership)
    if partnership is None:
        raise PartnershipNotFound
    return agencies_of(caller, partnership)


def _feed(events: Sequence[CalendarFeedOpened | CalendarFeedRevoked]) -> Feed:
    opened = next(one for one in events if isinstance(one, CalendarFeedOpened))
    ends = [one for one in events if isinstance(one, CalendarFeedRevoked)]
    return Feed(opened=opened, revoked=ends[0] if ends else None)
