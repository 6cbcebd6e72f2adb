"""How a dispute may begin, and what is asked before it does."""

from dataclasses import dataclass

from dispute_core.domain.vocabulary import (
    Force,
    PreconditionKind,
    RouteEffect,
    RouteKind,
)


@dataclass(frozen=True, kw_only=True)
class LaterStart:
    """The document's leave to start at a later stage, and on what ground."""

    ground: str
    clause: str
    text: str
    who: str | None = None
    consult: str | None = None
    reason_needed: bool = False


@dataclass(frozen=True, kw_only=True)
class Category:
    """A kind of disagreement: a stable code and the document's own label."""

    code: str
    label: str


@dataclass(frozen=True, kw_only=True)
class Question:
    """A question asked at entry, and where a matter belongs for which it is a yes.

    `by` says whose question it is where it is not the document's own.
    """

    code: str
    kind: RouteKind
    ask: str
    belongs_to: str
    effect: RouteEffect
    clause: str | None
    by: str | None = None
    link: str | None = None


ALLEGATION = Question(
    code="allegation",
    kind="allegation",
    ask=(
        "Is this an allegation that a person who works with children or with adults at "
        "risk has harmed them, or may harm them?"
    ),
    belongs_to=(
        "your agency's procedure for allegations, and the designated officer of the "
        "local authority"
    ),
    effect="routes_out",
    clause=None,
    by="Concord, under every policy; not the document's words",
)
"""Asked under every policy: what a dispute says, the other agency reads."""


@dataclass(frozen=True, kw_only=True)
class Precondition:
    """What the document wants done before the procedure, or one of its stages."""

    code: str
    kind: PreconditionKind
    text: str
    force: Force
    clause: str
    stage: str | None = None

    @property
    def about(self) -> str:
        """What a record names that tells, at a later stage, how it was done."""
        return self.code.replace("_", "-")


@dataclass(frozen=True, kw_only=True)
class MeetingRight:
    """A right to a multi-agency meeting at any point (001-4)."""

    text: str
    clause: str
    statutory_only: bool = True
    others_may_ask: bool = False
