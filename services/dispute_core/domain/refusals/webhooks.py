"""What is refused around subscriptions of other systems."""

from dispute_core.domain.errors import DisputeError, Invalid, Refused


class WebhookNotFound(DisputeError):
    """Absent, or another agency's: never told apart."""

    code = "webhook-not-found"
    title = "There is no such webhook"

    def __init__(self) -> None:
        super().__init__("There is no webhook with this id that is yours.")


class DeliveryNotFound(DisputeError):
    """Absent, or another webhook's: never told apart."""

    code = "delivery-not-found"
    title = "The webhook has no such delivery"

    def __init__(self) -> None:
        super().__init__("The webhook has no delivery with this id.")


class WebhookHasEnded(Refused):
    """What has ended stays on record and is neither changed nor sent to."""

    code = "webhook-ended"
    title = "The webhook has ended"

    def __init__(self) -> None:
        super().__init__("Nothing more is sent to it. Subscribe anew.")


class TooManyWebhooks(Refused):
    """Each is sent everything; their number is bounded."""

    code = "too-many-webhooks"
    title = "The agency has as many webhooks as it may have"


class StaleWebhook(DisputeError):
    """The caller decided on an older version of the webhook than the newest."""

    code = "stale-webhook"
    title = "The webhook has changed since you read it"

    def __init__(self, current: int) -> None:
        super().__init__(
            "The webhook has changed since you read it. Read it again, then decide."
        )
        self.current = current


class UnknownEventType(Invalid):
    """A type of which no message would ever be sent."""

    code = "unknown-event-type"
    title = "There is no such type of event"

    def __init__(self) -> None:
        message = "Name types of the event feed, such as org.concord.dispute.raised.v1."
        super().__init__(message, pointer="/event_types")


class BadUrl(Invalid):
    """An address to which nothing may be sent; it is never repeated in the answer."""

    code = "webhook-url-refused"
    title = "Nothing may be sent to this address"

    def __init__(self, message: str) -> None:
        super().__init__(message, pointer="/url")
