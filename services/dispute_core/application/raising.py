"""Raising a dispute: who may, for whom, under which policy."""

from dataclasses import dataclass
from datetime import datetime

from dispute_core.application.appends import appending
from dispute_core.application.authorization.decision import expect
from dispute_core.application.authorization.fields import CASE
from dispute_core.application.authorization.relations import to_partnership
from dispute_core.application.authorization.standing import Standing
from dispute_core.application.caller import Caller, agencies_of
from dispute_core.application.changing import (
    Changed,
    author,
    recall,
)
from dispute_core.application.core import Core
from dispute_core.application.naming import expect_known, named_in
from dispute_core.application.once import once
from dispute_core.application.ports import Appended, IdempotencyKey, SamePerson
from dispute_core.application.target import UNSIGNED, Signature
from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.raising import NewDispute, raise_dispute
from dispute_core.domain.directory.partnership import Partnership
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.errors import (
    Invalid,
    NotYourAgency,
    UnknownAgency,
    UnknownPolicy,
)
from dispute_core.domain.policy import Policy
from dispute_core.domain.refusals.releases import PolicyNotInForce
from dispute_core.domain.values import By
from dispute_core.domain.working_time import local_date
from dispute_core.turns import turn


@dataclass(frozen=True, kw_only=True)
class RaiseDispute:
    """A new disagreement, as a caller puts it; `policy` None takes the one in force."""

    caller: Caller
    key: IdempotencyKey
    new: NewDispute
    policy: str | None = None
    raised_at: datetime | None = None
    by: Signature = UNSIGNED
    correlation: str | None = None


async def raise_new(command: RaiseDispute, core: Core) -> Changed:
    """Record a new dispute, or give the first answer again to a repeated request."""
    return await once(
        core,
        command.key,
        lambda: _raise(command, core),
        lambda repeated: _recalled(command, repeated, core),
    )


async def _recalled(command: RaiseDispute, recorded: Appended, core: Core) -> Changed:
    """What was raised under this key before, as far as its raiser still sees it."""
    first = await core.log.load(recorded.stream_id)
    partnership = await core.partnership(first.dispute.raised.partnership)
    by_board = first.events[0].agency is None
    stands = _standing(
        first.dispute, command.caller, partnership, core, by_board=by_board
    )
    return await recall(core, stands, recorded)


def _standing(
    dispute: Dispute,
    caller: Caller,
    partnership: Partnership,
    core: Core,
    *,
    by_board: bool,
) -> Standing:
    """How who raised it stands; a board office that entered a paper case sees that.

    It does not see what comes of it, and nobody else sees it who only happens to use
    the same client; raises `DisputeNotFound` to them.
    """
    now = core.clock()
    entered = by_board and to_partnership(caller, partnership.code) == ("board",)
    if entered and not core.gate.sees(caller, dispute, partnership, now):
        return Standing(sides=(), agency=None, fields=CASE)
    return core.gate.expect(caller, dispute, partnership, now, "getDispute")


async def _raise(command: RaiseDispute, core: Core) -> Changed:
    now = core.clock()
    at = command.raised_at or now
    partnership = await core.partnership(command.new.partnership)
    by = _entered_by(command, partnership)
    expect_agencies(command.new, partnership)
    whole = await policy_at(command.policy, at, partnership, core)
    policy = whole.for_case(command.new.priority, command.new.category)
    given = Given(
        by=by,
        at=at,
        now=now,
        policy=policy,
        calendar=await core.calendar(policy, partnership.code),
        directory=partnership,
    )
    await turn()
    dispute = raise_dispute(core.new_id(), command.new, given)
    await turn()

    append = appending(
        dispute,
        now=now,
        author=author(command.caller),
        key=command.key,
        correlation=command.correlation,
        same_person=_same_person(dispute, command.caller, partnership),
    )
    appended = await core.log.append(append)
    if appended.replayed:
        return await _recalled(command, appended, core)
    dispute.stamp(appended.version, appended.recorded_at)
    by_board = command.caller.agency is None
    stands = _standing(dispute, command.caller, partnership, core, by_board=by_board)
    return Changed(
        dispute=dispute,
        policy=policy,
        standing=stands,
        person_known=appended.person_known,
    )


def _same_person(
    dispute: Dispute, caller: Caller, partnership: Partnership
) -> SamePerson:
    return SamePerson(
        subject=dispute.raised.subject,
        agencies=agencies_of(caller, partnership),
        board=caller.role == "board",
    )


def _entered_by(command: RaiseDispute, partnership: Partnership) -> By:
    caller, raiser = command.caller, command.new.raised_by
    elsewhere = None
    if caller.partnership != partnership.code:
        message = "Your token is for another partnership."
        elsewhere = NotYourAgency(message, pointer="/partnership")
    expect("raiseDispute", to_partnership(caller, partnership.code), elsewhere)
    if raiser.agency not in partnership.agencies:
        raise UnknownAgency(
            "The partnership has no such agency.", pointer="/raised_by/agency"
        )
    reported_by = None
    if caller.role == "board":
        reported_by = caller.office or "board"
    elif caller.agency != raiser.agency:
        own = partnership.agencies.get(caller.agency or "")
        if own is None or raiser.agency not in own.proxy_for:
            message = (
                "You may raise a dispute for your own agency, or for one for which the "
                "directory names yours as proxy."
            )
            raise NotYourAgency(message, pointer="/raised_by/agency")
        reported_by = caller.agency
    return By(
        agency=raiser.agency,
        side="raising",
        role=raiser.role,
        band=raiser.band,
        name=raiser.name,
        reported_by=reported_by,
    )


def expect_agencies(new: NewDispute, partnership: Partnership) -> None:
    """Refuse agencies that are unknown, or on the wrong side."""
    others = enumerate(new.also_affects)
    expect_known(
        (
            *named_in(new.responding, "responding"),
            (new.lead_agency, "/lead_agency"),
            (new.subject.held_by, "/subject/held_by"),
            *((subject.held_by, f"/also_affects/{n}/held_by") for n, subject in others),
        ),
        partnership,
    )
    agencies = [party.agency for party in new.responding]
    if len(set(agencies)) < len(agencies):
        message = "Name each responding agency once."
        raise Invalid(message, pointer="/responding")
    inside = set(agencies) == {new.raised_by.agency}
    if inside != (new.scope == "single_agency"):
        message = (
            "A dispute inside one agency has that agency on both sides and the scope "
            "single_agency; every other has the scope inter_agency."
        )
        raise Invalid(message, pointer="/scope")
    if not inside and new.raised_by.agency in agencies:
        message = "The raising agency cannot also respond beside other agencies."
        raise Invalid(message, pointer="/responding")


async def policy_at(
    ref: str | None, at: datetime, partnership: Partnership, core: Core
) -> Policy:
    """The policy that is named, or that was in force; raises where there is none."""
    if ref is None:
        ref = partnership.policy_in_force(local_date(at))
        if ref is None:
            message = (
                "No policy was in force at that time. Name in the field policy the one "
                "that applies."
            )
            raise UnknownPolicy(message, pointer="/policy")
    elif ref not in {entry.ref for entry in partnership.policies}:
        message = "The partnership works under no such policy."
        raise UnknownPolicy(message, pointer="/policy")
    elif not partnership.works_under(ref, local_date(at)):
        message = (
            "The partnership did not work under this policy on the day on which the "
            "dispute was raised. Leave the field out for the one that was in force."
        )
        raise PolicyNotInForce(message, pointer="/policy")
    return await core.policy(ref)
