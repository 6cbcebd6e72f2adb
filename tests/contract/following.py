"""Aims what follows the feed at events that are there, and at cursors of the feed.

And what follows upon a version of a dispute at the version that it has now.
"""

import re

from dispute_core.domain.cloud_events import event_type
from dispute_core.domain.dispute_events import EVENTS
from tests.contract.desk import Desk, Sent, pick
from tests.contract.reading import Json

FEED = "/v1/events"
LAST = "Last-Event-ID"
TAG = re.compile(r'("[1-9][0-9]{0,8}"|[1-9][0-9]{0,8})\Z')
TYPES = [event_type(one.TOPIC) for one in EVENTS]


def aim_at_an_event(case: Sent, desk: Desk) -> None:
    """An event that the caller sees, and a type that has a schema."""
    path = case.path_parameters
    if "event_id" in path:
        path["event_id"] = f"{desk.any_dispute(path['event_id'])['id']}.1"
    if "event_type" in path:
        path["event_type"] = pick(TYPES, path["event_type"])


def go_on(case: Sent, desk: Desk) -> None:
    """Where the caller has been before."""
    if "after" in case.query:
        case.query["after"] = desk.ask(FEED, "GET", limit=1)["next"]


def go_on_behind_the_last(case: Sent, desk: Desk) -> None:
    if LAST in case.headers:
        case.headers[LAST] = desk.ask(FEED, "GET", limit=1)["next"]


def decide_on(case: Sent, dispute: Json) -> None:
    """Say that it was read as it is now, where any version is said well."""
    sent, version = str(case.headers.get("If-Match", "")), str(dispute["version"])
    if TAG.match(sent):
        case.headers["If-Match"] = f'"{version}"' if sent[0] == '"' else version


def read_again(case: Sent, desk: Desk) -> None:
    """The same, where another part of the address is drawn to be refused."""
    path = case.path_parameters or {}
    dispute = desk.disputes.get(str(path.get("dispute_id")))
    if dispute is not None:
        decide_on(case, dispute)
