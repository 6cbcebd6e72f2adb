"""Putting on record that the Record was sent to an office (000-8, 000-11)."""

from collections.abc import Callable
from dataclasses import dataclass

from dispute_core.domain.acts.given import Given, expect_after, expect_past
from dispute_core.domain.completeness import Missing, missing_of
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.dispute_events import RecordSubmitted
from dispute_core.domain.errors import Invalid
from dispute_core.domain.refusals.documents import OfficeUnknown, RecordIncomplete
from dispute_core.domain.saying import listed
from dispute_core.domain.vocabulary import SubmittedHow


@dataclass(frozen=True, kw_only=True)
class Submission:
    """To which office the Record goes, how, and why before it is complete."""

    to_office: str
    how: SubmittedHow
    incomplete_because: str | None = None


@dataclass(frozen=True, kw_only=True)
class Sent:
    """What was sent: the Record of a version, with that version's hash."""

    version: int
    hash: str
    sha256: Callable[[], str]
    """The digest of the Record itself, made only if the sending is not refused."""


def submit_record(
    dispute: Dispute, wanted: Submission, sent: Sent, given: Given
) -> None:
    """Record that the Record was sent; an incomplete one only as a printed pack.

    A paper that somebody has handed over is a fact, whatever it lacked.
    """
    expect_past(given.at, given.now, "/sent_at")
    expect_after(given.at, dispute.raised_at, "/sent_at")
    _expect_office(given, wanted.to_office)
    missing = missing_of(dispute)
    _expect_complete(wanted, missing)

    dispute.trigger_event(
        RecordSubmitted,
        timestamp=given.at,
        by=given.by,
        to_office=wanted.to_office,
        how=wanted.how,
        record_version=sent.version,
        record_hash=sent.hash,
        missing=tuple(one.code for one in missing),
        sha256=sent.sha256(),
        incomplete_because=wanted.incomplete_because,
    )


def _expect_office(given: Given, office: str) -> None:
    known = given.directory.offices if given.directory else {}
    if office not in known:
        message = "The directory of the partnership has no such office."
        raise OfficeUnknown(message, pointer="/to_office")


def _expect_complete(wanted: Submission, missing: tuple[Missing, ...]) -> None:
    if not missing and wanted.incomplete_because is not None:
        message = "The Record is complete: leave this out."
        raise Invalid(message, pointer="/incomplete_because")
    on_paper = wanted.how == "by_hand" and wanted.incomplete_because is not None
    if missing and not on_paper:
        parts = listed([one.code.replace("_", " ") for one in missing])
        message = (
            f"The Record is sent complete (000-11). It lacks: {parts}. The escalation "
            "does not wait for it. If a printed pack was handed over all the same, say "
            "so with how: by_hand and incomplete_because."
        )
        raise RecordIncomplete(message, missing)
