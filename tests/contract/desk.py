"""What a campaign knows: who speaks, which disputes exist, what they allow now."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import count
from typing import Any, TypeAlias, TypeVar
from zlib import crc32

from schemathesis import Case
from schemathesis.core.transport import Response
from schemathesis.schemas import APIOperation, BaseSchema

from tests.contract.reading import Json
from tests.contract.who import STRANGER, Who

T = TypeVar("T")
Sent: TypeAlias = Case[APIOperation[Any, Any, Any, Any]]

DISPUTE = "/v1/disputes/{dispute_id}"
FOR_THE_BOARD = ("/v1/monitoring-copies",)
PARTIES = (
    "school",
    "social-care",
    "police",
    "health",
    "housing",
    "voluntary",
)
AGENCIES = (*PARTIES, STRANGER)
_INSTANT = re.compile(
    r"(\d{4}-\d\d-\d\d)[Tt](\d\d:\d\d:\d\d)([.]\d+)?([Zz]|[+-]\d\d:\d\d)\Z"
)
RECENT = 12
"""How many of the newest disputes a command may choose from."""


def pick(options: Sequence[T], by: object) -> T:
    """One of several, the same one for the same value."""
    return options[crc32(repr(by).encode("utf-8", "replace")) % len(options)]


def text_of(header: str | bytes | None) -> str:
    """A header as it was sent."""
    return header.decode("latin-1") if isinstance(header, bytes) else header or ""


@dataclass(kw_only=True)
class Desk:
    """Keeps the books of one campaign, and asks the service where they have a gap.

    `raiser` raises all disputes and does nearly everything; `responder` stands on the
    other side.
    """

    schema: BaseSchema
    partnership: str
    raiser: Who
    responder: Who
    stranger: Who
    monitor: Who
    board: Who
    lead: Who
    admin: Who
    duty: Who
    has_duty: bool = False
    """Whether the directory names the office that opens what is hidden."""
    meetings: "Desk | None" = None
    """The desk of a partnership whose policy gives a right to a meeting."""
    fills: Callable[[], None] = field(default=lambda: None)
    """Has the notices made, where no worker does."""
    policies: dict[str, Json] = field(default_factory=dict)
    disputes: dict[str, Json] = field(default_factory=dict)
    begun: dict[str, str] = field(default_factory=dict)
    _keys: "count[int]" = field(default_factory=count)

    def new_key(self, drawn: str = "key") -> str:
        """An idempotency key of the drawn form that was never sent before."""
        return f"{drawn[:200]}-{next(self._keys)}"

    def forget(self) -> None:
        """Go on as if there were no disputes yet."""
        self.disputes.clear()
        self.begun.clear()

    def references(self) -> list[str]:
        """Every policy there is; the service is asked once."""
        if not self.policies:
            for item in self.ask("/v1/policies", "GET")["items"]:
                path = {"ref": item["ref"]}
                self.policies[item["ref"]] = self.ask(
                    "/v1/policies/{ref}", "GET", path=path
                )
        return sorted(self.policies)

    def policy(self, ref: str | None = None) -> Json:
        """A policy as the service shows it; the partnership's own by default."""
        assert self.references()
        return self.policies[ref or self.own_policy]

    @property
    def own_policy(self) -> str:
        return {
            "lewisham": "sandhurst-lewisham@1",
            "bexley": "bexley-shield@1",
            "worcestershire": "worcestershire@1",
            "brighton-hove": "brighton-hove@1",
            "wales-region": "wales-regional@1",
        }[self.partnership]

    def ready_for(self, operation: str, by: object = 0) -> Json:
        """A dispute that allows an operation now; a new one if no other does."""
        fitting = [
            dispute
            for dispute in list(self.disputes.values())[-RECENT:]
            if operation in dispute["allowed"]
            and (operation != "setLimit" or self.movable(dispute))
            and (operation != "escalateDispute" or dispute["status"] == "open")
        ]
        return pick(fitting, by) if fitting else self._prepared_for(operation)

    def any_dispute(self, by: object = 0) -> Json:
        recent = list(self.disputes.values())[-RECENT:]
        return pick(recent, by) if recent else self.discussed()

    def movable(self, dispute: Json) -> list[tuple[str, str]]:
        """The running duties for which people may set a limit, and of which kind."""
        running = {
            deadline["duty"]
            for deadline in dispute["deadlines"]
            if deadline["status"] == "running"
        }
        return [
            (limit["duty"], kind)
            for stage in self.policy(dispute["policy"]["ref"])["stages"]
            for limit in stage["limits"]
            for kind in limit["accepts"]
            if limit["duty"] in running
        ]

    def raised(self) -> Json:
        """A new dispute of which nobody has talked yet."""
        return self.command("raiseDispute", "/v1/disputes", self.a_dispute())

    def discussed(self) -> Json:
        """A dispute with more than one version."""
        raised = self.raised()
        body = {"method": "phone", "outcome": "not_agreed"}
        return self.on(raised, "recordDiscussion", "discussions", body)

    def _prepared_for(self, operation: str) -> Json:
        dispute = self.raised()
        if operation in ("recordCheckBack", "reopenDispute"):
            action = {"what": "A visit this week", "owner_agency": "social-care"}
            body = {"outcome": "agreed", "summary": "Agreed.", "actions": [action] * 3}
            return self.on(dispute, "resolveDispute", "resolutions", body)
        if operation.endswith("Duty") and operation not in dispute["allowed"]:
            further = {"trigger": "not_agreed", "reason": "No agreement."}
            return self.on(dispute, "escalateDispute", "escalations", further)
        return dispute

    def a_dispute(self) -> Json:
        return {
            "partnership": self.partnership,
            "subject": {"kind": "child", "reference": "SCH-1"},
            "raised_by": {"agency": self.raiser.agency, "role": "Lead"},
            "responding": [{"agency": self.responder.agency}],
            "category": "other",
            "category_text": "A referral",
            "difference": {
                "disputed": "The referral was closed.",
                "effect_on_person": "Nobody has seen the child.",
                "outcome_wanted": "An assessment.",
            },
            "immediate_risk": {"present": False},
            "raised_at": "2026-01-05T09:00:00Z",
        }

    def on(
        self, dispute: Json, operation: str, act: str, body: Json, **more: str
    ) -> Json:
        headers = {"If-Match": f'"{dispute["version"]}"'}
        of = {"dispute_id": dispute["id"], **more}
        path = f"{DISPUTE}/{act}"
        return self.command(operation, path, body, headers, path_parameters=of)

    def command(
        self,
        operation: str,
        path: str,
        body: Json,
        headers: dict[str, str] | None = None,
        **more: Any,
    ) -> Json:
        headers = {
            "Authorization": self.raiser.authorization,
            "Idempotency-Key": self.new_key("desk"),
            **(headers or {}),
        }
        case = self.schema[path]["POST"].Case(
            body=body, headers=headers, media_type="application/json", **more
        )
        answer = case.call()
        assert answer.status_code == 201, (operation, answer.content)
        self.note(answer, self.raiser.authorization)
        changed: Json = answer.json()
        return changed

    def ask(
        self, route: str, method: str, *, path: Json | None = None, **query: Any
    ) -> Json:
        """An answer to the raising side, or to the board of what only a board reads."""
        asks = self.board if route in FOR_THE_BOARD else self.raiser
        case = self.schema[route][method].Case(
            path_parameters=path,
            query=query,
            headers={"Authorization": asks.authorization},
        )
        answer = case.call()
        assert answer.status_code == 200, (route, answer.content)
        found: Json = answer.json()
        return found

    def note(self, answer: Response, authorization: str) -> None:
        """Take from an answer what it says of a dispute now."""
        if "etag" not in answer.headers or answer.status_code not in (200, 201):
            return
        view = answer.json() if answer.content[:1] == b"{" else {}
        if "raised_by" not in view:  # what boards decide has its ETags, too
            return
        known = self.disputes.get(view["id"])
        if known is not None and known["version"] > view["version"]:
            return
        self.begun.setdefault(view["id"], view["recorded_at"])
        if authorization == self.raiser.authorization:
            self.disputes[view["id"]] = view
        elif known is not None:
            self.disputes[view["id"]] = {**view, "allowed": known["allowed"]}


def instant(text: str) -> datetime:
    """An instant as the contract writes it, in UTC; finer than a microsecond is cut."""
    found = _INSTANT.match(text)
    assert found is not None, text
    day, clock, fraction, offset = found.groups()
    zone = "+00:00" if offset in "Zz" else offset
    return datetime.fromisoformat(
        f"{day}T{clock}{(fraction or '.')[:7]:0<7}{zone}"
    ).astimezone(UTC)
