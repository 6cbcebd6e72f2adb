"""Where a reader of the feed is, as a cursor: the same for its pages and its stream."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from starlette.requests import Request

from dispute_api.refusals.problems import INVALID_HEADER, Flaw, Rejected
from dispute_api.requests.cursors import Cursors, bound_to, cursors_of
from dispute_api.requests.parameters import one
from dispute_core.application.caller import Caller
from dispute_core.readmodel.feed_order import Place

FEED = "/v1/events"
LAST_EVENT_ID = "Last-Event-ID"
ONE_ID = "Send the id of the last event that came, once."


@dataclass(frozen=True)
class FeedCursors:
    """Seals and opens places in the feed for one caller."""

    cursors: Cursors
    binding: bytes

    def seal(self, place: Place) -> str:
        said = (place.anchor, str(place.stream), place.version)
        return self.cursors.seal(self.binding, said)

    def open(self, cursor: str) -> Place:
        """The place; raises `Rejected`."""
        anchor, stream, version = self.cursors.open(self.binding, cursor)
        return Place(anchor, UUID(stream), version)


def feed_cursors(request: Request, caller: Caller) -> FeedCursors:
    return FeedCursors(cursors_of(request), bound_to(caller, FEED, ()))


def place_after(request: Request, cursors: FeedCursors) -> Place | None:
    """Behind which place to go on; None for the beginning. Raises `Rejected`."""
    sent = one(request, "after")
    return None if sent is None else cursors.open(sent)


def place_behind_last(request: Request, cursors: FeedCursors) -> Place | None:
    """As above, but the header goes before the parameter; raises `Rejected`.

    Whoever connects again sends the old address with the new header.
    """
    after = place_after(request, cursors)
    sent = request.headers.getlist(LAST_EVENT_ID)
    return cursors.open(_only(sent)) if sent else after


def _only(sent: Sequence[str]) -> str:
    if len(sent) != 1:
        flaw = Flaw(code="wrong_form", detail=ONE_ID, header=LAST_EVENT_ID)
        raise Rejected(INVALID_HEADER, ONE_ID, flaws=[flaw])
    return sent[0]
