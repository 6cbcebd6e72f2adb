"""To whom the Record has been sent, and what it lacks before it can be."""

from dispute_core.documents import words
from dispute_core.documents.model import Block, Listing, Prose, Said, Table, said
from dispute_core.documents.telling import Telling, moment
from dispute_core.domain.completeness import missing_of
from dispute_core.domain.dispute_events import RecordSubmitted

WAITS = (
    "A Record must be complete before it is sent. What is missing holds up the sending "
    "alone, and never the escalation or anyone's duty to act."
)


def missing(telling: Telling) -> tuple[Block, ...]:
    """What must be filled in before the Record can be sent (000-11)."""
    lacking = missing_of(telling.dispute)
    return (
        Prose(text=said(WAITS), tone="notice" if lacking else "plain"),
        Listing(
            title="Still to be recorded",
            items=tuple(said(one.text) for one in lacking),
            empty="Nothing: the Record is complete.",
        ),
    )


def sent(telling: Telling) -> tuple[Block, ...]:
    """Every sending on record, with the version that was sent."""
    rows = [_submission(telling, one) for one in telling.dispute.submissions]
    return (
        Table(
            title="Sent to",
            columns=("When", "To", "How", "By", "Version and digest"),
            rows=tuple(rows),
            empty="The Record has not been sent to anyone.",
            widths=(4, 5, 4, 5, 5),
        ),
    )


def _submission(telling: Telling, event: RecordSubmitted) -> tuple[Said, ...]:
    version = event.originator_version
    how = words.SENT[event.how]
    if event.missing:
        because = telling.wrote(version, event.incomplete_because)
        how = f"{how}; incomplete, because: {because.text or because.state}"
    digest = telling.wrote(version, event.sha256)
    return (
        said(moment(event.timestamp)),
        said(telling.agency(event.to_office)),
        said(how),
        said(telling.who(event.by)),
        said(f"version {event.record_version}; SHA-256 {digest.text or digest.state}"),
    )
