"""How every document begins: what it is about, about whom, and who disagrees."""

from collections.abc import Iterator

from dispute_core.documents import words
from dispute_core.documents.around import facilitators
from dispute_core.documents.model import Block, Facts, Prose, Row, Said, Table, said
from dispute_core.documents.telling import RAISED, Telling, in_place, moment
from dispute_core.domain.guidance.guide import NEVER_WAITS
from dispute_core.domain.values import Party, Subject


def glance(telling: Telling) -> tuple[Block, ...]:
    """What a reader needs before anything else."""
    dispute, policy = telling.dispute, telling.policy
    raised = dispute.raised
    stage = dispute.stage
    rows = [
        Row(label="Reference", value=said(raised.reference)),
        Row(label="Status", value=said(words.in_words(words.STATUSES, dispute.status))),
        Row(label="Stage reached", value=said(stage.label)),
        Row(label="Raised", value=telling.at(RAISED, "raised_at", raised.timestamp)),
        Row(
            label="Disagreement arose",
            value=telling.at(RAISED, "arose_at", raised.arose_at),
        ),
        Row(
            label="Decision received",
            value=telling.at(
                RAISED, "decision_received_at", raised.decision_received_at
            ),
        ),
        Row(label="Kind of disagreement", value=_category(telling)),
        Row(label="Scope", value=said(words.SCOPES[raised.scope])),
        Row(
            label="Why it is serious",
            value=telling.told(RAISED, "seriousness", raised.seriousness),
        ),
        Row(label="Lead agency", value=_agency(telling, telling.dispute.lead_agency)),
        Row(label="Policy", value=said(f"{policy.title} ({policy.ref})")),
    ]
    return (
        Prose(text=said(NEVER_WAITS), tone="notice"),
        Prose(text=said(policy.emergency), tone="notice"),
        Facts(rows=tuple(rows)),
    )


def _agency(telling: Telling, code: str | None) -> Said:
    return said(telling.agency(code) if code else None)


def _category(telling: Telling) -> Said:
    """The policy's own label, and the text that stands for an open list's "other"."""
    dispute = telling.dispute
    labels = {one.code: one.label for one in telling.policy.categories}
    told = telling.told(RAISED, "category", dispute.raised.category)
    text = dispute.raised.category_text
    more = telling.told(RAISED, "category_text", text)
    label = labels.get(told.text or "", told.text)
    own = f": {in_place(more)}" if more.state != "blank" else ""
    return Said(
        text=f"{label}{own}",
        was=labels.get(told.was, told.was) if told.was else more.was,
        note=told.note or more.note,
    )


def person(telling: Telling) -> tuple[Block, ...]:
    """The person at risk, by the holding agency's own reference, and who else."""
    raised = telling.dispute.raised
    rows = [*_subject(telling, raised.subject, telling.person.capitalize())]
    for other in raised.also_affects:
        rows += _subject(telling, other, f"Also affected ({words.PERSONS[other.kind]})")
    return (Facts(rows=tuple(rows)),)


def _subject(telling: Telling, one: Subject, label: str) -> Iterator[Row]:
    reference = telling.wrote(RAISED, one.reference)
    holder = f"held by {telling.agency(one.held_by)}" if one.held_by else ""
    if reference.state == "said":
        known = f"reference {reference.text}"
        reference = said(", ".join(part for part in (known, holder) if part))
    yield Row(label=label, value=reference)


def parties(telling: Telling) -> tuple[Block, ...]:
    """The sides, with their points of contact, and who acts at the stage reached."""
    dispute = telling.dispute
    sides = [("Raising side", dispute.raised_by)]
    sides += [("Responding side", party) for party in dispute.responding]
    rows = tuple(
        (
            said(side),
            said(telling.agency(party.agency)),
            *_contact(telling, party),
        )
        for side, party in sides
    )
    table = Table(
        title="Agencies and points of contact",
        columns=("Side", "Agency", "Name", "Role", "Level"),
        rows=rows,
        empty="",
        widths=(3, 5, 4, 5, 3),
    )
    return table, _acting(telling), facilitators(telling)


def _contact(telling: Telling, party: Party) -> tuple[Said, Said, Said]:
    joined = _named_in(telling, party)
    band = words.BANDS.get(party.band or "")
    return telling.wrote(joined, party.name), said(party.role), said(band)


def _named_in(telling: Telling, party: Party) -> int:
    """The version of the event that named a point of contact, newest first."""
    for event in reversed(telling.matter.loaded.events):
        if event.topic != "dispute.parties_changed":
            continue
        if (event.facts.get("party") or {}).get("agency") == party.agency:
            return event.version
    return RAISED


def _acting(telling: Telling) -> Table:
    rows = [
        (
            said(words.in_words(words.SIDES, who.side)),
            said(telling.agency(who.agency) if who.agency else who.office or who.role),
            said(who.text),
        )
        for who in telling.dispute.stage.acting
    ]
    return Table(
        title=f"Who acts at {telling.dispute.stage.label}, by the policy",
        columns=("Side", "Agency or office", "In the policy's words"),
        rows=tuple(rows),
        empty="The policy names nobody here.",
        widths=(3, 5, 9),
    )


def made_at(telling: Telling) -> str:
    return f"Made {moment(telling.matter.generated_at)} (London time)"
