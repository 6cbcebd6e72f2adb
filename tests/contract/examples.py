"""What stands in addresses that are tried: things that the service has."""

import requests

from tests.contract.convening import TO_BE_HELD, parties
from tests.contract.reading import Json, contract
from tests.contract.subscribing import ENDPOINT

EXAMPLES = {
    "ref": "worcestershire@1",
    "calendar": "ENG",
    "code": "wrong-stage",
    "event_type": "org.concord.dispute.raised.v1",
    "partnership": "worcestershire",
    "agency": "school",
    "office": "board-manager",
    "holder": "0199e0c2-7b1e-7c55-8a43-5d6f0b6e2a77",
}


def makes(http: requests.Session, token: str) -> None:
    """Everything but a meeting, so that its id then stands among the examples."""
    for one in (_opens_feed, _raises_concern, _subscribes):
        one(http, token)


def _opens_feed(http: requests.Session, token: str) -> None:
    """A calendar feed, whose address then stands among the examples."""
    answer = http.post(
        "/v1/calendar-feeds",
        json={},
        headers={"Authorization": token, "Idempotency-Key": "feed"},
    )
    told = answer.json()
    EXAMPLES["feed_id"] = told["id"]
    EXAMPLES["address"] = told["url"].rpartition("/")[2].removesuffix(".ics")


def _raises_concern(http: requests.Session, token: str) -> None:
    """A concern, whose id then stands among the examples."""
    example = contract()["components"]["examples"]["RaiseConcern"]["value"]
    answer = http.post(
        "/v1/concerns",
        json=example,
        headers={"Authorization": token, "Idempotency-Key": "told"},
    )
    EXAMPLES["concern_id"] = answer.json()["id"]


def _subscribes(http: requests.Session, token: str) -> None:
    """A webhook, whose id then stands among the examples."""
    answer = http.post(
        "/v1/webhooks",
        json={"url": ENDPOINT},
        headers={"Authorization": token, "Idempotency-Key": "subscribed"},
    )
    EXAMPLES["webhook_id"] = answer.json()["id"]


def meets(http: requests.Session, token: str, dispute: Json) -> None:
    """A meeting about a dispute, whose id then stands among the examples."""
    people = [{"agency": agency} for agency in parties(dispute)]
    wanted: Json = {**TO_BE_HELD, "invitees": people}
    answer = http.post(
        f"/v1/disputes/{dispute['id']}/meetings/convenings",
        json=wanted,
        headers={
            "Authorization": token,
            "Idempotency-Key": "meeting",
            "If-Match": f'"{dispute["version"]}"',
        },
    )
    assert answer.status_code == 201, answer.text
    EXAMPLES["meeting_id"] = answer.json()["convened_meetings"][0]["id"]
