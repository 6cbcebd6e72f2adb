"""Appends as handlers make them, for tests that speak to a log itself."""

from datetime import UTC, datetime

import uuid_utils.compat as uuid_utils

from dispute_core.application.appends import appending
from dispute_core.application.ports import Append, Author, IdempotencyKey
from dispute_core.domain.acts.given import Given
from dispute_core.domain.acts.raising import raise_dispute
from dispute_core.domain.acts.recording import add_record
from dispute_core.domain.dispute import Dispute
from dispute_core.domain.values import By
from dispute_core.domain.working_time import calendar_for
from tests.support.builders import a_dispute
from tests.support.world import WORCESTERSHIRE, policies

AT = datetime(2026, 3, 2, 10, tzinfo=UTC)
SCHOOL = Author(client="school-system", subject="somebody", agency="school")


def given() -> Given:
    return Given(
        by=By(agency="school", side="raising", name="R. Example"),
        at=AT,
        now=AT,
        policy=policies()[WORCESTERSHIRE],
        calendar=calendar_for("ENG"),
    )


def raising(key: IdempotencyKey | None = None) -> Append:
    """The first append of a new dispute."""
    dispute = raise_dispute(uuid_utils.uuid7(), a_dispute().new, given())
    return appending(dispute, now=AT, author=SCHOOL, key=key)


def noting(dispute: Dispute, text: str = "A note", events: int = 1) -> Append:
    """An append of records to a loaded dispute."""
    for _ in range(events):
        add_record(
            dispute, given(), kind="note", text=text, source=None, visible_to="parties"
        )
    return appending(dispute, now=AT, author=SCHOOL)


def a_key(key: str = "key-1", client: str = "school-system") -> IdempotencyKey:
    """A key that no other test uses in the same log."""
    name = f"{key}-{uuid_utils.uuid7()}"
    return IdempotencyKey(client=client, key=name, fingerprint=b"POST /v1/disputes {}")
