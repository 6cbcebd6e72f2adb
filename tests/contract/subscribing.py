"""Aims what is asked of webhooks at one's own, which have not ended."""

import time
from collections.abc import Iterator
from copy import deepcopy
from itertools import count

from dispute_core.domain.cloud_events import event_type
from dispute_core.domain.dispute_events import EVENTS
from tests.contract.desk import Desk, Sent, pick
from tests.contract.reading import Json

WEBHOOKS = "/v1/webhooks"
WEBHOOK = f"{WEBHOOKS}/{{webhook_id}}"
ENDPOINT = "http://127.0.0.1:9/concord"
"""Nobody answers there, and nothing leaves this machine."""

TYPES = [event_type(one.TOPIC) for one in EVENTS]
ON_WEBHOOKS = (
    "createWebhook",
    "changeWebhook",
    "rotateWebhookSecret",
    "endWebhook",
    "sendTestEvent",
    "redeliverWebhook",
)
SOME = 5
STALE_ONE_IN = 16
_TRIES, _PAUSE_SECONDS = 200, 0.1


class Subscribing:
    """Puts right what one campaign asks and says about webhooks."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._tried: tuple[str, str] | None = None
        self._numbers = count()

    def aim(self, case: Sent, turns: Iterator[int]) -> None:
        """In a story the webhook that it is about; else one made for it."""
        path = case.path_parameters
        if "delivery_id" in path:
            path["webhook_id"], path["delivery_id"] = self._delivery()
            return
        if "webhook_id" not in path:
            return
        webhook = self._live().get(path["webhook_id"]) or self._made()
        path["webhook_id"] = webhook["id"]
        sent = str(case.headers.get("If-Match", ""))
        if sent.strip('"').isdigit() and next(turns) % STALE_ONE_IN:
            version = str(webhook["version"])
            case.headers["If-Match"] = f'"{version}"' if sent[0] == '"' else version

    def saying(self, name: str, body: Json) -> Json:
        """An address where nobody answers, and types that there are."""
        said: Json = deepcopy(body)
        if isinstance(said.get("url"), str):
            said["url"] = f"{ENDPOINT}/{next(self._numbers)}"
        if isinstance(said.get("event_types"), list):
            said["event_types"] = [pick(TYPES, one) for one in said["event_types"]]
        if name == "createWebhook":
            said.pop("agency", None)
            self._end_all_but(SOME)
        return said

    def _live(self) -> dict[str, Json]:
        items = self._desk.ask(WEBHOOKS, "GET", limit=200)["items"]
        return {one["id"]: one for one in items if one["ended_at"] is None}

    def _made(self) -> Json:
        self._end_all_but(SOME)
        return self._desk.command("createWebhook", WEBHOOKS, {"url": ENDPOINT})

    def _end_all_but(self, some: int) -> None:
        """There may not be very many; the one with the delivery stays."""
        kept = self._tried[0] if self._tried else ""
        for webhook in [one for one in self._live() if one != kept][some:]:
            path = {"webhook_id": webhook}
            endings = f"{WEBHOOK}/endings"
            self._desk.command("endWebhook", endings, {}, path_parameters=path)

    def _delivery(self) -> tuple[str, str]:
        """A webhook and a test of it; a worker makes that from what was asked."""
        if self._tried is None or self._tried[0] not in self._live():
            path = {"webhook_id": self._made()["id"]}
            asking = f"{WEBHOOK}/test-events"
            asked = self._desk.command(
                "sendTestEvent", asking, {}, path_parameters=path
            )
            for _ in range(_TRIES):
                self._desk.fills()
                page = self._desk.ask(f"{WEBHOOK}/deliveries", "GET", path=path)
                if page["items"]:
                    self._tried = (path["webhook_id"], asked["id"])
                    return self._tried
                time.sleep(_PAUSE_SECONDS)
            message = "no worker ever made a delivery"
            raise AssertionError(message)
        return self._tried
