"""The bodies of the commands on a webhook."""

from typing import Annotated

from pydantic import Field

from dispute_api.schemas.words import Body, Line, Slug
from dispute_core.application.webhooks.changing import Wanted

WantedEventType = Annotated[
    str,
    Field(
        min_length=1,
        max_length=200,
        pattern=r"^org[.]concord[.]dispute([.][a-z0-9_]+)+[.]v[1-9][0-9]{0,3}$",
    ),
]
Url = Annotated[str, Field(min_length=1, max_length=2000, pattern=r"^https?://[^ ]+$")]


class WantedMessages(Body):
    """Which messages are asked for, and where they shall go."""

    url: Url
    event_types: Annotated[list[WantedEventType], Field(max_length=100)] = Field(
        default_factory=list
    )
    description: Line | None = None

    def wanted(self) -> Wanted:
        return Wanted(
            url=self.url,
            event_types=tuple(dict.fromkeys(self.event_types)),
            description=self.description,
        )


class CreateWebhookRequest(WantedMessages):
    """For whom messages are asked, and which, and where."""

    agency: Slug | None = None


class ChangeWebhookRequest(WantedMessages):
    """Everything that can be changed, together."""


class RotateWebhookSecretRequest(Body):
    """Nothing needs to be said."""


class EndWebhookRequest(Body):
    """Nothing needs to be said."""


class SendTestEventRequest(Body):
    """Nothing needs to be said."""


class RedeliverWebhookRequest(Body):
    """Nothing needs to be said."""
