"""The bodies around notices: that one was read, and that one came back."""

from typing import Annotated

from pydantic import Field

from dispute_api.schemas.words import Body, Instant

MessageId = Annotated[
    str, Field(min_length=36, max_length=500, pattern=r"^[\u0021-\u007e]+$")
]


class AcknowledgeNoticeRequest(Body):
    """That it has been read; without an instant, now."""

    acknowledged_at: Instant | None = None


class ReportBounceRequest(Body):
    """The Message-ID of a mail that came back and will never arrive."""

    message_id: MessageId
