"""A notice: whom an event has told, of what, what is asked of them and by when."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Literal
from uuid import UUID, uuid5

NoticeKind = Literal[
    "raised",
    "responded",
    "escalated",
    "limit_proposed",
    "limit_set",
    "resolution_proposed",
    "resolved",
    "withdrawn",
    "reopened",
    "closed",
    "not_confirmed",
    "time_passed",
    "party_added",
    "meeting_called",
    "meeting_convened",
    "meeting_moved",
    "meeting_cancelled",
    "meeting_held",
    "outcome_refused",
    "lead_named",
    "emergency_opened",
    "record_sent",
    "concern_raised",
    "duty",
    "reminder",
    "prompt",
    "undelivered",
    "system_unreached",
]
RecipientKind = Literal["agency", "office", "board", "named"]


@dataclass(frozen=True, kw_only=True)
class Recipient:
    """Whom a rule means; where they are reached is looked up when the mail goes.

    `named` is whom the document names in its own words, such as "the LOG Chair".
    """

    kind: RecipientKind
    code: str

    @property
    def key(self) -> str:
        return f"{self.kind}:{self.code}"

    @classmethod
    def of(cls, key: str) -> "Recipient":
        kind, _, code = key.partition(":")
        found = {"agency": AGENCY, "office": OFFICE, "board": BOARD}.get(kind, NAMED)
        return cls(kind=found, code=code)


AGENCY: RecipientKind = "agency"
OFFICE: RecipientKind = "office"
BOARD: RecipientKind = "board"
NAMED: RecipientKind = "named"
THE_BOARD = Recipient(kind=BOARD, code="")


@cache
def agency(code: str) -> Recipient:
    """One for all its notices: agencies are few."""
    return Recipient(kind=AGENCY, code=code)


def office(code: str) -> Recipient:
    return Recipient(kind=OFFICE, code=code)


def named(words: str) -> Recipient:
    return Recipient(kind=NAMED, code=words)


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a notice asks for, and by when.

    `words` and `clause` are the document's own, where it asks. `about` names what is
    owed: a duty, or a deadline as "duty:generation". `at` is the instant before which
    the notice does not go; it goes at once where there is none.
    """

    words: str | None = None
    clause: str | None = None
    about: str | None = None
    due_at: datetime | None = None
    at: datetime | None = None


NOTHING = Asked()


@dataclass(frozen=True, kw_only=True)
class Notice:
    """What one recipient is to be told because of one event.

    `owed_by` is the agency of which a person tells it another way if nothing arrives.
    """

    id: UUID
    dispute_id: UUID
    version: int
    kind: NoticeKind
    to: Recipient
    stage: str
    owed_by: str
    copy: bool = False
    asked: Asked = NOTHING


def notice_id(dispute_id: UUID, version: int, rule: str, recipient: Recipient) -> UUID:
    """The same for ever, whoever computes it: a second mail shows that it is one."""
    return uuid5(dispute_id, f"notice/{version}/{rule}/{recipient.key}")
