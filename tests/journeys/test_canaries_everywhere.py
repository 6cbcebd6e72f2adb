"""A text planted in any field, parameter, header or claim is repeated nowhere."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from dispute_api.tokens.issuer import DevelopmentIssuer
from tests.contract.admitted import role_for
from tests.contract.reading import operations
from tests.journeys.case import Case
from tests.journeys.cast import raising
from tests.journeys.claiming import tokens
from tests.journeys.letters import agency_mailbox, letter
from tests.journeys.overheard import Overheard, tables_of
from tests.journeys.walking import NEVER_READ, Marks, Request, Walk
from tests.support.http import Caller, new_http, new_key
from tests.support.post_office import PostOffice, text_of
from tests.support.receiver import Receiver
from tests.support.service import RunningService

AREA, SYSTEM = "worcestershire", "walked"

ACCESSES = (
    "who read is told by agency, office, partnership and client, all of them codes"
)
CODES = "codes of the area's own lists are counted, and hold no words"
SHOWN = {
    ("answers", "releasePolicy body text"): "a policy file is written to be published",
    ("event_bodies", "raiseDispute body level_of_need"): CODES,
    ("dispute_facts", "raiseDispute body level_of_need"): CODES,
    ("event_bodies", "raiseConcern body themes.0"): CODES,
    ("event_bodies", "token office"): "an office signs for the board",
    ("events", "token client_id"): "the record names the system that wrote it",
    ("accesses", "token client_id"): ACCESSES,
    ("accesses", "token agency"): ACCESSES,
    ("accesses", "token office"): ACCESSES,
    ("accesses", "token partnership"): ACCESSES,
}
"""What is meant to be repeated where, and why; a table stands there by its name."""


@dataclass(frozen=True)
class Walked:
    """What was planted, how it was answered, and what came over the wire meanwhile."""

    marks: Marks
    overheard: Overheard
    answers: dict[str, set[int]]
    case: Case
    school: Caller


@pytest.fixture(scope="module")
def walked(service: RunningService, system: Receiver) -> Iterator[Walked]:
    marks, overheard = Marks(), Overheard()
    with new_http(service.base_url) as http:
        http.event_hooks = {"response": [overheard.listen]}
        school = service.caller(AREA, agency="school", http=http)
        webhook = {"url": system.url(SYSTEM)}
        assert school.post("/v1/webhooks", webhook).status_code == httpx.codes.CREATED
        raised = school.post("/v1/disputes", raising(AREA)).json()
        case, answers = Case(id=raised["id"], version=1), defaultdict(set)
        for one in Walk(marks, {"dispute_id": case.id}, {"createWebhook": webhook}):
            name = one.operation.name
            answers[name].add(_send(_speaker(service, name), http, one))
        for token in tokens(marks, DevelopmentIssuer.open(service.place.issuer), AREA):
            _use(http, token, case)
        yield Walked(marks, overheard, answers, case, school)


def _speaker(service: RunningService, name: str) -> str:
    role = role_for(name)
    return service.token(
        AREA, role=role, agency="school" if role == "practitioner" else None
    )


def _send(token: str, http: httpx.Client, one: Request) -> int:
    """The status of the answer; of an endless one nothing else is read."""
    headers = {
        "Authorization": f"Bearer {token}",
        "Idempotency-Key": new_key(),
        "If-Match": NEVER_READ,
        **one.headers,
    }
    parts: dict[str, Any] = {} if one.body is None else {"json": one.body}
    with http.stream(
        one.operation.method, one.path, params=one.query, headers=headers, **parts
    ) as answer:
        return answer.status_code


def _use(http: httpx.Client, token: str, case: Case) -> None:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": new_key()}
    for path in (case.path, "/v1/disputes"):
        http.get(path, headers=headers)
    http.post("/v1/disputes", json=raising(AREA), headers=headers)


class TestWhatAClientSays:
    def test_is_said_in_every_operation(self, walked: Walked) -> None:
        at_the_door = {401, 403, 415, 429}
        got_in = {name for name, how in walked.answers.items() if how - at_the_door}

        assert got_in == {one.name for one in operations()}
        assert not [how for how in walked.answers.values() if max(how) >= 500]

    def test_is_repeated_only_where_it_is_meant_to_be(
        self,
        service: RunningService,
        walked: Walked,
        post: PostOffice,
        system: Receiver,
    ) -> None:
        dispute = walked.case.act(walked.school, "withdrawals", {"ground": "moved"})
        letter(post, dispute, agency_mailbox(AREA, "social-care"), "has been withdrawn")
        system.has_got(2, SYSTEM)

        places = {
            "answers": "\n".join(walked.overheard.said),
            "metrics": service.metrics(),
            "mails": post.raw() + str([text_of(mail) for mail in post.mails()]),
            "messages": str(system.got()),
            **service.logs(),
            **dict(tables_of(service)),
        }
        assert {"accesses", "event_bodies", "dispute_facts"} < set(places)
        heard = {
            (where, planted)
            for where, text in places.items()
            for planted in walked.marks.heard_in(text)
        }
        assert heard == set(SHOWN)
