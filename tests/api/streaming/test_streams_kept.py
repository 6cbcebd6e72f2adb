"""What waits for one client is bounded, in order, and never told twice."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import pytest

from dispute_api.refusals.problems import Rejected
from dispute_api.streams.hub import Streams
from dispute_api.streams.limits import StreamLimits
from dispute_api.streams.stream import WAITING, Opener, Piece, Stream
from dispute_core.application.caller import Caller
from dispute_core.domain.errors import Busy
from dispute_core.readmodel.feed_order import Place, past
from tests.support.api import Api

pytestmark = pytest.mark.asyncio(loop_scope="package")

DISPUTE = UUID(int=1)
SOON = 0.01


def caller(client: str = "mis") -> Caller:
    return Caller(
        client=client,
        subject=client,
        partnership="worcestershire",
        role="practitioner",
        agency="school",
    )


async def nothing(_: object) -> None:
    """Put nothing on record."""


def opener(
    client: str = "mis", admitted: Callable[[], Awaitable[Caller]] | None = None
) -> Opener:
    async def still() -> Caller:
        return caller(client)

    return Opener(
        caller=caller(client), admitted=admitted or still, record=nothing, seal=str
    )


def piece(position: int) -> Piece:
    return Piece(Place(position, DISPUTE, position), DISPUTE, b"")


def a_stream() -> Stream:
    stream = Stream(opener(), past(3), until=0)
    stream.catch_up()
    return stream


class TestAStream:
    async def test_drops_what_its_reader_has_read_for_itself(self) -> None:
        stream = a_stream()
        stream.tell([piece(3), piece(4), piece(5)], past(5))

        assert await stream.news(SOON) == [piece(4), piece(5)]

    async def test_moves_on_only_where_nothing_waits(self) -> None:
        stream = a_stream()
        stream.tell([], past(7))
        stream.move_on()
        assert stream.place == past(7)

        stream.tell([piece(8)], past(9))
        stream.move_on()
        assert stream.place == past(7)

    async def test_reads_again_for_itself_what_is_too_much_to_keep(self) -> None:
        stream = a_stream()
        stream.tell([piece(4)] * WAITING, past(4))
        stream.tell([piece(5)], past(5))

        assert stream.behind
        assert await stream.news(SOON) == []
        stream.tell([piece(6)], past(6))
        stream.move_on()
        assert stream.place == past(3)

    async def test_hears_of_its_end_while_it_waits(self) -> None:
        stream = a_stream()
        stream.end("refused")
        stream.end("stopping")

        assert await stream.news(60) == []
        assert stream.ending == "refused"


class TestTheStreamsOfAProcess:
    async def test_are_only_so_many_for_a_client_and_for_all(self, api: Api) -> None:
        limits = StreamLimits(per_client=1, at_most=2)
        streams = Streams(api.services, limits, lambda _: b"")
        first = streams.open(opener("a"), None)
        with pytest.raises(Rejected):
            streams.open(opener("a"), None)
        streams.open(opener("b"), None)
        with pytest.raises(Busy):
            streams.open(opener("c"), None)

        streams.close(first)
        streams.close(first)

        assert streams.open(opener("a"), None).ending is None
        assert streams.count() == 2

    async def test_end_where_it_cannot_be_said_whether_they_may_go_on(
        self, api: Api
    ) -> None:
        async def broken() -> Caller:
            raise ZeroDivisionError

        streams = Streams(api.services, StreamLimits(), lambda _: b"")
        async with streams.opened():
            stream = streams.open(opener(admitted=broken), None)
            stream.catch_up()
            assert await stream.news(2) == []

        assert stream.ending == "trouble"
