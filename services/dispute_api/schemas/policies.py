"""The bodies of what boards decide about policies."""

from typing import Annotated

from pydantic import Field

from dispute_api.schemas.words import WHOLE, Body, Day, Instant, ShortText, Slug

LONGEST_FILE = 200_000
DEFAULT_DISPUTES = 100
MOST_DISPUTES = 200

FileText = Annotated[
    str, Field(min_length=1, max_length=LONGEST_FILE, pattern=r"^[^\u0000]*$")
]
Count = Annotated[int, Field(ge=1, le=MOST_DISPUTES), WHOLE]


class ReleasePolicyRequest(Body):
    """A policy file, and why it is released."""

    text: FileText
    reason: ShortText
    partnership: Slug | None = None


class PutPolicyInForceRequest(Body):
    """From when, and why."""

    from_date: Day
    reason: ShortText
    partnership: Slug | None = None


class RetirePolicyRequest(Body):
    """Until when, and why."""

    to_date: Day
    reason: ShortText
    partnership: Slug | None = None


class RehearsePolicyRequest(Body):
    """Which past disputes."""

    partnership: Slug | None = None
    raised_after: Instant | None = None
    raised_before: Instant | None = None
    limit: Count | None = None
