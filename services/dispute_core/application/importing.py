"""Entering what a board's old log holds: disputes that are past, each whole or not."""

from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from dispute_core.application.appends import appending
from dispute_core.application.core import Core
from dispute_core.application.ports import Append, Author, IdempotencyKey
from dispute_core.application.raising import expect_agencies, policy_at
from dispute_core.domain.acts.breaching import breach_passed
from dispute_core.domain.acts.declaring import Ending
from dispute_core.domain.acts.escalating import Escalation, escalate
from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.raising import NewDispute, raise_dispute
from dispute_core.domain.acts.resolving import resolve
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import UnknownAgency
from dispute_core.domain.values import By
from dispute_core.domain.vocabulary import ResolutionOutcome

IMPORTER = "concord import-log"
"""The client of every imported event; no token can name one with a blank in it."""

_THE_BOARDS: frozenset[ResolutionOutcome] = frozenset({"decided", "ended_unresolved"})


@dataclass(frozen=True, kw_only=True)
class PastStage:
    """A stage to which it went on, and when."""

    id: str
    at: datetime


@dataclass(frozen=True, kw_only=True)
class PastDispute:
    """A line of the old log."""

    reference: str
    """The line's own, by which it is known again."""
    new: NewDispute
    raised_at: datetime
    policy: str | None
    stages: tuple[PastStage, ...]
    ending: Ending | None
    ended_at: datetime | None
    content: bytes
    """The line as it was read; another content under its reference is refused."""


async def prepared(past: PastDispute, core: Core) -> Append:
    """The whole of a past dispute as one append; raises what the service refuses."""
    now = core.clock()
    partnership = await core.partnership(past.new.partnership)
    if past.new.raised_by.agency not in partnership.agencies:
        message = "The partnership has no such agency."
        raise UnknownAgency(message, pointer="/raised_by/agency")
    expect_agencies(past.new, partnership)
    whole = await policy_at(past.policy, past.raised_at, partnership, core)
    policy = whole.for_case(past.new.priority, past.new.category)
    given = Given(
        by=_by(past.new),
        at=past.raised_at,
        now=now,
        policy=policy,
        calendar=await core.calendar(policy, partnership.code),
        directory=partnership,
    )
    dispute = raise_dispute(core.new_id(), past.new, given)
    # The log hears of it now: what fell due before it could know is entered late.
    dispute.stamp(1, (now,))
    _go_on(dispute, past, given)
    breach_passed(dispute, now, "backlog")
    return appending(
        dispute,
        now=now,
        author=Author(client=IMPORTER, subject=IMPORTER),
        key=key_of(past),
        correlation=None,
    )


def key_of(past: PastDispute) -> IdempotencyKey:
    """By which the same line is recorded once, however often it is imported."""
    return IdempotencyKey(
        client=IMPORTER,
        key=f"{past.new.partnership}:{past.reference}",
        fingerprint=past.content,
    )


async def imported_before(past: PastDispute, core: Core) -> UUID | None:
    """The dispute that the line has become; raises `KeyReused` for another content."""
    found = await core.log.find(key_of(past))
    return found.stream_id if found else None


def _go_on(dispute: Dispute, past: PastDispute, given: Given) -> None:
    for stage in past.stages:
        wanted = Escalation(trigger="not_agreed", to_stage=stage.id)
        escalate(dispute, wanted, replace(given, at=stage.at))
        dispute.stamp(dispute.version, (given.now,))
    if past.ending is not None and past.ended_at is not None:
        by = given.by
        if past.ending.outcome in _THE_BOARDS:
            by = replace(by, agency="board", side="board", role=None, reported_by=None)
        resolve(dispute, past.ending, replace(given, at=past.ended_at, by=by))


def _by(new: NewDispute) -> By:
    raiser = new.raised_by
    return By(
        agency=raiser.agency,
        side="raising",
        role=raiser.role,
        band=raiser.band,
        name=None,
        reported_by="board",
    )
