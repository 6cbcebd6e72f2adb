"""Aims what is said of notices at one that there is, for those whom it is for."""

import time
from copy import deepcopy

from tests.contract.desk import DISPUTE, Desk, Sent
from tests.contract.reading import Json

TO_THE_RESPONDER = "acknowledgeNotice"
CAME_BACK = "reportBounce"
_TRIES, _PAUSE_SECONDS = 200, 0.1


class Telling:
    """Puts right what is said of notices in one campaign."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._known: tuple[str, str] | None = None

    def aim(self, case: Sent) -> None:
        """At the notice of a dispute of its own, so that no other moves on."""
        dispute, notice = self._notice()
        case.path_parameters["dispute_id"] = dispute
        case.path_parameters["notice_id"] = notice

    def saying(self, name: str, body: Json) -> Json:
        said: Json = deepcopy(body)
        if name == CAME_BACK and "message_id" in said:
            said["message_id"] = f"<{self._notice()[1]}@concord.example.org>"
        if said.get("acknowledged_at") is not None:
            said["acknowledged_at"] = "2026-01-06T09:00:00Z"
        return said

    def _notice(self) -> tuple[str, str]:
        """A dispute and its first notice; a worker makes that from what happened."""
        if self._known is None:
            dispute = self._desk.raised()["id"]
            self._desk.disputes.pop(dispute, None)
            for _ in range(_TRIES):
                self._desk.fills()
                path = {"dispute_id": dispute}
                page = self._desk.ask(f"{DISPUTE}/notices", "GET", path=path)
                told = [one for one in page["items"] if one["kind"] == "raised"]
                if told:
                    self._known = (dispute, told[0]["id"])
                    return self._known
                time.sleep(_PAUSE_SECONDS)
            message = "no worker ever made a notice"
            raise AssertionError(message)
        return self._known
