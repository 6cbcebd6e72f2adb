"""A reader of the event stream without a socket, who leaves and comes back at will."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass, field

from starlette.types import Message

from dispute_api.requests.feed_cursors import LAST_EVENT_ID
from tests.support.api import Api
from tests.support.event_streams import STREAM


@dataclass
class Reader:
    """What somebody was told over all their streams, in the order in which it came."""

    api: Api
    headers: Mapping[str, str]
    told: list[str] = field(default_factory=list)
    last_id: str | None = None
    streams: int = 0
    endings: list[str] = field(default_factory=list)
    _text: str = ""

    async def listen(self, leave: asyncio.Event) -> None:
        """One stream, until it ends or it is time to leave."""
        self.streams += 1
        self._text = ""

        async def receive() -> Message:
            await leave.wait()
            return {"type": "http.disconnect"}

        await self.api.app(self._scope(), receive, self._send)

    async def _send(self, message: Message) -> None:
        if message["type"] == "http.response.body":
            self._text += message["body"].decode()
            *blocks, self._text = self._text.split("\n\n")
            for block in blocks:
                self._take(block)
            await asyncio.sleep(0)

    def _take(self, block: str) -> None:
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        self.last_id = fields.get("id", self.last_id)
        if "data" in fields:
            self.told.append(json.loads(fields["data"])["id"])
        elif "" in fields and "id" not in fields and "retry" not in fields:
            self.endings.append(fields[""])

    def _scope(self) -> dict[str, object]:
        sent = dict(self.headers)
        if self.last_id is not None:
            sent[LAST_EVENT_ID] = self.last_id
        return {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": STREAM,
            "raw_path": STREAM.encode(),
            "root_path": "",
            "query_string": b"",
            "headers": [(k.lower().encode(), v.encode()) for k, v in sent.items()],
            "client": ("127.0.0.1", 1),
            "server": ("concord.test", 80),
            "app": self.api.app,
        }
