"""A form to write on by hand while the service is down: what it would ask, and when.

Nobody's words are in it. What is written there is entered later, with the instants of
the day; so it asks for instants wherever the service would have set them.
"""

from collections.abc import Iterator
from datetime import datetime

from dispute_core.documents import words
from dispute_core.documents.headings import section
from dispute_core.documents.model import (
    BLANK,
    Block,
    Document,
    Proof,
    Prose,
    Section,
    Signatures,
    Table,
    Writing,
    said,
)
from dispute_core.domain.guidance.guide import NEVER_WAITS
from dispute_core.domain.policy import Policy, Stage
from dispute_core.domain.policy.times import Limit
from dispute_core.domain.saying import capital

TITLE = "Professional difference: form for days without the service"
WELSH_TITLE = "Gwahaniaeth proffesiynol: ffurflen ar gyfer dyddiau heb y gwasanaeth"
HOW = (
    "Write the day and the hour wherever they are asked for: the time limits of the "
    "policy run from them, with or without the service. Keep the form as you keep the "
    "person's file. Enter it when the service is back, with these days and hours; "
    "nothing that was done in time will be counted as missed."
)
ROOM, MUCH_ROOM = 1, 4
NOBODY_ELSE = 3
"""How many agencies have room on the form to respond."""


def blank_form_of(policy: Policy, generated_at: datetime) -> Document:
    """The form of one policy; with Welsh beside the fixed words where it is Welsh."""
    cy = policy.nation == "WLS"
    return Document(
        kind="blank_form",
        title=TITLE,
        welsh=WELSH_TITLE if cy else None,
        subtitle=policy.title,
        reference=policy.ref,
        partnership=policy.publisher,
        lines=(policy.document, NEVER_WAITS),
        sections=(
            section("first", *_first(policy), welsh=cy),
            section("parties", *_parties(), welsh=cy),
            section("person", *_person(policy), welsh=cy),
            section("difference", *_difference(policy), welsh=cy),
            section("risk", *_risk(), welsh=cy),
            *(_stage(stage, cy) for stage in policy.stages),
            section("agreement", *_ending(), welsh=cy),
            section("signatures", _signatures(), welsh=cy),
        ),
        proof=Proof(
            version=policy.version,
            hash=policy.sha256,
            recorded_at=generated_at,
            generated_at=generated_at,
            policy_sha256=policy.sha256,
        ),
        foot=f"{policy.ref}, {policy.sha256[:16]}",
    )


def _first(policy: Policy) -> Iterator[Block]:
    """What comes before anything is written: danger, and where it may belong."""
    yield Prose(text=said(policy.emergency), tone="notice")
    yield Prose(text=said(HOW))
    for question in policy.questions():
        told = f"{question.ask} If yes, it belongs to {question.belongs_to}."
        yield Writing(label=told, lines=0, choices=("Yes", "No"))
    for one in policy.preconditions:
        label = f"{capital(one.text)} ({one.clause})"
        yield Writing(label=label, lines=ROOM, choices=("Done", "Not done, because"))


def _parties() -> Iterator[Block]:
    yield Table(
        title="Agencies and points of contact",
        columns=("Side", "Agency", "Name", "Role", "Level", "Telephone"),
        rows=(
            (said("Raising side"), *[BLANK] * 5),
            *((said("Responding side"), *[BLANK] * 5) for _ in range(NOBODY_ELSE)),
        ),
        empty="",
        widths=(3, 4, 4, 4, 3, 4),
    )
    yield Writing(label="Lead agency", lines=ROOM)
    yield Writing(label="Scope", lines=0, choices=tuple(words.SCOPES.values()))


def _person(policy: Policy) -> Iterator[Block]:
    kinds = tuple(
        capital(words.PERSONS[kind])
        for kind in words.PERSONS
        if kind in policy.subject_kinds
    )
    yield Writing(label="Kind", lines=0, choices=kinds)
    yield Writing(label="Reference, and the agency whose number it is", lines=ROOM)
    yield Writing(label="Others who are affected, by their references", lines=2)


def _difference(policy: Policy) -> Iterator[Block]:
    for label in (
        "Raised: day and hour",
        "Disagreement arose: day and hour",
        "Decision received: day and hour",
    ):
        yield Writing(label=label, lines=ROOM)
    kinds = tuple(one.label for one in policy.categories)
    yield Writing(label="Kind of disagreement", lines=ROOM, choices=kinds)
    if policy.priorities:
        tiers = tuple(f"{one.label} ({one.clause})" for one in policy.priorities)
        yield Writing(label="Priority", lines=0, choices=tiers)
    if policy.later_start is not None:
        later = policy.later_start
        label = f"Begun at a later stage, because: {later.text} ({later.clause})"
        yield Writing(label=label, lines=2)
    for label in (
        "What is disputed",
        "What the raising side thinks, and why",
        "Evidence",
        "What it means for the person",
        "Outcome wanted",
    ):
        yield Writing(label=label, lines=MUCH_ROOM)
    yield Writing(label="What the responding side thinks, and why", lines=MUCH_ROOM)
    yield Writing(label="Why it is serious", lines=2)


def _risk() -> Iterator[Block]:
    yield Writing(label="Immediate risk", lines=0, choices=("Yes", "No"))
    yield Writing(label="What was done at once", lines=2)
    yield Writing(
        label="An earlier limit because of the risk: day, hour, by whom and why",
        lines=2,
    )


def _stage(stage: Stage, cy: bool) -> Section:
    """Its limits with their clauses, and room for the talks and for what came next."""
    table = Table(
        title="Time limits",
        columns=("What the policy says", "In the policy's words", "Clause", "Due"),
        rows=tuple(
            (
                said(capital(limit.text)),
                said(_time(limit)),
                said(f"{limit.clause}, {limit.force}"),
                BLANK,
            )
            for limit in stage.limits
        ),
        empty="The policy sets no limit at this stage.",
        widths=(7, 5, 4, 4),
    )
    actors = tuple(Prose(text=said(capital(one.text))) for one in stage.actors)
    talks = Table(
        title="Discussions and meetings",
        columns=("Day and hour", "How", "Who took part", "What was said", "Outcome"),
        rows=((BLANK,) * 5,) * 3,
        empty="",
        widths=(3, 2, 4, 7, 3),
    )
    begun = Writing(label="Begun here: day and hour", lines=ROOM)
    left = Writing(label="Left: day and hour, to which stage, and why", lines=2)
    return Section(
        id=stage.id,
        title=f"{stage.label} ({stage.clause})",
        blocks=(*actors, begun, table, talks, left),
        welsh=f"Cam {stage.number}" if cy and stage.number else None,
    )


def _time(limit: Limit) -> str:
    """The document's own words for the time; where it has none, that it is silent."""
    printed = [limit.within.printed] if limit.within else []
    printed += [limit.urgency] if limit.urgency else []
    return "; ".join(dict.fromkeys(printed)) or "the policy does not say"


def _ending() -> Iterator[Block]:
    endings = tuple(words.ENDINGS.values())
    yield Writing(label="Outcome", lines=0, choices=endings)
    yield Writing(label="Ended: day and hour", lines=ROOM)
    yield Writing(label="What was agreed or decided", lines=MUCH_ROOM)
    yield Table(
        title="Agreed actions",
        columns=("What", "Agency", "Owner", "Due", "Done"),
        rows=((BLANK,) * 5,) * 4,
        empty="",
        widths=(7, 3, 3, 3, 3),
    )
    yield Writing(label="Outcome for the person, when it was checked", lines=2)


def _signatures() -> Signatures:
    return Signatures(signatories=("Raising side", "Responding side"))
