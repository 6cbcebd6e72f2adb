"""The bodies with which an agency opens and revokes a calendar feed."""

from dispute_api.schemas.words import Body, Slug


class CreateCalendarFeedRequest(Body):
    """For which agency; without it, for the caller's own."""

    agency: Slug | None = None


class RevokeCalendarFeedRequest(Body):
    """Nothing needs to be said."""
