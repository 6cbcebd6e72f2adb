"""Notices to an agency's own system: the same facts as JSON, over HTTP."""

from dataclasses import asdict, dataclass, field
from typing import Any
from urllib.parse import urlsplit

import orjson

from deadline_worker.http import Http, NoAnswer
from deadline_worker.notices.mail import Mail, NotNow, RefusedForGood
from dispute_core.domain.notices.happened import Channel as ChannelName

GONE = 410
_PERMANENT = frozenset({400, 404, 405, GONE, 413, 415, 422})
_TAKEN = range(200, 300)


@dataclass(frozen=True, kw_only=True)
class Webhook:
    """Hands each mail to one address; the id in it tells a repeat from a new one."""

    http: Http
    url: str
    name: ChannelName = field(default="webhook", init=False)
    for_people: bool = field(default=False, init=False)

    @property
    def destination(self) -> str:
        return urlsplit(self.url).netloc

    async def send(self, mail: Mail) -> None:
        try:
            status = await self.http.post(
                self.url, orjson.dumps(_body(mail), default=str)
            )
        except TimeoutError:
            raise NotNow("timed_out") from None
        except NoAnswer:
            raise NotNow("no_answer") from None
        if status in _PERMANENT:
            raise RefusedForGood
        if status not in _TAKEN:
            raise NotNow("put_off")


def _body(mail: Mail) -> dict[str, Any]:
    return {
        "id": str(mail.id),
        "partnership": mail.partnership,
        "notices": [asdict(one) for one in mail.said],
        **({"training": True} if mail.training else {}),
    }
