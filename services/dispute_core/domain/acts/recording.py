"""What is put on record beside the steps: who stands on a side, and records."""

from dispute_core.domain.acts.closing import close_if_done
from dispute_core.domain.acts.given import (
    Given,
    expect_after,
    expect_party,
    expect_past,
)
from dispute_core.domain.acts.owing import ON_AGREEING, ON_ENTERING, opened, overtaken
from dispute_core.domain.acts.record_kinds import (
    NOTHING_MORE,
    ForItsKind,
    expect_of_its_kind,
    seen_by,
    written_up,
)
from dispute_core.domain.acts.timing import breach_first, ended_by
from dispute_core.domain.beside.safeguards import SafeguardCall
from dispute_core.domain.deadlines import DeadlineEnded
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.duties import DutyDue, DutyEnded
from dispute_core.domain.errors import (
    AlreadyParty,
    Invalid,
    NotAParty,
    NotYourSide,
    Refused,
)
from dispute_core.domain.policy import Policy
from dispute_core.domain.values import Party, Source
from dispute_core.domain.vocabulary import PartyChange, RecordKind, Side, Visibility


def change_parties(
    dispute: Dispute,
    given: Given,
    *,
    kind: PartyChange,
    side: Side,
    party: Party,
    ground: str | None,
    reason: str | None,
) -> None:
    """Add an agency to the responding side, remove one, or replace a contact."""
    _guard_change(dispute, given, kind, side, party.agency)
    ended, more = _owed(dispute, given, kind, side, party.agency)

    dispute.trigger_event(
        Dispute.PartiesChanged,
        timestamp=given.at,
        by=given.by,
        kind=kind,
        side=side,
        party=party,
        ground=ground,
        reason=reason,
        duties_ended=ended,
        duties_opened=more,
    )


def _owed(
    dispute: Dispute, given: Given, kind: PartyChange, side: Side, agency: str
) -> tuple[tuple[DutyEnded, ...], tuple[DutyDue, ...]]:
    """Who joins owes what the others owe at this stage; who leaves owes no more."""
    if kind == "add":
        stage = given.policy.stage(dispute.stage.id)
        whens = ON_ENTERING + (ON_AGREEING if dispute.status == "resolved" else ())
        owed = opened(dispute, stage, *whens, owing=((side, agency),))
        return (), tuple(due for due in owed if due.agency == agency)
    if kind == "remove":
        own = (
            one.due
            for one in dispute.duties
            if one.outstanding and one.due.agency == agency
        )
        return overtaken(own), ()
    return (), ()


def _guard_change(
    dispute: Dispute, given: Given, kind: PartyChange, side: Side, agency: str
) -> None:
    expect_party(given.by)
    expect_past(given.at, given.now, "/changed_at")
    expect_after(given.at, dispute.raised_at, "/changed_at")
    here = side in dispute.sides_of(agency)
    if kind == "add" and side != "responding":
        message = "A dispute has one raising agency; others join the responding side."
        raise Refused(message, pointer="/side")
    if kind == "add" and here:
        raise AlreadyParty("The agency stands on that side already.", pointer="/agency")
    inside = dispute.raised.scope == "single_agency"
    if kind == "add" and (inside or dispute.raised_by.agency == agency):
        message = (
            "A dispute inside one agency has no other party."
            if inside
            else "The raising agency cannot also respond to the dispute."
        )
        raise Refused(message, pointer="/agency")
    if kind != "add" and not here:
        raise NotAParty("The agency does not stand on that side.", pointer="/agency")
    if kind == "remove" and (side == "raising" or len(dispute.responding) == 1):
        message = (
            "The raising agency stays in the dispute. It may withdraw it."
            if side == "raising"
            else "The responding side keeps at least one agency. Add the other first."
        )
        raise Refused(message, pointer="/agency")
    if kind == "remove" and given.by.side != "raising":
        message = "Only the raising side may let an agency leave the dispute."
        raise NotYourSide(message, pointer="/change")


def add_record(
    dispute: Dispute,
    given: Given,
    *,
    kind: RecordKind,
    text: str | None,
    source: Source | None,
    visible_to: Visibility | None,
    about: str | None = None,
    more: ForItsKind = NOTHING_MORE,
) -> None:
    """Keep correspondence, advice, the person's views and the like; at any status."""
    expect_past(given.at, given.now, "/at")
    _expect_known(given.policy, kind, about)
    expect_of_its_kind(kind, text, more, given)
    sight = seen_by(kind, visible_to, about)
    ended = _confirmed(dispute, given, kind, sight)
    done = written_up(dispute, given, more.written)
    held_open = dispute.outstanding()

    breach_first(dispute, ended, given)
    dispute.trigger_event(
        Dispute.RecordAdded,
        timestamp=given.at,
        by=given.by,
        kind=kind,
        text=text,
        source=source,
        visible_to=sight,
        about=about,
        calls_for=_called_for(kind, more),
        agreed_by=more.agreed_by,
        until=more.until,
        written_parts=more.written.parts,
        **vars(more.written),
        deadlines_ended=ended,
        duties_ended=done,
    )
    if done or held_open:  # a record closes only what waited for it
        close_if_done(dispute, given)


def _called_for(kind: RecordKind, more: ForItsKind) -> SafeguardCall | None:
    return more.calls_for or ("other" if kind == "requested_safeguard" else None)


def _confirmed(
    dispute: Dispute, given: Given, kind: RecordKind, visible_to: Visibility
) -> tuple[DeadlineEnded, ...]:
    """The duties that a letter on record meets: the writer's own, and joint ones.

    What an agency keeps for itself has told nobody anything.
    """
    if kind != "correspondence" or visible_to != "parties":
        return ()
    return ended_by(
        dispute,
        "correspondence",
        concerns=lambda deadline: (
            deadline.set.holder in ("both", given.by.side)
            and deadline.set.started_at <= given.at
        ),
    )


def _expect_known(policy: Policy, kind: RecordKind, about: str | None) -> None:
    """Refuse a record of something that the policy does not have."""
    known = {
        "prevention": {step.id for step in policy.prevention},
        "outside_route": {route.id for route in policy.outside_routes},
        "notice_of_intention": {stage.id for stage in policy.stages},
        "preparation": {one.about for one in policy.preconditions if one.stage},
    }.get(kind, set())
    if about is not None and about not in known:
        message = "The policy has nothing of that name for a record of this kind."
        raise Invalid(message, pointer="/about")
