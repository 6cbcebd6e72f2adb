"""What the sides disagree about, in their own words, and what risk there is now."""

from dispute_core.documents import words
from dispute_core.documents.around import safeguards
from dispute_core.documents.model import Block, Facts, Listing, Row, Said, Table, said
from dispute_core.documents.telling import RAISED, Telling, due, in_place, moment
from dispute_core.domain.dispute_events import Responded

DISPUTED = ("disputed", "raiser_view", "evidence")


def difference(telling: Telling) -> tuple[Block, ...]:
    """Both sides' own words, then what it means for the person and what is wanted."""
    return (
        raising_side(telling),
        *responding_side(telling),
        Facts(title="What matters", rows=(effect(telling), wanted(telling))),
    )


def raising_side(telling: Telling) -> Facts:
    """What the raising side disputes, thinks and can show."""
    first = telling.dispute.raised.difference
    raising, _ = telling.sides()
    rows = tuple(
        Row(
            label=words.FIELDS[field],
            value=telling.told(RAISED, field, getattr(first, field)),
        )
        for field in DISPUTED
    )
    return Facts(title=f"The raising side: {raising}", rows=rows)


def responding_side(telling: Telling) -> tuple[Facts, ...]:
    """Each response; one blank where there has been none."""
    _, responding = telling.sides()
    if not telling.dispute.responses:
        blank = Row(label="What the responding side thinks, and why", value=said(None))
        return (Facts(title=f"The responding side: {responding}", rows=(blank,)),)
    return tuple(_response(telling, event) for event in telling.dispute.responses)


def _response(telling: Telling, event: Responded) -> Facts:
    version = event.originator_version
    by, at = telling.who(event.by), _when(telling, event)
    return Facts(
        title=f"The responding side: {by}, on {at}",
        rows=(
            Row(
                label="What the responding side thinks, and why",
                value=telling.told(version, "view", event.view),
            ),
            Row(
                label="Evidence",
                value=telling.told(version, "evidence", event.evidence),
            ),
            Row(
                label="What it proposes",
                value=telling.told(version, "proposal", event.proposal),
            ),
        ),
    )


def _when(telling: Telling, event: Responded) -> str:
    """When a response was given, with what was said first if it was corrected."""
    version = event.originator_version
    at = telling.at(version, "responded_at", event.timestamp)
    return f"{at.text} (first recorded as {at.was})" if at.was else f"{at.text}"


def effect(telling: Telling) -> Row:
    """What the disagreement means for the person (000-12)."""
    first = telling.dispute.raised.difference
    return Row(
        label=f"Effect on the {telling.person}",
        value=telling.told(RAISED, "effect_on_person", first.effect_on_person),
    )


def wanted(telling: Telling) -> Row:
    first = telling.dispute.raised.difference
    return Row(
        label="Outcome wanted",
        value=telling.told(RAISED, "outcome_wanted", first.outcome_wanted),
    )


def risk(telling: Telling) -> tuple[Block, ...]:
    """Immediate risk, what was done, and what holds meanwhile (003-6, 004-5)."""
    danger = telling.dispute.immediate_risk
    version = _risk_version(telling)
    rows = [Row(label="Immediate risk", value=said("yes" if danger.present else "no"))]
    if danger.present:
        done = telling.wrote(version, danger.action_taken)
        rows.append(Row(label="What was done at once", value=done))
    return (
        Facts(rows=tuple(rows)),
        _risk_limits(telling),
        _records(telling, "Interim arrangements", "interim_arrangement"),
        safeguards(telling),
    )


def _risk_version(telling: Telling) -> int:
    """The event that last said whether there is immediate risk."""
    for event in reversed(telling.matter.loaded.events):
        if event.facts.get("immediate_risk"):
            return event.version
    return RAISED


def _risk_limits(telling: Telling) -> Table:
    risk_set = [
        (
            said(one.set.text),
            said(due(arm.due_at, None)),
            said(one.set.clause),
        )
        for one in telling.dispute.deadlines
        for arm in one.set.arms
        if arm.kind == "risk_set" and arm.due_at is not None
        if one.status != "superseded"
    ]
    return Table(
        title="Limits set because of the risk",
        columns=("Duty", "Until", "Clause"),
        rows=tuple(risk_set),
        empty=(
            "None has been set. The outer limits of the policy are no sign that a "
            "longer time is safe."
        ),
        widths=(8, 4, 4),
    )


def views(telling: Telling) -> tuple[Block, ...]:
    """What the person and the family say, by whom it was told."""
    return (_records(telling, "Wishes, feelings and views", "persons_views"),)


def _records(telling: Telling, title: str, kind: str) -> Listing:
    items = []
    for record in telling.records(kind):
        told = telling.told(record.originator_version, "text", record.text)
        by = f"{moment(record.timestamp)}, {telling.who(record.by)}"
        items.append(Said(text=f"{by}: {in_place(told)}", was=told.was, note=told.note))
    return Listing(title=title, items=tuple(items), empty=words.NOT_RECORDED)
