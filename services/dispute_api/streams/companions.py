"""Streams with the same rights: they are told together of what is new."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from dispute_api.streams.stream import Piece, Stream
from dispute_core.application.authorization.second_wall import ReadsAs
from dispute_core.readmodel.feed import FeedPage
from dispute_core.readmodel.feed_order import Place
from dispute_core.readmodel.sight import Sight


@dataclass(eq=False)
class Companions:
    """Streams with the same rights, and up to where they have been told of news."""

    sight: Sight
    reads_as: ReadsAs
    place: Place
    streams: set[Stream] = field(default_factory=set)
    _quiet_since: Place = field(init=False)
    """From here to `place` the log has nothing for them: events are not kept, since
    who sees a dispute changes, but where none was, none appears."""

    def __post_init__(self) -> None:
        self._quiet_since = self.place

    def take(self, stream: Stream) -> None:
        """Have a stream told what is new from now on."""
        self.streams.add(stream)
        stream.catch_up()
        stream.tell([], self.place)

    def tell(self, pieces: Sequence[Piece], upto: Place) -> None:
        if pieces:
            self._quiet_since = pieces[-1].place
        self.place = max(self.place, upto)
        for stream in self.streams:
            stream.tell(pieces, self.place)

    def nothing_after(self, place: Place) -> bool:
        """Whether a stream at a place missed nothing of what these have been told."""
        return place >= self._quiet_since

    def learn(self, after: Place, page: FeedPage) -> None:
        """Remember where the last event stands that one of them read for itself."""
        if page.caught_up and page.next >= self._quiet_since:
            last = page.events[-1].place if page.events else after
            self._quiet_since = min(self._quiet_since, last)
