"""Asks for what one agency made with the token of another, and the other way round.

The check that schemathesis brings reads each kind of thing once. This one sends again
whatever was answered well, commands too, for an agency that has no part in it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import cache

import schemathesis
from schemathesis import CheckContext
from schemathesis.checks import CHECKS
from schemathesis.core.transport import Response

from tests.contract.admitted import is_admitted
from tests.contract.around import IN_BEXLEY
from tests.contract.counting import FEEDS
from tests.contract.desk import Desk, Sent
from tests.contract.directories import OFFICE
from tests.contract.reading import Json, operations
from tests.contract.subscribing import ENDPOINT, WEBHOOKS
from tests.contract.who import Who

NOBODY_S = "018f0000-0000-7000-8000-000000000000"
ABSENT = {
    "dispute_id": NOBODY_S,
    "concern_id": NOBODY_S,
    "webhook_id": NOBODY_S,
    "feed_id": NOBODY_S,
    "event_id": f"{NOBODY_S}.1",
}
"""The parameters that name somebody's thing, each with the name of none."""

ELSEWHERE = "housing"
"""The agency with which the stranger has its own disagreement."""

CURSORS = ("cursor", "after")
"""Whoever was given one goes on with it, and nobody else: they tell of no dispute."""

OWN_NUMBERS = ("x-request-id", "traceparent", "date", "ratelimit")
"""What every answer has of its own, and what the asking itself uses up."""

Said = tuple[int, Json, Mapping[str, list[str]]]


def owned_in(path: str) -> str | None:
    """The parameter of a path that names somebody's thing, if one does."""
    return next((name for name in ABSENT if f"{{{name}}}" in path), None)


@cache
def with_an_owner() -> dict[str, int]:
    """Operations on what somebody owns, and what another agency is answered.

    An operation that is for no agency at all refuses it before it looks.
    """
    return {
        one.name: 404 if is_admitted("practitioner", one.name) else 403
        for one in operations()
        if owned_in(one.path)
    }


Answered = Counter[str]
"""How often each was held apart from what the other made, by operation."""


@dataclass
class Strangers:
    """Two agencies of one partnership, neither with a part in what the other made."""

    desk: Desk
    _things: dict[str, str] = field(default_factory=dict)

    def hold_apart(self, case: Sent, owned: str, expected: int) -> None:
        """Each gets of the other's what it gets of nothing."""
        own, theirs = case.path_parameters[owned], self._thing(owned)
        for who, thing in ((self.desk.stranger, own), (self.desk.raiser, theirs)):
            hidden = self._sent(case, who, owned, thing)
            absent = self._sent(case, who, owned, ABSENT[owned])
            assert hidden[0] == expected, f"{who.agency} got {hidden}"
            assert hidden == absent, f"{who.agency} tells {hidden} from {absent}"

    def _sent(self, case: Sent, who: Who, owned: str, thing: str) -> Said:
        headers = {**case.headers, "Authorization": who.authorization}
        if "Idempotency-Key" in headers:
            headers["Idempotency-Key"] = self.desk.new_key("stranger")
        again = case.operation.Case(
            path_parameters={**case.path_parameters, owned: thing},
            query={k: v for k, v in case.query.items() if k not in CURSORS},
            headers=headers,
            body=case.body,
            media_type=case.media_type,
        )
        return _said(again.call())

    def _thing(self, owned: str) -> str:
        """Something of the kind that the stranger made."""
        if owned not in self._things:
            self._things[owned] = self._made(owned)
        return self._things[owned]

    def _made(self, owned: str) -> str:
        stranger = self.desk.stranger
        other = Who(token="", agency=ELSEWHERE)
        own = replace(
            self.desk, raiser=stranger, responder=other, disputes={}, begun={}
        )
        if owned in ("dispute_id", "event_id"):
            raised = own.raised()["id"]
            return f"{raised}.1" if owned == "event_id" else str(raised)
        concern = {"about": ELSEWHERE, "put_to": OFFICE, "concern": "Nobody answers."}
        bodies: dict[str, tuple[str, str, Json]] = {
            "concern_id": ("raiseConcern", "/v1/concerns", concern),
            "webhook_id": ("createWebhook", WEBHOOKS, {"url": ENDPOINT}),
            "feed_id": ("createCalendarFeed", FEEDS, {"agency": stranger.agency}),
        }
        return str(own.command(*bodies[owned])["id"])


class Standing:
    """The check of a campaign: what is answered well is tried as somebody else's."""

    def __init__(self, desk: Desk, *, always: bool) -> None:
        """Either all is tried again, or of each operation what is answered first."""
        self.answered: Answered = Counter()
        self._always = always
        self._here = Strangers(desk)
        self._there = Strangers(desk.meetings) if desk.meetings else self._here

    @contextmanager
    def checked(self) -> Iterator[None]:
        """One of the checks, for as long as the campaign runs."""

        def strangers_get_what_is_absent(
            _: CheckContext, response: Response, case: Sent
        ) -> None:
            self._try_again(case, response)

        schemathesis.check(strangers_get_what_is_absent)
        try:
            yield
        finally:
            CHECKS.unregister(strangers_get_what_is_absent.__name__)

    def _try_again(self, case: Sent, answer: Response) -> None:
        name = case.operation.definition.raw["operationId"]
        owned = owned_in(case.operation.path)
        as_meant = (
            case.meta is not None and case.method == case.operation.method.upper()
        )
        if owned is None or not as_meant or answer.status_code >= 400:
            return
        if self._always or name not in self.answered:
            strangers = self._there if name in IN_BEXLEY else self._here
            strangers.hold_apart(case, owned, with_an_owner()[name])
            self.answered[name] += 1


def _said(answer: Response) -> Said:
    headers = {k: v for k, v in answer.headers.items() if k not in OWN_NUMBERS}
    body = answer.json() if answer.content else {}
    return answer.status_code, {**body, "instance": ""}, headers
