"""Reads a request that offers another protocol as if it offered none (RFC 9110, 7.8).

Java's own client offers HTTP/2 with every request that is not encrypted. The parser
ends such a request with its headers: its body would be lost, or read as the next one.
"""

import httptools
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

_OFFERS = (b"upgrade", b"http2-settings")


class StaysOnHttp(HttpToolsProtocol):
    """The server's own protocol, for which there is no other."""

    offered = False
    """Whether the request being read makes an offer; it is about to be read again."""

    def on_message_begin(self) -> None:
        self.offered = False
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        tunnel = self.parser.get_method() == b"CONNECT"
        self.offered = self.parser.should_upgrade() and not tunnel
        if not self.offered:
            super().on_headers_complete()

    def on_message_complete(self) -> None:
        if not self.offered:
            super().on_message_complete()

    def data_received(self, data: bytes) -> None:
        self._unset_keepalive_if_required()
        try:
            self.parser.feed_data(data)
        except httptools.HttpParserError as error:
            self.send_400_response(type(error).__name__)
        except httptools.HttpParserUpgrade as upgrade:
            if self.offered:
                self._read_again(data[upgrade.args[0] :])

    def _read_again(self, rest: bytes) -> None:
        head = self._plain_head()
        self.parser = httptools.HttpRequestParser(self)
        self.parser.set_dangerous_leniencies(lenient_data_after_close=True)
        self.data_received(head + rest)

    def _plain_head(self) -> bytes:
        """The address and the headers of the request once more, without the offer."""
        method, version = self.parser.get_method(), self.parser.get_http_version()
        lines = [b"%b %b HTTP/%b" % (method, self.url, version.encode())]
        for name, value in self.headers:
            said = _without_offers(value) if name == b"connection" else value
            if name not in _OFFERS:
                lines.append(name + b": " + said)
        return b"\r\n".join(lines) + b"\r\n\r\n"


def _without_offers(value: bytes) -> bytes:
    tokens = [token.strip() for token in value.split(b",")]
    return b", ".join(token for token in tokens if token.lower() not in _OFFERS)
