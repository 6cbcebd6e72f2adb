"""The submission to the board: reasons for the differences, what has happened so far.

Both parts are the ones that a partnership's Executive is written to with (001-6).
"""

from dispute_core.documents.agreement import agreement
from dispute_core.documents.around import done_first, meetings
from dispute_core.documents.chronology import chronology
from dispute_core.documents.difference import (
    effect,
    raising_side,
    responding_side,
    risk,
    wanted,
)
from dispute_core.documents.headings import section
from dispute_core.documents.model import Block, Document, Facts, Said, Table, said
from dispute_core.documents.opening import glance, parties, person
from dispute_core.documents.papers import correspondence, proof
from dispute_core.documents.policy_words import policy_words
from dispute_core.documents.record import made, signatures
from dispute_core.documents.sending import missing
from dispute_core.documents.stages import limits, talk_of
from dispute_core.documents.statement import statement
from dispute_core.documents.telling import Matter, Telling
from dispute_core.documents.words import TALKS
from dispute_core.domain.dispute_events import Discussed


def pack_of(matter: Matter) -> Document:
    """The submission pack as one reader may see it."""
    telling = Telling(matter)
    cy = telling.welsh
    person_title = f"The {telling.person}"
    sections = [
        section("glance", *glance(telling), welsh=cy),
        section("parties", *parties(telling), welsh=cy),
        section("person", *person(telling), welsh=cy, title=person_title),
        section("reasons", *_reasons(telling), welsh=cy),
        section("statement", *statement(telling), welsh=cy),
        section("risk", *risk(telling), welsh=cy),
        section("happened", chronology(telling, title="Chronology"), welsh=cy),
        section("steps", *_steps(telling), welsh=cy),
        section("agreement", *agreement(telling), welsh=cy),
        section("policy", *policy_words(telling), welsh=cy),
        section("papers", correspondence(telling), welsh=cy, title="Correspondence"),
        section("missing", *missing(telling), welsh=cy),
        section("signatures", signatures(telling), welsh=cy),
        section("proof", *proof(telling), welsh=cy),
    ]
    return made("pack", telling, sections)


def _reasons(telling: Telling) -> tuple[Block, ...]:
    """Each side's words, then why the last talk ended without agreement."""
    return (
        raising_side(telling),
        *responding_side(telling),
        _why_not_agreed(telling),
        Facts(title="What matters", rows=(effect(telling), wanted(telling))),
    )


def _why_not_agreed(telling: Telling) -> Table:
    rows = [
        (
            telling.at(talk.originator_version, "held_at", talk.timestamp),
            telling.told(talk.originator_version, "reasons", talk.reasons),
        )
        for talk in telling.dispute.discussions
        if talk.outcome in ("not_agreed", "partly_agreed")
    ]
    return Table(
        title="Why the talks ended without full agreement",
        columns=("Discussion", "Reasons given"),
        rows=tuple(rows),
        empty="No discussion has ended without agreement so far.",
        widths=(4, 12),
    )


def _steps(telling: Telling) -> tuple[Block, ...]:
    """What was tried, with whom, and in what time."""
    talks = Table(
        title="Discussions and meetings",
        columns=("When", "Who took part", "Outcome", "What was said"),
        rows=tuple(_talk(telling, talk) for talk in telling.dispute.discussions),
        empty="No discussion has been put on record.",
        widths=(4, 6, 3, 9),
    )
    kept, _ = limits(telling)
    return done_first(telling), talks, *meetings(telling), kept


def _talk(telling: Telling, talk: Discussed) -> tuple[Said, ...]:
    present = "; ".join(telling.who(one) for one in talk.participants)
    return (
        telling.at(talk.originator_version, "held_at", talk.timestamp),
        said(present),
        said(TALKS[talk.outcome]),
        talk_of(telling, talk),
    )
