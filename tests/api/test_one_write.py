"""The head and the body of an answer leave together, and nothing is ever held back."""

import asyncio
from collections.abc import Iterable

from dispute_api.layers.one_write import JOINED, OneWrite

HEAD, BODY, MORE = b"HTTP/1.1 201 Created\r\n\r\n", b'{"version":1}', b"more"


class Written(asyncio.Transport):
    """Remembers each call of the kernel that a socket would have made."""

    def __init__(self) -> None:
        super().__init__()
        self.calls: list[bytes] = []
        self.closed_after: int | None = None

    def write(self, data: bytes | bytearray | memoryview) -> None:
        self.calls.append(bytes(data))

    def writelines(
        self, list_of_data: Iterable[bytes | bytearray | memoryview]
    ) -> None:
        self.calls.append(b"".join(list_of_data))

    def close(self) -> None:
        self.closed_after = len(self.calls)

    def is_closing(self) -> bool:
        return self.closed_after is not None


def one_write() -> tuple[Written, OneWrite]:
    socket = Written()
    return socket, OneWrite(socket, asyncio.get_running_loop())


class TestOneWrite:
    async def test_takes_head_and_body_together(self) -> None:
        socket, answer = one_write()

        answer.write(HEAD)
        answer.write(BODY)
        answer.write(MORE)
        await asyncio.sleep(0)

        assert socket.calls == [HEAD + BODY, MORE]

    async def test_lets_a_head_go_that_nothing_follows_at_once(self) -> None:
        socket, answer = one_write()

        answer.write(HEAD)
        assert socket.calls == []
        await asyncio.sleep(0)
        answer.write(BODY)

        assert socket.calls == [HEAD, BODY]

    async def test_keeps_the_order_of_a_body_too_large_to_copy(self) -> None:
        socket, answer = one_write()
        large = b"x" * (JOINED + 1)

        answer.write(HEAD)
        answer.write(large)
        await asyncio.sleep(0)

        assert b"".join(socket.calls) == HEAD + large

    async def test_writes_what_it_holds_before_it_closes(self) -> None:
        socket, answer = one_write()

        answer.write(HEAD)
        answer.close()
        await asyncio.sleep(0)

        assert socket.calls == [HEAD]
        assert socket.closed_after == 1
        assert answer.is_closing()
