"""What lies beside the talking: letters, advice, corrections, an agency's own notes."""

from dispute_core.documents import words
from dispute_core.documents.around import side_outcomes
from dispute_core.documents.model import (
    NOT_APPLICABLE,
    Block,
    Facts,
    Prose,
    Row,
    Said,
    Table,
    said,
)
from dispute_core.documents.telling import Telling, day, moment
from dispute_core.domain.dispute_events import Corrected, RecordAdded
from dispute_core.domain.saying import capital

LETTERS = ("correspondence", "notice_of_intention")
ELSEWHERE = (*LETTERS, "persons_views", "interim_arrangement", "requested_safeguard")
"""Records that stand under a heading of their own."""

OWN = (
    "Only the agency that wrote this and its auditor see this part. Take it out before "
    "you pass the document on."
)


def papers(telling: Telling) -> tuple[Block, ...]:
    """Every letter by reference and digest, then the other records."""
    others = [one for one in telling.records() if one.kind not in ELSEWHERE]
    return (
        correspondence(telling),
        _records(telling, "Other records", others, "None."),
    )


def correspondence(telling: Telling) -> Table:
    """The list of letters and e-mails (000-10): where each lies, never a copy."""
    return Table(
        title="Correspondence",
        columns=("Dated", "From", "To", "What", "Where it lies"),
        rows=tuple(_letter(telling, one) for one in telling.records(*LETTERS)),
        empty="No correspondence has been put on record.",
        widths=(3, 4, 4, 6, 5),
    )


def _letter(telling: Telling, record: RecordAdded) -> tuple[Said, ...]:
    version, source = record.originator_version, record.source
    told = telling.told(version, "text", record.text)
    if source is None:
        dated = said(moment(record.timestamp))
        return dated, said(telling.who(record.by)), NOT_APPLICABLE, told, said(None)
    held = telling.wrote(version, source.held_at)
    if source.sha256:
        held = said(f"{held.text or held.state}; SHA-256 {source.sha256}")
    return (
        said(day(source.dated) or moment(record.timestamp)),
        telling.wrote(version, source.sender),
        telling.wrote(version, source.recipient),
        told,
        held,
    )


def _records(
    telling: Telling, title: str, records: list[RecordAdded], empty: str
) -> Table:
    rows = [
        (
            said(moment(one.timestamp)),
            said(capital(words.in_words(words.RECORDS, one.kind))),
            said(telling.who(one.by)),
            telling.told(one.originator_version, "text", one.text),
        )
        for one in records
    ]
    return Table(
        title=title,
        columns=("When", "Kind", "By", "What"),
        rows=tuple(rows),
        empty=empty,
        widths=(4, 4, 5, 9),
    )


def corrections(telling: Telling) -> tuple[Block, ...]:
    """Each correction, the newest first, with the words that it replaces."""
    rows = [_correction(telling, one) for one in telling.corrections()]
    note = "Nothing recorded is ever changed: a correction stands beside the original."
    return (
        Prose(text=said(note)),
        Table(
            title="Corrections made",
            columns=("Recorded", "Event and field", "Now", "By", "Reason"),
            rows=tuple(rows),
            empty="None.",
            widths=(4, 4, 6, 5, 5),
        ),
    )


def _correction(telling: Telling, event: Corrected) -> tuple[Said, ...]:
    version = event.originator_version
    field = event.field.replace("_", " ")
    value = moment(event.instant) or event.code or event.text
    return (
        said(moment(telling.dispute.recorded[version])),
        said(f"{event.event_version}, {field}"),
        telling.wrote(version, value),
        said(telling.who(event.by)),
        telling.wrote(version, event.reason),
    )


def own(telling: Telling) -> tuple[Block, ...]:
    """What the reader's agency keeps for itself; nothing where there is nothing."""
    if not telling.own - telling.hidden:
        return ()
    kept = telling.records(own=True)
    return (
        Prose(text=said(OWN), tone="private"),
        _records(telling, "Records kept apart", kept, "None."),
        side_outcomes(telling, own=True),
    )


def proof(telling: Telling) -> tuple[Block, ...]:
    """By what anyone can tell that this document says what the log holds."""
    newest = telling.matter.loaded.events[-1]
    policy = telling.policy
    chain = (
        "The hash is that of the newest event, and each event's hash commits to the "
        "one before it."
    )
    how = (
        "Whoever has the log in their keeping confirms it with: "
        f"concord verify --dispute {telling.dispute.id} --version {newest.version} "
        f"--hash {newest.hash}"
    )
    return (
        Facts(
            rows=(
                Row(label="Dispute", value=said(str(telling.dispute.id))),
                Row(label="Version of the log", value=said(str(newest.version))),
                Row(label="Recorded", value=said(moment(newest.recorded_at))),
                Row(label="Hash of that version", value=said(newest.hash)),
                Row(
                    label="Policy", value=said(f"{policy.ref}, SHA-256 {policy.sha256}")
                ),
                Row(
                    label="This document was made",
                    value=said(moment(telling.matter.generated_at)),
                ),
            ),
        ),
        Prose(text=said(chain)),
        Prose(text=said(how)),
    )
