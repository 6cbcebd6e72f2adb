"""Sends the head of an answer together with its body: one packet, one call.

The server writes them one after the other, and each write is a call of the kernel that
wakes the client: for a command, a twentieth of all that it costs.
"""

import asyncio

JOINED = 64 * 1024
"""Up to how many bytes a body is copied behind its head."""


class OneWrite(asyncio.Transport):
    """The transport of one answer; it holds the first write back for the second.

    A head that is followed by nothing at once, such as that of a stream, leaves as soon
    as the loop turns.
    """

    def __init__(
        self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop
    ) -> None:
        super().__init__()
        self._transport = transport
        self._loop = loop
        self._begun = False
        self._head = b""

    def write(self, data: bytes | bytearray | memoryview) -> None:
        head, self._head = self._head, b""
        if not self._begun:
            self._begun, self._head = True, bytes(data)
            self._loop.call_soon(self._let_go)
        elif not head:
            self._transport.write(data)
        elif len(data) <= JOINED:
            self._transport.write(b"".join((head, data)))
        else:
            self._transport.writelines([head, data])

    def close(self) -> None:
        self._let_go()
        self._transport.close()

    def is_closing(self) -> bool:
        return self._transport.is_closing()

    def _let_go(self) -> None:
        head, self._head = self._head, b""
        if head:
            self._transport.write(head)
