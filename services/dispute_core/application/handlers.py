"""One handler for each command on a dispute."""

from collections.abc import Sequence
from dataclasses import replace

from dispute_core.application.changing import Changed, change
from dispute_core.application.core import Core
from dispute_core.application.correcting import correct_dispute
from dispute_core.application.meetings import call_meeting
from dispute_core.application.naming import named_in
from dispute_core.application.ports import Loaded
from dispute_core.application.target import Target
from dispute_core.domain.acts import (
    checking_back,
    escalating,
    limits,
    recording,
    reopening,
    resolving,
    talking,
)
from dispute_core.domain.acts.declaring import Ending
from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.record_kinds import NOTHING_MORE, ForItsKind
from dispute_core.domain.values import Acceptance, Party, Source
from dispute_core.domain.vocabulary import (
    PartyChange,
    RecordKind,
    ReopeningGround,
    Side,
    Visibility,
    WithdrawalGround,
)

__all__ = [
    "add_record",
    "call_meeting",
    "change_parties",
    "correct_dispute",
    "escalate_dispute",
    "record_check_back",
    "record_discussion",
    "record_response",
    "reopen_dispute",
    "resolve_dispute",
    "set_limit",
    "withdraw_dispute",
]


async def record_discussion(
    target: Target, held: talking.Discussion, core: Core
) -> Changed:
    """Record that the sides talked, or that one tried."""
    names = named_in(held.participants, "participants")
    return await change(
        core,
        replace(target, names=names),
        lambda on, given: talking.discuss(on.dispute, held, given),
    )


async def record_response(
    target: Target, core: Core, *, view: str, evidence: str | None, proposal: str | None
) -> Changed:
    """Record the responding side's own words; only that side has any to record."""
    return await change(
        core,
        replace(target, prefers="responding"),
        lambda on, given: talking.respond(
            on.dispute, given, view=view, evidence=evidence, proposal=proposal
        ),
    )


async def set_limit(target: Target, wanted: limits.LimitWanted, core: Core) -> Changed:
    """Set a limit because of the risk, or offer and accept one."""
    partnership = await core.catalogue.partnership(target.caller.partnership)
    known = partnership.agencies.values() if partnership else ()
    elsewhere = {agency.code for agency in known if not agency.on_system}

    def act(on: Loaded, given: Given) -> None:
        told = _told_by_others(on, wanted.accepted_by, elsewhere)
        limits.set_limit(
            on.dispute,
            limits.LimitWanted(
                kind=wanted.kind,
                duty=wanted.duty,
                due_at=wanted.due_at,
                reason=wanted.reason,
                accepted_by=wanted.accepted_by,
                binding_sides=told,
            ),
            given,
        )

    names = named_in(wanted.accepted_by, "accepted_by")
    return await change(core, replace(target, names=names), act)


def _told_by_others(
    on: Loaded, accepted_by: Sequence[Acceptance], elsewhere: set[str]
) -> frozenset[Side]:
    """The sides whose yes another may report: agencies that are not on the system."""
    return frozenset(
        side
        for acceptance in accepted_by
        if acceptance.accepts and acceptance.agency in elsewhere
        for side in on.dispute.sides_of(acceptance.agency)
    )


async def escalate_dispute(
    target: Target, wanted: escalating.Escalation, core: Core
) -> Changed:
    """Take the dispute to a further stage."""
    names = named_in(wanted.actors, "actors")
    return await change(
        core,
        replace(target, names=names),
        lambda on, given: escalating.escalate(on.dispute, wanted, given),
    )


async def resolve_dispute(target: Target, ending: Ending, core: Core) -> Changed:
    """Declare or propose the end of the disagreement."""
    owners = (
        (action.owner_agency, f"/actions/{index}/owner_agency")
        for index, action in enumerate(ending.actions)
    )
    names = (*owners, *named_in(ending.accepted_by, "accepted_by"))
    return await change(
        core,
        replace(target, names=names),
        lambda on, given: resolving.resolve(on.dispute, ending, given),
    )


async def record_check_back(
    target: Target, checked: checking_back.Checked, core: Core
) -> Changed:
    """Record that what was agreed is understood, done, or has helped."""
    return await change(
        core,
        target,
        lambda on, given: checking_back.check_back(on.dispute, checked, given),
    )


async def withdraw_dispute(
    target: Target, core: Core, *, ground: WithdrawalGround, reason: str | None
) -> Changed:
    """Take the challenge back."""
    return await change(
        core,
        target,
        lambda on, given: reopening.withdraw(
            on.dispute, given, ground=ground, reason=reason
        ),
    )


async def reopen_dispute(
    target: Target,
    core: Core,
    *,
    ground: ReopeningGround,
    stage: str | None,
    reason: str | None,
) -> Changed:
    """Take a settled dispute up again."""
    return await change(
        core,
        target,
        lambda on, given: reopening.reopen(
            on.dispute, given, ground=ground, stage_id=stage, reason=reason
        ),
    )


async def change_parties(
    target: Target,
    core: Core,
    *,
    kind: PartyChange,
    side: Side,
    party: Party,
    ground: str | None,
    reason: str | None,
) -> Changed:
    """Add, remove or re-address an agency on a side."""
    return await change(
        core,
        replace(target, names=((party.agency, "/agency"),)),
        lambda on, given: recording.change_parties(
            on.dispute,
            given,
            kind=kind,
            side=side,
            party=party,
            ground=ground,
            reason=reason,
        ),
    )


async def add_record(
    target: Target,
    core: Core,
    *,
    kind: RecordKind,
    text: str | None,
    source: Source | None,
    visible_to: Visibility | None,
    about: str | None = None,
    more: ForItsKind = NOTHING_MORE,
) -> Changed:
    """Keep something on the record beside the talking."""
    return await change(
        core,
        replace(target, names=named_in(more.agreed_by, "agreed_by")),
        lambda on, given: recording.add_record(
            on.dispute,
            given,
            kind=kind,
            text=text,
            source=source,
            visible_to=visible_to,
            about=about,
            more=more,
        ),
    )
