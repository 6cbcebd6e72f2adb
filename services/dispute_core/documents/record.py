"""The Resolving Professional Differences Record (000-8): everything, on one paper."""

from dataclasses import replace
from hashlib import sha256

from pydantic_core import to_json

from dispute_core.application.documenting import OFFICE
from dispute_core.application.ports import Loaded
from dispute_core.documents.agreement import agreement
from dispute_core.documents.chronology import chronology
from dispute_core.documents.difference import difference, risk, views
from dispute_core.documents.duties import duties
from dispute_core.documents.headings import TITLES, section
from dispute_core.documents.model import Document, Proof, Section, Signatures
from dispute_core.documents.opening import glance, made_at, parties, person
from dispute_core.documents.papers import corrections, own, papers, proof
from dispute_core.documents.policy_words import policy_words
from dispute_core.documents.sending import missing, sent
from dispute_core.documents.stages import limits, stages
from dispute_core.documents.statement import statement
from dispute_core.documents.telling import Matter, Telling
from dispute_core.domain.acts.given import Given


def record_of(matter: Matter) -> Document:
    """The Record as one reader may see it."""
    telling = Telling(matter)
    cy = telling.welsh
    person_title = f"The {telling.person}"
    sections = [
        section("glance", *glance(telling), welsh=cy),
        section("person", *person(telling), welsh=cy, title=person_title),
        section("parties", *parties(telling), welsh=cy),
        section("difference", *difference(telling), welsh=cy),
        section("statement", *statement(telling), welsh=cy),
        section("risk", *risk(telling), welsh=cy),
        section(
            "views", *views(telling), welsh=cy, title=f"{person_title}'s own views"
        ),
        section("stages", *stages(telling), welsh=cy),
        section("limits", *limits(telling), welsh=cy),
        section("policy", *policy_words(telling), welsh=cy),
        section("agreement", *agreement(telling), welsh=cy),
        section("duties", *duties(telling), welsh=cy),
        section("papers", *papers(telling), welsh=cy),
        section("happened", chronology(telling, title="Every event"), welsh=cy),
        section("corrections", *corrections(telling), welsh=cy),
        section("sent", *sent(telling), welsh=cy),
        section("missing", *missing(telling), welsh=cy),
        section("signatures", signatures(telling), welsh=cy),
        section("proof", *proof(telling), welsh=cy),
    ]
    kept = own(telling)
    if kept:
        sections.append(section("own", *kept, welsh=cy))
    return made("record", telling, sections)


def sent_digest(on: Loaded, given: Given) -> str:
    """The digest of the Record as an office gets it of what has been loaded."""
    if given.directory is None:
        message = "a Record cannot be made without the directory"
        raise LookupError(message)
    return digest_of(
        Matter(
            loaded=on,
            policy=given.policy,
            standing=OFFICE,
            partnership=given.directory,
            generated_at=given.now,
        )
    )


def digest_of(matter: Matter) -> str:
    """SHA-256 of the Record for a reader, whenever it is made.

    The time of making is set to that of the newest event: one version, one digest.
    """
    newest = matter.loaded.events[-1].recorded_at
    document = record_of(replace(matter, generated_at=newest))
    return sha256(to_json(document)).hexdigest()


def made(name: str, telling: Telling, sections: list[Section]) -> Document:
    """A document with its title, its parties and the proof of what it rests on."""
    english, cymraeg = TITLES[name]
    raised, newest = telling.dispute.raised, telling.matter.loaded.events[-1]
    raising, responding = telling.sides()
    return Document(
        kind="record" if name == "record" else "submission_pack",
        title=english,
        welsh=cymraeg if telling.welsh else None,
        subtitle=f"{raising} and {responding}",
        reference=raised.reference,
        partnership=telling.matter.partnership.name,
        lines=(
            f"{telling.policy.title}, {telling.policy.publisher}",
            made_at(telling),
        ),
        sections=tuple(sections),
        proof=Proof(
            version=newest.version,
            hash=newest.hash,
            recorded_at=newest.recorded_at,
            generated_at=telling.matter.generated_at,
            policy_sha256=telling.policy.sha256,
        ),
        training=raised.training,
        foot=f"{raised.reference}, version {newest.version}, {newest.hash[:16]}",
    )


def signatures(telling: Telling) -> Signatures:
    """A line for each party, and one for the board's office that receives it."""
    dispute = telling.dispute
    parties = (dispute.raised_by, *dispute.responding)
    named = dict.fromkeys(telling.agency(party.agency) for party in parties)
    signatories = [f"For {name}" for name in named]
    return Signatures(signatories=(*signatories, "Received for the board"))
